import Bytes

/// Calls `body` with a slice over a copy of the bytes that ends exactly where its memory ends.
func withSlice<Result>(_ bytes: some Collection<UInt8>, _ body: (ByteSlice) -> Result) -> Result {
  Array(bytes).withUnsafeBytes { body(ByteSlice($0)) }
}

func withSlice<Result>(_ text: String, _ body: (ByteSlice) -> Result) -> Result {
  withSlice(Array(text.utf8), body)
}

/// What `body` appends, as text.
func appended(_ body: (inout ByteBuffer) -> Void) -> String {
  var buffer = ByteBuffer()
  body(&buffer)
  return String(decoding: buffer.slice.buffer, as: UTF8.self)
}

/// SplitMix64: the same numbers from the same seed, on every machine.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
