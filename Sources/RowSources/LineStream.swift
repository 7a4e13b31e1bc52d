import Bytes
import Platform

/// The lines of a file, one window of it in memory.
///
/// A line ends in LF or CRLF, neither of which belongs to it; the last may end with the file. A byte-order mark at the start is
/// skipped. A struct, so that a batch is read under one exclusive access.
struct LineStream: ~Copyable {
  private let input: InputFile
  private var window: ReadWindow
  private var cursor: Int
  private var number = 0

  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let readSize = 256 << 10
  /// The longest line, in bytes.
  private static let maximumLine = 64 << 20

  init(input: consuming InputFile) throws(RowSourceError) {
    var window = ReadWindow(readSize: Self.readSize)
    while window.filled < Self.byteOrderMark.count, !window.isLast {
      try window.refill(from: input)
    }
    let hasMark = window.slice.buffer.starts(with: Self.byteOrderMark)
    cursor = hasMark ? Self.byteOrderMark.count : 0
    self.window = window
    self.input = input
  }

  /// Goes on with the line that begins there.
  mutating func seek(to position: SourcePosition) throws(RowSourceError) {
    guard let offset = position.byteOffset else { return }
    try input.seek(to: offset)
    window = ReadWindow(readSize: Self.readSize, startingAt: offset)
    cursor = 0
    number = position.line - 1
  }

  /// Behind the last line that was given.
  var position: SourcePosition {
    SourcePosition(line: number + 1, byteOffset: window.fileOffset + cursor)
  }

  /// The next line and where it stands, valid until the next call that may read. Nil: the end, or a read is needed that `mayRead`
  /// forbids (a source gives what it has rather than wait).
  mutating func next(
    mayRead: Bool
  ) throws(RowSourceError) -> (line: ByteSlice, position: RowBatch.Position)? {
    var searched = cursor
    while true {
      let end = memchr(window.base + searched, 0x0A, window.filled - searched)
      if let end {
        return take(to: window.base.distance(to: end.assumingMemoryBound(to: UInt8.self)), skip: 1)
      }
      if window.isLast {
        return cursor == window.filled ? nil : take(to: window.filled, skip: 0)
      }
      guard mayRead else { return nil }
      if window.filled - cursor > Self.maximumLine {
        throw RowSourceError(
          .recordTooLong, file: input.name, line: number + 1,
          reason: "this line is longer than \(Self.maximumLine) bytes",
          help: "is this a file of lines?")
      }
      searched = window.filled
      let moved = window.makeRoom(keepingFrom: cursor)
      cursor -= moved
      searched -= moved
      try window.refill(from: input)
    }
  }

  private mutating func take(
    to end: Int, skip: Int
  ) -> (line: ByteSlice, position: RowBatch.Position) {
    let start = cursor
    let hasReturn = end > start && window.base[end - 1] == 0x0D
    cursor = end + skip
    number += 1
    return (
      window.slice[start..<(hasReturn ? end - 1 : end)],
      RowBatch.Position(line: number, byteOffset: window.fileOffset + start)
    )
  }
}
