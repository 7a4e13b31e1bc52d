import ArgumentParser

/// The values of `--format`.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  /// A table on a terminal, else TSV.
  case auto
  case table, json, ndjson, csv, tsv
}
