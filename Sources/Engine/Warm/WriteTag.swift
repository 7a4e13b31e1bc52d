/// What a command of a warm is and which rows it stands for, in the 64 bits that travel with it.
///
/// Two bits of kind, then how many rows beyond the first, then the line of the first, in the low 40 bits. A call that writes a tag
/// has the place of its batch in the one and the number of the tag in the other.
struct WriteTag {
  enum Kind { case write, probe, load, tag }

  let bits: UInt64

  private static let probeFlag: UInt64 = 1 << 63
  private static let loadFlag: UInt64 = 1 << 62
  private static let rowsShift: UInt64 = 40
  /// The most rows that one command may write.
  static let mostRows = 1 << 22

  init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  init(row: Int, rows: Int) {
    bits = UInt64(row) & (1 << Self.rowsShift - 1) | UInt64(rows - 1) << Self.rowsShift
  }

  init(_ kind: Kind, row: Int) {
    let flag =
      switch kind {
      case .write: UInt64(0)
      case .probe: Self.probeFlag
      case .load: Self.loadFlag
      case .tag: Self.probeFlag | Self.loadFlag
      }
    bits = UInt64(row) & (1 << Self.rowsShift - 1) | flag
  }

  init(tag group: Int, of batch: Int) {
    bits = WriteTag(.tag, row: group).bits | UInt64(batch) << Self.rowsShift
  }

  @inline(__always)
  var kind: Kind {
    if bits < Self.loadFlag { return .write }
    if bits & Self.probeFlag == 0 { return .load }
    return bits & Self.loadFlag == 0 ? .probe : .tag
  }

  /// Of a tag's call: its batch's place.
  var batch: Int { rows - 1 }

  var row: Int { Int(bits & (1 << Self.rowsShift - 1)) }
  var rows: Int { Int(bits >> Self.rowsShift & UInt64(Self.mostRows - 1)) + 1 }
}
