import Bytes
import Console

/// Rows in whatever format the command line asks for. Cells are unescaped.
struct ResultTable {
  private let columns: [TextTable.Column]
  private var rows: [[String]] = []

  init(_ columns: [TextTable.Column]) { self.columns = columns }

  mutating func append(_ row: [String]) { rows.append(row) }

  func text(as name: String, _ invocation: Invocation) -> String {
    switch invocation.format {
    case .json: json(name)
    case .ndjson: rows.map { line($0) }.joined()
    case .csv: delimited(.csv)
    case .tsv: delimited(.tsv)
    case .table, .auto: table(invocation)
    }
  }

  private func table(_ invocation: Invocation) -> String {
    guard !rows.isEmpty else { return "" }
    var table = TextTable(columns)
    for row in rows { table.append(row.map { Escaping.escaped($0) }) }
    let lines = table.lines(width: invocation.output.width, palette: invocation.output.palette)
    return lines.joined(separator: "\n") + "\n"
  }

  private func delimited(_ kind: DelimitedRow) -> String {
    kind.line(columns.map(\.title))
      + rows.map { kind.line($0.map { Escaping.escaped($0) }) }.joined()
  }

  private func json(_ name: String) -> String {
    var writer = JSONObjectWriter()
    writer.beginObject()
    writer.field("v", 1)
    writer.beginArray(name)
    for row in rows { append(row, to: &writer) }
    writer.endArray()
    writer.endObject()
    writer.endLine()
    return writer.text
  }

  private func line(_ row: [String]) -> String {
    var writer = JSONObjectWriter()
    append(row, to: &writer)
    writer.endLine()
    return writer.text
  }

  private func append(_ row: [String], to writer: inout JSONObjectWriter) {
    writer.beginObject()
    for (column, cell) in zip(columns, row) {
      let key = column.title.split(separator: " ").joined(separator: "_")
      if !column.isNumber {
        writer.field(key, cell)
      } else if let number = Int(cell) {
        writer.field(key, number)
      } else if cell.isEmpty || Double(cell) != nil {
        writer.field(key, Double(cell))
      } else {
        writer.field(key, cell)
      }
    }
    writer.endObject()
  }
}

extension Invocation {
  /// Prints rows; `name` is what JSON calls them.
  func print(_ table: ResultTable, as name: String) throws { try page(table.text(as: name, self)) }
}
