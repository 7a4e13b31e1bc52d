import Bytes

extension SHA1 {
  /// A digest of bytes that come in pieces: a recipe and what it uses, the pages of a plan.
  package struct Stream {
    private var state = SHA1.initial
    /// What does not fill a block yet.
    private var rest: [UInt8] = []
    private var count = 0

    package init() {}

    package mutating func append(_ bytes: ByteSlice) {
      count += bytes.count
      var next = 0
      if !rest.isEmpty {
        next = min(64 - rest.count, bytes.count)
        rest.append(contentsOf: bytes[0..<next].buffer)
        if rest.count < 64 { return }
        rest.withUnsafeBytes { SHA1.absorb(ByteSlice($0).base, into: &state) }
        rest.removeAll(keepingCapacity: true)
      }
      while bytes.count - next >= 64 {
        SHA1.absorb(bytes.base + next, into: &state)
        next += 64
      }
      rest.append(contentsOf: bytes[next..<bytes.count].buffer)
    }

    package mutating func append(_ bytes: [UInt8]) {
      bytes.withUnsafeBytes { append(ByteSlice($0)) }
    }

    /// Of what was appended so far: `sha1:` and forty lower-case hexadecimal digits.
    package var digest: String {
      var state = state
      rest.withUnsafeBytes { SHA1.finish(&state, rest: ByteSlice($0), count: count) }
      let digits = [UInt8](unsafeUninitializedCapacity: 40) { target, used in
        guard let base = target.baseAddress else { return }
        SHA1.write(state, to: base)
        used = 40
      }
      return "sha1:" + String(decoding: digits, as: UTF8.self)
    }
  }
}
