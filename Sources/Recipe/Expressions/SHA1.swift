import Bytes

/// SHA-1 (FIPS 180-4): a name for a key's suffix, as `EVALSHA` and `redis.sha1hex` use it, not a protection.
///
/// Written here because no cryptographic library is worth linking for it.
package enum SHA1 {
  /// The digest of a text as forty lower-case hexadecimal digits.
  package static func hexDigest(of text: String) -> String { hexDigest(of: Array(text.utf8)) }

  /// The same of bytes: a script as it is on disk.
  package static func hexDigest(of bytes: [UInt8]) -> String {
    let scope = Scope(slotCount: 0, now: 0)
    return bytes.withUnsafeBytes { hexDigest(of: ByteSlice($0), in: scope).description }
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

  /// Absorbs 64 bytes. The schedule is kept in a ring of 16 words, and each quarter has its own loop: nothing is asked a round.
  static func absorb(_ block: UnsafePointer<UInt8>, into state: inout State) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 16) { words in
      guard let words = words.baseAddress else { preconditionFailure("no room for a block") }
      for index in 0..<16 {
        words[index] = UInt32(
          bigEndian: UnsafeRawPointer(block).loadUnaligned(
            fromByteOffset: index * 4, as: UInt32.self))
      }
      var (a, b, c, d, e) = state
      func round(_ mix: UInt32, _ constant: UInt32, _ word: UInt32) {
        let next = rotate(a, by: 5) &+ mix &+ e &+ constant &+ word
        (a, b, c, d, e) = (next, a, rotate(b, by: 30), c, d)
      }
      func word(_ index: Int) -> UInt32 {
        let next = rotate(
          words[(index + 13) & 15] ^ words[(index + 8) & 15] ^ words[(index + 2) & 15]
            ^ words[index & 15], by: 1)
        words[index & 15] = next
        return next
      }
      for index in 0..<16 { round((b & c) | (~b & d), 0x5A82_7999, words[index]) }
      for index in 16..<20 { round((b & c) | (~b & d), 0x5A82_7999, word(index)) }
      for index in 20..<40 { round(b ^ c ^ d, 0x6ED9_EBA1, word(index)) }
      for index in 40..<60 { round((b & c) | (d & (b | c)), 0x8F1B_BCDC, word(index)) }
      for index in 60..<80 { round(b ^ c ^ d, 0xCA62_C1D6, word(index)) }
      state = (
        state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e
      )
    }
  }

  @inline(__always)
  private static func rotate(_ word: UInt32, by bits: UInt32) -> UInt32 {
    word &<< bits | word &>> (32 &- bits)
  }
}
