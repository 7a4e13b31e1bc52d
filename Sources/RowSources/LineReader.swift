import Recipe

/// Every line of a file as a row with the one column `line`: any bytes, empty lines included.
///
/// Blocks in `read`, so it belongs to a thread.
package final class LineReader: RowSource {
  package let columns = [Column(name: "line", type: .text)]
  private var stream: LineStream

  /// Opens `path`; `-` is standard input.
  package init(path: String, from start: SourcePosition? = nil) throws(RowSourceError) {
    stream = try LineStream(input: InputFile(path: path))
    if let start { try stream.seek(to: start) }
  }

  package var position: SourcePosition? { stream.position }

  package func nextBatch(
    into batch: inout RowBatch, limit rows: Int
  ) throws(RowSourceError) -> Bool {
    batch.removeAll(columns: 1)
    while batch.count < rows, let (line, position) = try stream.next(mayRead: batch.isEmpty) {
      batch.appendField(line)
      batch.endRow(at: position)
    }
    return !batch.isEmpty
  }
}
