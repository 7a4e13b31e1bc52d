import Recipe
import RowSources
import Platform

/// Opens what a `source` statement names.
package enum SourceOpening {
  package static func open(
    _ declaration: SourceDeclaration
  ) throws(RunFailure) -> any RowSource {
    switch declaration.kind {
    case .csv(let format):
      do throws(RowSourceError) {
        return try CSVReader(path: format.path, options: CSVOptions(format))
      } catch {
        throw .source(error)
      }
    case .jsonl, .lines, .sqlite, .postgres, .redis:
      throw .configuration("rows can only be read from CSV yet, not from `\(declaration.name)`")
    }
  }

  /// The columns of a file that is there now, for the checker: a CSV header. Nil for stdin and for pipes, which give each row
  /// once, and for what cannot be read: the run will say why.
  package static func columns(of declaration: SourceDeclaration) -> [Column]? {
    guard case .csv(let format) = declaration.kind, format.path != "-", Files.isRegular(format.path)
    else { return nil }
    return try? CSVReader(path: format.path, options: CSVOptions(format)).columns
  }
}

extension CSVOptions {
  init(_ format: CSVFormat) {
    self.init(
      hasHeader: format.hasHeader, nullText: format.nullText,
      columns: format.columns)
  }
}
