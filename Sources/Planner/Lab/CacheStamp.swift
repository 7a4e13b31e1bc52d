import Bytes

/// What the first bytes of a cached value say about it: which version of its row it is, when it expires, how long its load took.
///
///     v000000000000002a.019ac8f3e5d0.00030d40 …       40 bytes, then the value
///
/// Readable, so that `GET` at a prompt shows it. Early refresh needs the expiry and the load's time, the count of stale reads needs the
/// version.
package struct CacheStamp: Equatable, Sendable {
  package static let size = 40

  package var version: UInt64
  /// Milliseconds since 1970; nil: never.
  package var expiry: Int64?
  /// Nanoseconds, in steps of a microsecond.
  package var took: Int64

  package init(version: UInt64, expiry: Int64?, took: Int64) {
    self.version = version
    self.expiry = expiry
    self.took = took
  }

  /// Of a value that something else wrote: the oldest version, for ever.
  package static let foreign = CacheStamp(version: 0, expiry: nil, took: 0)

  /// A value that does not begin with a stamp is `foreign`.
  package init(_ value: ByteSlice) {
    self = .foreign
    guard value.count >= Self.size, value[0] == UInt8(ascii: "v"), value[17] == Self.dot,
      value[30] == Self.dot, value[39] == Self.blank, let version = Self.number(value, 1..<17),
      let expiry = Self.number(value, 18..<30), let took = Self.number(value, 31..<39)
    else { return }
    self.version = version
    self.expiry = expiry == Self.never ? nil : Int64(expiry)
    self.took = Int64(took) * 1000
  }

  package func append(to bytes: inout ByteBuffer) {
    bytes.append(UInt8(ascii: "v"))
    Self.append(version, digits: 16, to: &bytes)
    bytes.append(Self.dot)
    let expiry = self.expiry.map { min(UInt64(clamping: $0), Self.never - 1) } ?? Self.never
    Self.append(expiry, digits: 12, to: &bytes)
    bytes.append(Self.dot)
    Self.append(
      min(UInt64(clamping: took / 1000), UInt64(UInt32.max)), digits: 8, to: &bytes)
    bytes.append(Self.blank)
  }

  private static let never: UInt64 = 0xFFFF_FFFF_FFFF
  private static let dot = UInt8(ascii: ".")
  private static let blank = UInt8(ascii: " ")

  private static func append(_ number: UInt64, digits: Int, to bytes: inout ByteBuffer) {
    for digit in (0..<digits).reversed() {
      let value = UInt8(number >> UInt64(4 * digit) & 15)
      bytes.append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10)
    }
  }

  private static func number(_ bytes: ByteSlice, _ range: Range<Int>) -> UInt64? {
    var number: UInt64 = 0
    for index in range {
      let digit: UInt8
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = bytes[index] - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = bytes[index] - UInt8(ascii: "a") + 10
      default: return nil
      }
      number = number << 4 | UInt64(digit)
    }
    return number
  }
}
