import Bytes
import Platform

/// Splits bytes into records and fields, RFC 4180, one record a call.
///
/// Pure state over a buffer that somebody else fills: when the bytes end inside a record it says so
/// and goes on where it stopped once there are more, so every byte is looked at once, however the
/// input is cut. A doubled quote is unescaped in place. Offsets are into the buffer; `moved(by:)`
/// follows when its front is dropped.
struct CSVScanner: ~Copyable {
  enum Outcome {
    /// One whole record: see `fields`, `recordStart`, `defect`.
    case record
    /// The bytes ended first, and there may be more.
    case needsMore
    /// The input is over, after a whole record.
    case end
    /// The input is over inside quotes, which opened on line `quoteLine`.
    case unclosedQuote
    /// There are more fields than any header has.
    case tooManyFields
  }

  private enum State {
    /// Before a record; blank lines are skipped.
    case recordStart
    /// Before a field's first byte.
    case fieldStart
    /// In a field without quotes.
    case unquoted
    /// Between quotes.
    case quoted
    /// Behind a closing quote, where only a separator may stand.
    case afterQuote
    /// Behind a closing quote and something that should not be there, until the next separator.
    case skippingText
  }

  /// More columns than any real file has; bounds what a header can make us keep.
  static let maximumFields = 1 << 16

  /// The fields of the record, with offsets from `recordStart`.
  private(set) var fields: UnsafeMutablePointer<RowField>
  private(set) var fieldCount = 0
  private(set) var defect: RowDefect?
  var recordStart = 0
  private(set) var recordLine = 1
  private(set) var quoteLine = 1
  /// The next byte to look at.
  var cursor: Int
  /// The line on which `cursor` stands.
  var line: Int

  private var state = State.recordStart
  private var fieldStart = 0
  /// The end of what is kept of a quoted field: behind `cursor` once a quote was unescaped.
  private var keptEnd = 0
  /// How many fields a record must have; nil while the header is read.
  private(set) var expected: Int?
  private var fieldCapacity = 64
  private var nullText: PinnedBytes?
  /// The bytes of `nullText`: borrowed once, because asking the object costs a retain a field.
  private(set) var nullBytes: ByteSlice?

  init(startingAt start: Int, line: Int = 1) {
    cursor = start
    self.line = line
    fields = .allocate(capacity: fieldCapacity)
  }

  deinit { fields.deallocate() }

  /// Ends the header's special treatment: from now on records have `columns` fields.
  mutating func expect(columns: Int, nullText: [UInt8]?) {
    expected = columns
    self.nullText = nullText.map { PinnedBytes($0) }
    nullBytes = self.nullText?.slice
    if columns > fieldCapacity { growFields(to: columns) }
  }

  /// The line of the record that comes next, or is under way.
  var nextLine: Int { state == .recordStart ? line : recordLine }

  /// No record is under way.
  var isBetweenRecords: Bool { state == .recordStart }

  /// The first byte that is still needed.
  var keptFrom: Int { state == .recordStart ? cursor : recordStart }

  /// Follows the buffer when its first `distance` bytes were dropped.
  mutating func moved(by distance: Int) {
    cursor -= distance
    recordStart -= distance
    fieldStart -= distance
    keptEnd -= distance
  }

  /// Scans on to the end of the record. `base` holds `filled` bytes and `WordScan.padding` more.
  mutating func scanRecord(
    in base: UnsafeMutablePointer<UInt8>, filled: Int, isLast: Bool
  ) -> Outcome {
    while true {
      switch state {
      case .recordStart:
        guard cursor < filled else { return isLast ? .end : .needsMore }
        if base[cursor] == newline {
          cursor += 1
          line += 1
          continue
        }
        if base[cursor] == carriageReturn {
          if cursor + 1 == filled, !isLast { return .needsMore }
          if cursor + 1 < filled, base[cursor + 1] == newline {
            cursor += 2
            line += 1
            continue
          }
        }
        recordStart = cursor
        recordLine = line
        fieldCount = 0
        defect = nil
        state = .fieldStart

      case .fieldStart:
        fieldStart = cursor
        if cursor == filled {
          if !isLast { return .needsMore }
          return finish(addingUnquotedTo: cursor, in: base)
        }
        if base[cursor] == quote {
          cursor += 1
          fieldStart = cursor
          keptEnd = cursor
          quoteLine = line
          state = .quoted
        } else {
          state = .unquoted
        }

      case .unquoted:
        cursor = WordScan.first(of: comma, or: newline, in: base, from: cursor, to: filled)
        if cursor == filled {
          if !isLast { return .needsMore }
          return finish(addingUnquotedTo: cursor, in: base)
        }
        if base[cursor] == comma {
          guard addUnquoted(to: cursor, in: base) else { return .tooManyFields }
          cursor += 1
          state = .fieldStart
        } else {
          let hasReturn = cursor > fieldStart && base[cursor - 1] == carriageReturn
          let end = hasReturn ? cursor - 1 : cursor
          cursor += 1
          line += 1
          return finish(addingUnquotedTo: end, in: base)
        }

      case .quoted:
        let stop = WordScan.first(of: quote, or: newline, in: base, from: cursor, to: filled)
        keep(upTo: stop, in: base)
        if cursor == filled { return isLast ? .unclosedQuote : .needsMore }
        if base[cursor] == newline {
          keep(upTo: cursor + 1, in: base)
          line += 1
          continue
        }
        if cursor + 1 == filled, !isLast { return .needsMore }
        if cursor + 1 < filled, base[cursor + 1] == quote {
          keep(upTo: cursor + 1, in: base)
        } else {
          state = .afterQuote
        }
        cursor += 1

      case .afterQuote:
        if cursor == filled {
          if !isLast { return .needsMore }
          return finishQuoted()
        }
        let next = base[cursor]
        if next == comma || next == newline {
          state = .skippingText
        } else if next == carriageReturn, cursor + 1 == filled, !isLast {
          return .needsMore
        } else if next == carriageReturn, cursor + 1 < filled, base[cursor + 1] == newline {
          cursor += 1
          state = .skippingText
        } else {
          if defect == nil { defect = .textAfterQuote(column: Int32(fieldCount)) }
          state = .skippingText
        }

      case .skippingText:
        cursor = WordScan.first(of: comma, or: newline, in: base, from: cursor, to: filled)
        if cursor == filled {
          if !isLast { return .needsMore }
          return finishQuoted()
        }
        cursor += 1
        if base[cursor - 1] == comma {
          guard addQuoted() else { return .tooManyFields }
          state = .fieldStart
        } else {
          line += 1
          return finishQuoted()
        }
      }
    }
  }

  /// Moves the cursor to `end` and keeps what it passes, moved down over dropped quotes.
  private mutating func keep(upTo end: Int, in base: UnsafeMutablePointer<UInt8>) {
    let length = end - cursor
    if keptEnd != cursor { memmove(base + keptEnd, base + cursor, length) }
    keptEnd += length
    cursor = end
  }

  @inline(__always)
  private mutating func addUnquoted(to end: Int, in base: UnsafeMutablePointer<UInt8>) -> Bool {
    let bytes = ByteSlice(base: base + fieldStart, count: end - fieldStart)
    if let nullBytes, nullBytes == bytes { return add(.null) }
    return add(
      RowField(
        offset: fieldStart - recordStart, count: bytes.count, isQuoted: false, isNull: false))
  }

  private mutating func addQuoted() -> Bool {
    add(
      RowField(
        offset: fieldStart - recordStart, count: keptEnd - fieldStart, isQuoted: true,
        isNull: false))
  }

  /// Fields beyond the expected ones are counted and not kept.
  @inline(__always)
  private mutating func add(_ field: RowField) -> Bool {
    if let expected {
      if fieldCount < expected { fields[fieldCount] = field }
    } else {
      if fieldCount == Self.maximumFields { return false }
      if fieldCount == fieldCapacity { growFields(to: fieldCapacity * 2) }
      fields[fieldCount] = field
    }
    fieldCount += 1
    return true
  }

  private mutating func finish(
    addingUnquotedTo end: Int, in base: UnsafeMutablePointer<UInt8>
  ) -> Outcome {
    addUnquoted(to: end, in: base) ? finishRecord() : .tooManyFields
  }

  private mutating func finishQuoted() -> Outcome {
    addQuoted() ? finishRecord() : .tooManyFields
  }

  private mutating func finishRecord() -> Outcome {
    state = .recordStart
    if let expected, fieldCount != expected {
      if defect == nil {
        defect = .ragged(expected: Int32(expected), got: Int32(fieldCount))
      }
      for missing in min(fieldCount, expected)..<expected { fields[missing] = .null }
    }
    return .record
  }

  private mutating func growFields(to capacity: Int) {
    let fresh = UnsafeMutablePointer<RowField>.allocate(capacity: capacity)
    fresh.update(from: fields, count: min(fieldCount, fieldCapacity))
    fields.deallocate()
    fields = fresh
    fieldCapacity = capacity
  }
}

let comma = UInt8(ascii: ",")
let quote = UInt8(ascii: "\"")
let newline = UInt8(ascii: "\n")
let carriageReturn = UInt8(ascii: "\r")
