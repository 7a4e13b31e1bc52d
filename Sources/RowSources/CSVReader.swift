import Bytes
import Platform

/// Rows of a CSV file, RFC 4180, streamed in constant memory.
///
/// Owns the open file and one window of its bytes. A byte-order mark is skipped; lines end in LF or
/// CRLF; a lone CR is data, and so is a NUL; blank lines are no records. A row with a wrong number of
/// fields is delivered with a defect; a quote that never closes ends the source with an error that
/// names the line where it opened. Blocks in `read`, so it belongs to a thread, never to a Task.
package final class CSVReader: RowSource {
  package private(set) var columns: [SourceColumn] = []
  package let file: String

  private let options: CSVOptions
  private let input: InputFile
  private var window: ReadWindow
  private var scanner: CSVScanner
  /// A fatal error that waits until the rows before it are delivered.
  private var failure: RowSourceError?

  /// Opens `path` (`-` is standard input) and reads the header.
  package convenience init(path: String, options: CSVOptions = CSVOptions()) throws(RowSourceError) {
    try self.init(input: InputFile(path: path), options: options)
  }

  /// Reads from a descriptor that the caller opened and closes.
  package convenience init(
    descriptor: Int32, name: String, options: CSVOptions = CSVOptions()
  ) throws(RowSourceError) {
    try self.init(input: InputFile(lending: descriptor, name: name), options: options)
  }

  private init(input: consuming InputFile, options: CSVOptions) throws(RowSourceError) {
    self.file = input.name
    self.options = options
    self.window = ReadWindow(readSize: options.readSize)
    while window.filled < CSVReader.byteOrderMark.count, !window.isLast {
      try window.refill(from: input)
    }
    let hasMark = window.slice.buffer.starts(with: CSVReader.byteOrderMark)
    self.scanner = CSVScanner(startingAt: hasMark ? CSVReader.byteOrderMark.count : 0)
    self.input = input
    try readHeader()
    scanner.expect(columns: columns.count, nullText: options.nullText)
  }

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  package func nextBatch(
    into batch: inout RowBatch, limit rows: Int
  ) throws(RowSourceError) -> Bool {
    batch.removeAll(columns: columns.count)
    var batchStart = 0
    var batchEnd = 0
    while batch.count < rows, try nextRecord(mayRead: batch.isEmpty) {
      if batch.isEmpty { batchStart = scanner.recordStart }
      batch.appendRow(
        fields: scanner.fields, shiftedBy: scanner.recordStart - batchStart,
        at: RowBatch.Position(
          line: scanner.recordLine, byteOffset: window.fileOffset + scanner.recordStart),
        defect: scanner.defect)
      batchEnd = scanner.cursor
    }
    if batch.isEmpty { return false }
    batch.appendStorage(window.slice[batchStart..<batchEnd])
    return true
  }

  /// Scans one record. False: there is none, or getting it needs what `mayRead` forbids: a read
  /// would move the bytes of the rows before it, and an error waits until these are delivered.
  private func nextRecord(mayRead: Bool) throws(RowSourceError) -> Bool {
    if let failure { throw failure }
    while true {
      let outcome = scanner.scanRecord(
        in: window.base, filled: window.filled, isLast: window.isLast)
      switch outcome {
      case .record:
        if scanner.cursor - scanner.recordStart > options.maximumRecord {
          failure = recordTooLong()
          if mayRead, let failure { throw failure }
          return false
        }
        return true
      case .end:
        return false
      case .needsMore:
        if !mayRead { return false }
        if window.filled - scanner.keptFrom > options.maximumRecord { throw recordTooLong() }
        scanner.moved(by: window.makeRoom(keepingFrom: scanner.keptFrom))
        try window.refill(from: input)
      case .unclosedQuote:
        if !mayRead { return false }
        throw RowSourceError(
          .unclosedQuote, file: file, line: scanner.quoteLine,
          reason: "the quote that opens on this line is never closed",
          help: "a quote inside a quoted field is written twice: \"\"")
      case .tooManyFields:
        throw RowSourceError(
          .invalidHeader, file: file, line: scanner.recordLine,
          reason: "more than \(CSVScanner.maximumFields) columns")
      }
    }
  }

  private func recordTooLong() -> RowSourceError {
    RowSourceError(
      .recordTooLong, file: file, line: scanner.recordLine,
      reason: "the record that starts on this line is longer than \(options.maximumRecord) bytes",
      help: "is a quote left open?")
  }

  private func readHeader() throws(RowSourceError) {
    guard options.hasHeader else {
      columns = try CSVHeader.columns(declared: options.columns, file: file)
      return
    }
    guard try nextRecord(mayRead: true) else {
      throw RowSourceError(
        .noHeader, file: file, reason: "the file is empty: there is no header",
        help: "for a file without one, write `header off columns [NAME …]`")
    }
    let record = window.slice[scanner.recordStart..<scanner.cursor]
    var names: [ByteSlice] = []
    for index in 0..<scanner.fieldCount {
      let field = scanner.fields[index]
      names.append(record[Int(field.offset)..<Int(field.offset) + field.count])
    }
    if let defect = scanner.defect {
      throw RowSourceError(
        .invalidHeader, file: file, line: scanner.recordLine, reason: defect.reason)
    }
    columns = try CSVHeader.columns(
      names: names, declared: options.columns, file: file, line: scanner.recordLine)
  }
}
