import Bytes
import Testing

@Suite struct ByteBufferTests {
  /// Every number of digits, and both sides of each border between two.
  @Test func decimalsAreWrittenAsSwiftWritesThem() {
    var numbers = [0, 1, 9, 10, 99, 100, Int.max, Int.min, Int.max - 1, Int.min + 1]
    var power = 1
    for _ in 0..<18 {
      power *= 10
      numbers += [power - 1, power, power + 1, power / 7, power / 3 * 2]
    }
    for number in numbers + numbers.map({ 0 &- $0 }) {
      var buffer = ByteBuffer(capacity: 64)
      buffer.append(decimal: number)
      #expect(buffer.slice.description == number.description)
    }
  }

  /// Eight digits are made of four at a time: every four of them, at both ends of a word.
  @Test func everyFourDigitsAreWritten() {
    var buffer = ByteBuffer(capacity: 64)
    for four in 0..<10_000 {
      for number in [four, four * 10_000 + 7, four * 100_000_000 + four, 1_000_000_000 + four] {
        buffer.removeAll()
        buffer.append(decimal: number)
        #expect(buffer.slice.description == number.description)
      }
    }
  }

  /// Short copies are words that overlap: every length, and nothing beside it.
  @Test func everyLengthIsCopied() {
    let bytes = (0..<100).map { UInt8($0 + 1) }
    for length in 0...bytes.count {
      var buffer = ByteBuffer(capacity: 256)
      buffer.append(UInt8(ascii: "<"))
      withSlice(bytes.prefix(length)) { buffer.append($0) }
      withSlice(bytes.prefix(length)) { first in
        withSlice(bytes.suffix(length / 2)) { buffer.append(first, $0) }
      }
      buffer.append(UInt8(ascii: ">"))
      let all = [0x3C] + bytes.prefix(length) + bytes.prefix(length) + bytes.suffix(length / 2)
      #expect(buffer.copy() == all + [0x3E], "length \(length)")
    }
  }

  @Test func digitsAreCounted() {
    var number: UInt = 1
    for digits in 1...19 {
      #expect(decimalDigits(number) == digits)
      #expect(decimalDigits(number - 1) == max(digits - 1, 1))
      number = number &* 10
    }
    #expect(decimalDigits(.max) == 20)
  }

  @Test func removingTheFrontKeepsTheRest() {
    var buffer = ByteBuffer(capacity: 64)
    buffer.append("one two" as StaticString)
    buffer.removeFirst(4)
    #expect(buffer.slice.description == "two")
    buffer.removeFirst(3)
    #expect(buffer.slice.isEmpty)
  }
}
