import Bytes
import Platform

extension CSVScanner {
  /// Takes records without quotes and with as many fields as there are columns, which nearly all are, straight into a batch; stops
  /// before the first that is other, or ends beyond what is there: that one is looked at byte by byte.
  ///
  /// Eight bytes a step, over the ends of records: a word gives one mark for each comma and line end in it, and the marks are
  /// walked. A quote says something only where a field begins.
  ///
  /// - Parameter origin: where the bytes of the batch's first record begin.
  /// - Parameter fileOffset: of the buffer's first byte.
  mutating func takePlainRecords(
    in base: UnsafePointer<UInt8>, filled: Int, into batch: inout RowBatch, limit rows: Int,
    origin: Int, fileOffset: Int, maximumRecord: Int
  ) {
    guard let expected, nullBytes == nil, isBetweenRecords, batch.count < rows else { return }
    let last = expected - 1
    var record = cursor
    var field = record
    var column = 0
    var fields = batch.reserveRow()
    var position = record
    while position < filled {
      var marks = Self.marks(WordScan.load(base + position))
      while marks != 0 {
        let found = position &+ marks.trailingZeroBitCount &>> 3
        marks &= marks &- 1
        // What stands behind the bytes is anything.
        guard found < filled, base[field] != quote else { return }
        if base[found] == comma {
          guard column < last else { return }
          fields[column] = RowField(at: field &- origin, count: found &- field)
          column &+= 1
          field = found &+ 1
          continue
        }
        let end = found > field && base[found &- 1] == carriageReturn ? found &- 1 : found
        // Also a blank line, which is no record.
        guard column == last, end > record, found - record < maximumRecord else { return }
        fields[column] = RowField(at: field &- origin, count: end &- field)
        batch.commitRow(
          at: RowBatch.Position(line: line, byteOffset: fileOffset + record))
        line += 1
        recordStart = record
        record = found + 1
        cursor = record
        field = record
        column = 0
        guard batch.count < rows else { return }
        fields = batch.reserveRow()
      }
      position &+= 8
    }
  }

  /// The high bit of each byte that is a comma or a newline, exactly: no carry crosses a byte.
  @inline(__always)
  private static func marks(_ word: UInt64) -> UInt64 {
    let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let commas = word ^ 0x0101_0101_0101_0101 &* UInt64(comma)
    let newlines = word ^ 0x0101_0101_0101_0101 &* UInt64(newline)
    // The high bit stays clear only where all of the byte is.
    return ~(((commas & low) &+ low | commas) & ((newlines & low) &+ low | newlines)) & ~low
  }
}

extension RowField {
  /// A field within a window, whose size keeps both below 2^30.
  @inline(__always)
  fileprivate init(at offset: Int, count: Int) {
    self.init(
      offset: UInt32(truncatingIfNeeded: offset), countAndFlags: UInt32(truncatingIfNeeded: count))
  }
}
