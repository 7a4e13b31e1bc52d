import Bytes
import Recipe

/// One JSON object a line: its top-level members are the columns, as far as anybody asked for them.
///
/// Each field says its own type: text is quoted, and what is not is a JSON literal, a number to the digit as it stood in the file. A
/// member that is absent is null. Blank lines are no rows; a line that is no object is a row with a defect. Blocks in `read`, so
/// it belongs to a thread.
package final class JSONLinesReader: RowSource {
  package let columns: [Column]
  package let isSelfTyped = true
  private var stream: LineStream
  private var scanner: JSONObjectScanner

  /// Opens `path`; `-` is standard input. `columns` are the members wanted, in the order of the rows' fields.
  package init(
    path: String, columns names: [String], from start: SourcePosition? = nil
  ) throws(RowSourceError) {
    columns = names.map { Column(name: $0, type: .json) }
    stream = try LineStream(input: InputFile(path: path))
    scanner = JSONObjectScanner(members: names)
    if let start { try stream.seek(to: start) }
  }

  package var position: SourcePosition? { stream.position }

  package func nextBatch(
    into batch: inout RowBatch, limit rows: Int
  ) throws(RowSourceError) -> Bool {
    batch.removeAll(columns: columns.count)
    while batch.count < rows, let (line, position) = try stream.next(mayRead: batch.isEmpty) {
      if line.buffer.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      let defect = scanner.scan(line)
      for column in columns.indices {
        switch defect == nil ? scanner.value(column) : .absent {
        case .absent: batch.appendNull()
        case .text(let bytes): batch.appendField(bytes, quoted: true)
        case .literal(let bytes): batch.appendField(bytes)
        }
      }
      batch.endRow(at: position, defect: defect.map { .notJSON($0) })
    }
    return !batch.isEmpty
  }
}
