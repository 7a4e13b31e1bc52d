import Bytes
import Platform

/// Rows × columns of borrowed bytes, over one storage that the batch owns and a source refills.
///
/// Refilling invalidates every slice taken from the batch. Nothing is allocated once the batch has
/// reached its working size. Offsets and lengths are bytes; rows and columns count from 0, lines
/// from 1. Used by one thread at a time, and may be handed from one to another.
@usableFromInline package struct RowBatch: ~Copyable, @unchecked Sendable {
  /// Where a row began in its source.
  @usableFromInline package struct Position: BitwiseCopyable, Sendable, Hashable {
    /// The line on which the record starts, counted from 1; 0 where a source has no lines.
    @usableFromInline package var line: Int
    /// The record's first byte, counted from the start of the source.
    @usableFromInline package var byteOffset: Int

    package init(line: Int, byteOffset: Int) {
      self.line = line
      self.byteOffset = byteOffset
    }
  }

  @usableFromInline struct Row: BitwiseCopyable {
    @usableFromInline var position: Position
    @usableFromInline var defect: RowDefect?
  }

  /// How many fields every row has.
  @usableFromInline package internal(set) var columnCount: Int
  /// How many rows the batch holds now.
  @usableFromInline package internal(set) var count: Int = 0
  /// How many of these rows have a defect, so that the usual batch asks no row.
  package private(set) var defectCount = 0

  @usableFromInline var storage: ByteBuffer
  @usableFromInline var fields: UnsafeMutablePointer<RowField>
  @usableFromInline var rows: UnsafeMutablePointer<Row>
  private var fieldCapacity: Int
  private var rowCapacity: Int
  private var fieldCount = 0

  package init(columns: Int, rowCapacity: Int = 1024, byteCapacity: Int = 64 << 10) {
    self.columnCount = columns
    self.rowCapacity = max(rowCapacity, 1)
    self.fieldCapacity = max(rowCapacity * columns, 1)
    self.storage = ByteBuffer(capacity: byteCapacity)
    self.fields = .allocate(capacity: fieldCapacity)
    self.rows = .allocate(capacity: self.rowCapacity)
  }

  deinit {
    fields.deallocate()
    rows.deallocate()
  }

  @inlinable package var isEmpty: Bool { count == 0 }

  /// Bytes of all fields: a source of large rows gives fewer of them, so that a batch stays small.
  var byteCount: Int { storage.count }
  static let fullBytes = 1 << 20

  /// The bytes of a field; nil where the source says null.
  @inlinable package func field(row: Int, column: Int) -> ByteSlice? {
    let field = descriptor(row: row, column: column)
    if field.isNull { return nil }
    return ByteSlice(base: UnsafePointer(storage.base) + Int(field.offset), count: field.count)
  }

  /// Whether the field stood in quotes: text then, whatever it looks like.
  @inlinable package func isQuoted(row: Int, column: Int) -> Bool {
    descriptor(row: row, column: column).isQuoted
  }

  /// The fields of one row, whose bounds are checked here and not for each of them.
  @inlinable package func fields(row: Int) -> RowFields {
    precondition(row >= 0 && row < count)
    return RowFields(
      fields: UnsafePointer(fields + row * columnCount), base: UnsafePointer(storage.base),
      count: columnCount)
  }

  @inlinable package func position(row: Int) -> Position {
    precondition(row >= 0 && row < count)
    return rows[row].position
  }

  @inlinable package func defect(row: Int) -> RowDefect? {
    precondition(row >= 0 && row < count)
    return rows[row].defect
  }

  @inlinable func descriptor(row: Int, column: Int) -> RowField {
    precondition(row >= 0 && row < count && column >= 0 && column < columnCount)
    return fields[row * columnCount + column]
  }
}

/// One row of a batch, valid until the batch is filled again.
@usableFromInline package struct RowFields {
  @usableFromInline let fields: UnsafePointer<RowField>
  @usableFromInline let base: UnsafePointer<UInt8>
  @usableFromInline let count: Int

  @inlinable init(fields: UnsafePointer<RowField>, base: UnsafePointer<UInt8>, count: Int) {
    self.fields = fields
    self.base = base
    self.count = count
  }

  /// The bytes of a field; nil where the source says null.
  @inlinable package subscript(column: Int) -> ByteSlice? {
    assert(column >= 0 && column < count)
    let field = fields[column]
    if field.isNull { return nil }
    return ByteSlice(base: base + Int(field.offset), count: field.count)
  }

  @inlinable package func isQuoted(_ column: Int) -> Bool {
    assert(column >= 0 && column < count)
    return fields[column].isQuoted
  }
}

// MARK: - filling, for sources

extension RowBatch {
  /// Empties the batch and says how many columns the rows to come have.
  package mutating func removeAll(columns: Int? = nil) {
    if let columns { columnCount = columns }
    count = 0
    fieldCount = 0
    defectCount = 0
    storage.removeAll()
  }

  /// Adds a field to the row that is being built.
  package mutating func appendField(_ bytes: ByteSlice, quoted: Bool = false) {
    reserveFields(1)
    fields[fieldCount] = RowField(
      offset: storage.count, count: bytes.count, isQuoted: quoted, isNull: false)
    fieldCount += 1
    storage.append(bytes)
  }

  /// Adds a null to the row that is being built.
  package mutating func appendNull() {
    reserveFields(1)
    fields[fieldCount] = .null
    fieldCount += 1
  }

  /// Ends the row that is being built, whose fields were appended one by one.
  package mutating func endRow(at position: Position, defect: RowDefect? = nil) {
    precondition(
      fieldCount == (count + 1) * columnCount, "a row has another number of fields than columns")
    appendRow(Row(position: position, defect: defect))
  }

  /// Adds a whole row whose fields lie in bytes that `appendStorage` will bring.
  @inline(__always)
  mutating func appendRow(
    fields source: UnsafePointer<RowField>, shiftedBy shift: Int, at position: Position,
    defect: RowDefect?
  ) {
    reserveFields(columnCount)
    let target = fields + fieldCount
    for column in 0..<columnCount { target[column] = source[column].shifted(by: shift) }
    fieldCount += columnCount
    appendRow(Row(position: position, defect: defect))
  }

  /// Room for the fields of a whole row, which lie in bytes that `appendStorage` will bring; `commitRow` adds it.
  @inline(__always)
  mutating func reserveRow() -> UnsafeMutablePointer<RowField> {
    reserveFields(columnCount)
    return fields + fieldCount
  }

  /// Says that a row's fields were put where `reserveRow` said.
  @inline(__always)
  mutating func commitRow(at position: Position) {
    fieldCount += columnCount
    appendRow(Row(position: position, defect: nil))
  }

  /// The bytes that the rows of `appendRow(fields:…)` refer to.
  mutating func appendStorage(_ bytes: ByteSlice) { storage.append(bytes) }

  @inline(__always)
  private mutating func appendRow(_ row: Row) {
    if count == rowCapacity {
      rows = grown(rows, count: count, to: rowCapacity * 2)
      rowCapacity *= 2
    }
    rows[count] = row
    count += 1
    if row.defect != nil { defectCount += 1 }
  }

  private mutating func reserveFields(_ extra: Int) {
    guard fieldCount + extra > fieldCapacity else { return }
    let larger = max(fieldCapacity * 2, fieldCount + extra)
    fields = grown(fields, count: fieldCount, to: larger)
    fieldCapacity = larger
  }
}

/// A larger home for trivial values; the old one is freed. Never inlined: it is rare, and every row would pay for it.
@inline(never)
private func grown<Value: BitwiseCopyable>(
  _ old: UnsafeMutablePointer<Value>, count: Int, to capacity: Int
) -> UnsafeMutablePointer<Value> {
  let fresh = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
  fresh.update(from: old, count: count)
  old.deallocate()
  return fresh
}
