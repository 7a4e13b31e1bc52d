import Recipe
import Bytes

/// Turns a header and what the recipe declares into columns.
enum CSVHeader {
  /// The columns of a file, whose header, if it has one, is the next record.
  static func read(
    from stream: inout CSVStream, options: CSVOptions, file: String
  ) throws(RowSourceError) -> [Column] {
    guard options.hasHeader else { return try columns(declared: options.columns, file: file) }
    guard let header = try stream.readHeader() else {
      throw RowSourceError(
        .noHeader, file: file, reason: "the file is empty: there is no header",
        help: "for a file without one, write `header off columns [NAME …]`")
    }
    return try columns(
      names: header.names, declared: options.columns, file: file, line: header.line)
  }

  /// Without a header: the declared columns are the columns.
  static func columns(
    declared: [Column], file: String
  ) throws(RowSourceError) -> [Column] {
    if declared.isEmpty {
      throw RowSourceError(
        .columnsMissing, file: file, reason: "without a header the columns have no names",
        help: "write `columns [NAME …]`")
    }
    try refuseDuplicates(declared.map(\.name), file: file, line: nil)
    return declared
  }

  /// With a header: its names, with the types that were declared for some of them.
  static func columns(
    names: [ByteSlice], declared: [Column], file: String, line: Int
  ) throws(RowSourceError) -> [Column] {
    var columns: [Column] = []
    for (index, bytes) in names.enumerated() {
      guard let name = String(validating: bytes.buffer, as: UTF8.self) else {
        throw RowSourceError(
          .invalidHeader, file: file, line: line,
          reason: "the name of column \(index + 1) is not UTF-8",
          help: "is this a CSV file in UTF-8?")
      }
      columns.append(Column(name: name))
    }
    try refuseDuplicates(columns.map(\.name), file: file, line: line)
    for column in declared {
      guard let index = columns.firstIndex(where: { $0.name == column.name }) else {
        let candidates = columns.map(\.name)
        throw RowSourceError(
          .unknownColumn(name: column.name, candidates: candidates), file: file, line: line,
          reason: "no column `\(column.name)` in the header",
          help: "columns: \(candidates.joined(separator: ", "))")
      }
      columns[index].type = column.type
    }
    return columns
  }

  /// Columns without a name may be many: spreadsheets leave them, and nothing can refer to them.
  private static func refuseDuplicates(
    _ names: [String], file: String, line: Int?
  ) throws(RowSourceError) {
    var seen: [String: Int] = [:]
    for (index, name) in names.enumerated() where !name.isEmpty {
      if let first = seen.updateValue(index, forKey: name) {
        throw RowSourceError(
          .duplicateColumn(name: name, first: first + 1, second: index + 1), file: file,
          line: line, reason: "columns \(first + 1) and \(index + 1) are both named `\(name)`",
          help: "a column's name must be its own")
      }
    }
  }
}
