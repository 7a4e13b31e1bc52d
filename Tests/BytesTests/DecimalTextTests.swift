import Bytes
import Testing

@Suite struct DecimalTextTests {
  @Test(arguments: [
    ("0", 0), ("-0", 0), ("7", 7), ("007", 7), ("-12", -12),
    ("999999999999999999", 999_999_999_999_999_999),
    ("-999999999999999999", -999_999_999_999_999_999),
    ("1000000000000000000", 1_000_000_000_000_000_000),
    ("9223372036854775807", Int64.max), ("-9223372036854775808", Int64.min),
  ])
  func integers(text: String, value: Int64) {
    #expect(withSlice(text, DecimalText.int64) == value)
  }

  @Test(arguments: [
    "", "-", "+1", " 1", "1 ", "1.0", "1e3", "0x1", "9223372036854775808",
    "-9223372036854775809", "99999999999999999999999", "--1", "1-", "１",
  ])
  func noIntegers(text: String) {
    #expect(withSlice(text, DecimalText.int64) == nil)
  }

  @Test(arguments: [
    "0", "-0", "10", "1.5", "-1.50", "0.001", "1e5", "1E+5", "1.25e-300", "1e999", "0e0",
    "123456789012345678901234567890.123",
  ])
  func jsonNumbers(text: String) {
    #expect(withSlice(text, DecimalText.isJSONNumber))
  }

  @Test(arguments: [
    "", "-", "+1", "01", "-01", ".5", "5.", "1.e5", "1e", "1e+", "1.5.5", "0x10", "NaN", "inf",
    "Infinity", "1 ", " 1", "1e5.5", "١",
  ])
  func noJSONNumbers(text: String) {
    #expect(!withSlice(text, DecimalText.isJSONNumber))
  }

  @Test(arguments: [
    "0", "0.1", "-2.5", "1e22", "1e23", "123456789.125", "3.141592653589793", "5e-324",
    "1.7976931348623157e308", "2.2250738585072011e-308", "0.000001", "9007199254740993",
    "0.30000000000000004", "123456789012345678901234567890", "00012.50",
  ])
  func doublesAsTheStandardLibraryReadsThem(text: String) {
    #expect(withSlice(text, DecimalText.double) == Double(text))
  }

  /// Every text of up to five bytes of the alphabet of numbers, by the grammar of RFC 8259.
  @Test func jsonNumbersAreToldByTheGrammar() throws {
    let grammar = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/
    var texts = [""]
    for _ in 0..<5 {
      texts += texts.filter { !$0.isEmpty || texts.count == 1 }.flatMap { text in
        "01.-e".map { text + String($0) }
      }
      texts = Array(Set(texts))
    }
    for text in texts {
      let isNumber = try grammar.wholeMatch(in: text) != nil
      #expect(withSlice(text) { DecimalText.isJSONNumber($0) } == isNumber, "\(text)")
    }
  }

  /// Eight digits are looked at together: each other byte at each place of each length.
  @Test func anotherByteIsSeenWhereverItStands() {
    for length in 1...18 {
      for place in 0..<length {
        for byte in UInt8.min ... .max {
          var bytes = [UInt8](repeating: UInt8(ascii: "7"), count: length)
          bytes[place] = byte
          let isDigit = byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
          let isInteger =
            isDigit && (byte != UInt8(ascii: "0") || place > 0 || length == 1)
            || byte == UInt8(ascii: "-") && place == 0 && length > 1
          let isNumber =
            isInteger || byte == UInt8(ascii: ".") && place > 0 && place < length - 1
            || byte | 0x20 == UInt8(ascii: "e") && place > 0 && place < length - 1
          #expect(withSlice(bytes, DecimalText.isShortestInteger) == isInteger, "\(bytes)")
          #expect(withSlice(bytes, DecimalText.isJSONNumber) == isNumber, "\(bytes)")
        }
      }
    }
  }

  @Test func aHugeNumberOfDigitsIsRead() {
    let text = "0." + String(repeating: "3", count: 500)
    #expect(withSlice(text, DecimalText.double) == Double(text))
  }

  @Test(arguments: ["", "inf", "nan", "1e999", "-1e999", "0x1p3", " 1", "1 ", "1,5", "+1"])
  func noDoubles(text: String) {
    #expect(withSlice(text, DecimalText.double) == nil)
  }

  @Test(arguments: [
    (1.0, "1"), (-3.0, "-3"), (0.0, "0"), (-0.0, "-0"), (0.1, "0.1"), (1e20, "1e+20"),
    (1.5e-7, "1.5e-07"), (9007199254740992.0, "9007199254740992"), (123456.75, "123456.75"),
  ])
  func doublesAreWrittenShort(value: Double, text: String) {
    let written = appended { $0.append(double: value) }
    #expect(written == text)
  }

  @Test func whatHasNoTextIsNotWritten() {
    for value in [Double.infinity, -.infinity, .nan] {
      var buffer = ByteBuffer()
      let isWritten = buffer.append(double: value)
      #expect(!isWritten)
      #expect(buffer.copy() == [])
    }
  }

  @Test(arguments: [UInt64(1), 2, 3])
  func doublesSurviveARoundTrip(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<5000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      let text = appended { $0.append(double: value) }
      #expect(withSlice(text, DecimalText.isJSONNumber), "\(text), seed \(seed)")
      #expect(withSlice(text, DecimalText.double) == value, "\(text), seed \(seed)")
    }
  }
}
