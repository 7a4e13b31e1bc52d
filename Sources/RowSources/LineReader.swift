import Recipe

/// Every line of a file as a row with the one column `line`: any bytes, empty lines included.
///
/// Blocks in `read`, so it belongs to a thread.
package final class LineReader: RowSource {
  package let columns = [Column(name: "line", type: .text)]
  private var stream: LineStream

  /// Opens `path`; `-` is standard input.
  package init(path: String) throws(RowSourceError) {
    stream = try LineStream(input: InputFile(path: path))
  }

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
