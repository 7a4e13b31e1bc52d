import Bytes
import Testing

@Suite struct UTF8ValidationTests {
  @Test(arguments: ["", "a", "plain ASCII, and more than eight", "ñ", "日本語", "😀", "aaaaaaa😀b"])
  func valid(text: String) {
    #expect(withSlice(text, UTF8Validation.isValid))
  }

  @Test(
    arguments: [
      [0x80], [0xC0, 0x80], [0xC1, 0xBF], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
      [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80], [0xF0, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xC3], [0xE2, 0x82],
      [0xF0, 0x9F, 0x98], [0xE2, 0x28, 0xA1], [0xC3, 0x28],
    ] as [[UInt8]])
  func invalid(bytes: [UInt8]) {
    for padding in 0..<9 {
      let padded = Array(repeating: UInt8(ascii: "x"), count: padding) + bytes
      #expect(!withSlice(padded, UTF8Validation.isValid), "behind \(padding) bytes")
    }
  }

  @Test(arguments: [UInt64(11), 12, 13])
  func agreesWithTheStandardLibrary(seed: UInt64) {
    // Bytes that are likely to form, and to break, sequences.
    let alphabet: [UInt8] = [
      0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xE0, 0xE1, 0xED, 0xF0, 0xF4,
      0xF5,
    ]
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...6, using: &random)
      let bytes = (0..<count).map { _ in alphabet[Int.random(in: 0..<16, using: &random)] }
      #expect(
        withSlice(bytes, UTF8Validation.isValid)
          == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes), seed \(seed)")
    }
  }

  @Test func ascii() {
    #expect(withSlice("only ASCII in here", UTF8Validation.isASCII))
    #expect(!withSlice("only ASCII in hére", UTF8Validation.isASCII))
  }
}
