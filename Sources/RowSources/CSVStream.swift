import Bytes
import Platform

/// The bytes of a CSV file as records: a file, a window of it, and the scanner that walks it.
///
/// A struct, so that a whole batch is read under one exclusive access to it and not one a record.
struct CSVStream: ~Copyable {
  private let input: InputFile
  private let maximumRecord: Int
  private var window: ReadWindow
  private var scanner: CSVScanner
  private var columnCount = 0
  /// A fatal error that waits until the rows before it are delivered.
  private var failure: RowSourceError?

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Reads the first bytes, and skips a byte-order mark.
  init(input: consuming InputFile, options: CSVOptions) throws(RowSourceError) {
    var window = ReadWindow(readSize: options.readSize)
    while window.filled < Self.byteOrderMark.count, !window.isLast {
      try window.refill(from: input)
    }
    let hasMark = window.slice.buffer.starts(with: Self.byteOrderMark)
    self.scanner = CSVScanner(startingAt: hasMark ? Self.byteOrderMark.count : 0)
    self.window = window
    self.input = input
    self.maximumRecord = options.maximumRecord
  }

  /// The fields of the first record and its line; nil when there is none.
  mutating func readHeader() throws(RowSourceError) -> (names: [ByteSlice], line: Int)? {
    guard try nextRecord(mayRead: true) else { return nil }
    if let defect = scanner.defect {
      throw error(.invalidHeader, line: scanner.recordLine, reason: defect.reason)
    }
    let record = window.slice[scanner.recordStart..<scanner.cursor]
    let names = (0..<scanner.fieldCount).map { index in
      let start = Int(scanner.fields[index].offset)
      return record[start..<start + scanner.fields[index].count]
    }
    return (names, scanner.recordLine)
  }

  /// Ends the header: from now on records have `columns` fields.
  mutating func expect(columns: Int, nullText: [UInt8]?) {
    columnCount = columns
    scanner.expect(columns: columns, nullText: nullText)
  }

  /// Goes on with the record that begins there, after the header was read.
  mutating func seek(to position: SourcePosition, nullText: [UInt8]?) throws(RowSourceError) {
    guard let offset = position.byteOffset else { return }
    try input.seek(to: offset)
    window = ReadWindow(readSize: window.readSize, startingAt: offset)
    scanner = CSVScanner(startingAt: 0, line: position.line)
    scanner.expect(columns: columnCount, nullText: nullText)
  }

  /// Behind the last record that was delivered.
  var position: SourcePosition {
    SourcePosition(line: scanner.nextLine, byteOffset: window.fileOffset + scanner.keptFrom)
  }

  /// See `RowSource`.
  mutating func nextBatch(
    into batch: inout RowBatch, limit rows: Int
  ) throws(RowSourceError) -> Bool {
    batch.removeAll(columns: columnCount)
    var batchStart = 0
    var batchEnd = 0
    while batch.count < rows {
      if batch.isEmpty { batchStart = scanner.cursor }
      scanner.takePlainRecords(
        in: window.base, filled: window.filled, into: &batch, limit: rows, origin: batchStart,
        fileOffset: window.fileOffset, maximumRecord: maximumRecord)
      if !batch.isEmpty { batchEnd = scanner.cursor }
      guard batch.count < rows, try nextRecord(mayRead: batch.isEmpty) else { break }
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
  private mutating func nextRecord(mayRead: Bool) throws(RowSourceError) -> Bool {
    if let failure { throw failure }
    while true {
      let outcome = scanner.scanRecord(
        in: window.base, filled: window.filled, isLast: window.isLast)
      switch outcome {
      case .record:
        if scanner.cursor - scanner.recordStart <= maximumRecord { return true }
        failure = recordTooLong()
      case .end:
        return false
      case .needsMore:
        if !mayRead { return false }
        if window.filled - scanner.keptFrom > maximumRecord {
          failure = recordTooLong()
        } else {
          scanner.moved(by: window.makeRoom(keepingFrom: scanner.keptFrom))
          try window.refill(from: input)
        }
      case .unclosedQuote:
        failure = error(
          .unclosedQuote, line: scanner.quoteLine,
          reason: "the quote that opens on this line is never closed",
          help: "a quote inside a quoted field is written twice: \"\"")
      case .tooManyFields:
        failure = error(
          .invalidHeader, line: scanner.recordLine,
          reason: "more than \(CSVScanner.maximumFields) columns")
      }
      if let failure {
        if mayRead { throw failure }
        return false
      }
    }
  }

  private func recordTooLong() -> RowSourceError {
    error(
      .recordTooLong, line: scanner.recordLine,
      reason: "the record that starts on this line is longer than \(maximumRecord) bytes",
      help: "is a quote left open?")
  }

  private func error(
    _ kind: RowSourceError.Kind, line: Int, reason: String, help: String? = nil
  ) -> RowSourceError {
    RowSourceError(kind, file: input.name, line: line, reason: reason, help: help)
  }
}
