import Recipe
import Bytes
import Platform

/// Rows of a CSV file, RFC 4180, streamed in constant memory.
///
/// Owns the open file and one window of its bytes. A byte-order mark is skipped; lines end in LF or
/// CRLF; a lone CR is data, and so is a NUL; blank lines are no records. A row with a wrong number
/// of fields is delivered with a defect; a quote that never closes ends the source with an error
/// that names the line where it opened. Blocks in `read`, so it belongs to a thread, never to a
/// Task.
package final class CSVReader: RowSource {
  package let columns: [Column]
  package let file: String
  private var stream: CSVStream

  /// Opens `path` (`-` is standard input) and reads the header; then goes on with the record at `start`.
  package convenience init(
    path: String, options: CSVOptions = CSVOptions(), from start: SourcePosition? = nil
  ) throws(RowSourceError) {
    try self.init(input: InputFile(path: path), options: options, from: start)
  }

  /// Reads from a descriptor that the caller opened and closes.
  package convenience init(
    descriptor: Int32, name: String, options: CSVOptions = CSVOptions()
  ) throws(RowSourceError) {
    try self.init(input: InputFile(lending: descriptor, name: name), options: options)
  }

  private init(
    input: consuming InputFile, options: CSVOptions, from start: SourcePosition? = nil
  ) throws(RowSourceError) {
    file = input.name
    var stream = try CSVStream(input: input, options: options)
    columns = try CSVHeader.read(from: &stream, options: options, file: file)
    stream.expect(columns: columns.count, nullText: options.nullText)
    if let start { try stream.seek(to: start, nullText: options.nullText) }
    self.stream = stream
  }

  package var position: SourcePosition? { stream.position }

  package func nextBatch(
    into batch: inout RowBatch, limit rows: Int
  ) throws(RowSourceError) -> Bool {
    try stream.nextBatch(into: &batch, limit: rows)
  }
}
