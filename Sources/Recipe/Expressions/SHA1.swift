import Bytes

/// SHA-1 (FIPS 180-4): a name for a key's suffix, as `EVALSHA` and `redis.sha1hex` use it, not a protection.
///
/// Written here because no cryptographic library is worth linking for it.
package enum SHA1 {
  /// The digest of a text as forty lower-case hexadecimal digits.
  package static func hexDigest(of text: String) -> String {
    let scope = Scope(slotCount: 0, now: 0)
    let message = PinnedBytes(text.utf8)
    return hexDigest(of: message.slice, in: scope).description
  }

  /// The digest as forty lower-case hexadecimal digits, in the scope's scratch memory.
  static func hexDigest(of message: ByteSlice, in scope: Scope) -> ByteSlice {
    let target = scope.scratch.allocate(40)
    let whole = message.count / 64 * 64
    var state = initial
    for start in stride(from: 0, to: whole, by: 64) { absorb(message.base + start, into: &state) }
    finish(
      &state, rest: ByteSlice(base: message.base + whole, count: message.count - whole),
      count: message.count)
    write(state, to: target)
    return ByteSlice(base: UnsafePointer(target), count: 40)
  }

  typealias State = (UInt32, UInt32, UInt32, UInt32, UInt32)

  static let initial: State = (0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0)

  /// Forty digits.
  static func write(_ digest: State, to target: UnsafeMutablePointer<UInt8>) {
    for index in 0..<40 {
      let word =
        switch index / 8 {
        case 0: digest.0
        case 1: digest.1
        case 2: digest.2
        case 3: digest.3
        default: digest.4
        }
      let nibble = UInt8(truncatingIfNeeded: word >> UInt32(28 - index % 8 * 4)) & 15
      target[index] = ByteSlice.hexDigit(nibble, ten: UInt8(ascii: "a"))
    }
  }

  /// Absorbs the last bytes of a message, fewer than a block, and its length.
  static func finish(_ state: inout State, rest: ByteSlice, count: Int) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { tail in
      guard let base = tail.baseAddress else { preconditionFailure("no room for a block") }
      tail.initialize(repeating: 0)
      base.update(from: rest.base, count: rest.count)
      base[rest.count] = 0x80
      let end = rest.count < 56 ? 64 : 128
      let bits = UInt64(count) * 8
      for index in 0..<8 {
        base[end - 1 - index] = UInt8(truncatingIfNeeded: bits >> (8 * UInt64(index)))
      }
      for start in stride(from: 0, to: end, by: 64) { absorb(base + start, into: &state) }
    }
  }

  static func absorb(_ block: UnsafePointer<UInt8>, into state: inout State) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
      for index in 0..<16 {
        let bytes = block + index * 4
        words[index] =
          UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8 | UInt32(bytes[3])
      }
      for index in 16..<80 {
        words[index] = rotate(
          words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], by: 1)
      }
      var (a, b, c, d, e) = state
      for index in 0..<80 {
        let (mix, constant): (UInt32, UInt32) =
          switch index {
          case 0..<20: ((b & c) | (~b & d), 0x5A82_7999)
          case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
          case 40..<60: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
          default: (b ^ c ^ d, 0xCA62_C1D6)
          }
        let next = rotate(a, by: 5) &+ mix &+ e &+ constant &+ words[index]
        (a, b, c, d, e) = (next, a, rotate(b, by: 30), c, d)
      }
      state = (
        state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e
      )
    }
  }

  private static func rotate(_ word: UInt32, by bits: UInt32) -> UInt32 {
    word << bits | word >> (32 - bits)
  }
}
