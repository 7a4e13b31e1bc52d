/// Where a field's bytes lie in the storage of its batch, in eight bytes.
///
/// A record is at most 64 MiB, so 30 bits hold a length and leave two for the flags.
@usableFromInline struct RowField: BitwiseCopyable {
  @usableFromInline let offset: UInt32
  @usableFromInline let countAndFlags: UInt32

  @usableFromInline static let nullFlag: UInt32 = 1 << 31
  @usableFromInline static let quotedFlag: UInt32 = 1 << 30

  @inlinable init(offset: UInt32, countAndFlags: UInt32) {
    self.offset = offset
    self.countAndFlags = countAndFlags
  }

  @inlinable init(offset: Int, count: Int, isQuoted: Bool, isNull: Bool) {
    precondition(count < 1 << 30, "a field is larger than a record may be")
    self.offset = UInt32(offset)
    self.countAndFlags =
      UInt32(truncatingIfNeeded: count)
      | (isQuoted ? Self.quotedFlag : 0) | (isNull ? Self.nullFlag : 0)
  }

  @inlinable static var null: RowField { RowField(offset: 0, countAndFlags: nullFlag) }

  @inlinable var count: Int { Int(countAndFlags & ~(Self.nullFlag | Self.quotedFlag)) }
  @inlinable var isNull: Bool { countAndFlags & Self.nullFlag != 0 }
  @inlinable var isQuoted: Bool { countAndFlags & Self.quotedFlag != 0 }

  @inlinable func shifted(by distance: Int) -> RowField {
    RowField(offset: offset &+ UInt32(truncatingIfNeeded: distance), countAndFlags: countAndFlags)
  }
}
