import ArgumentParser

/// The values of `--log-format`.
enum LogFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}
