import Bytes
import RESP
import TestSupport
import Testing

@Suite struct CommandEncoderTests {
  private func text(_ encode: (inout CommandEncoder) -> Void) -> String {
    var encoder = CommandEncoder(capacity: 64)
    encode(&encoder)
    return encoder.bytes.slice.description
  }

  @Test func encodesEveryKindOfArgument() {
    let encoded = text {
      $0.beginCommand(argumentCount: 6)
      $0.append(argument: "SET" as StaticString)
      $0.append(argument: Array("k\r\n".utf8))
      $0.append(argument: 0)
      $0.append(argument: -120)
      $0.append(argument: Int.min)
      $0.append(argument: ByteSlice.empty)
    }
    #expect(
      encoded == "*6\r\n$3\r\nSET\r\n$3\r\nk\r\n\r\n$1\r\n0\r\n$4\r\n-120\r\n"
        + "$20\r\n-9223372036854775808\r\n$0\r\n\r\n")
  }

  /// Lengths that grow and shrink across digit counts, so that every guess is wrong in both directions.
  @Test(arguments: [[0], [5, 10, 99, 100, 5, 1000, 0, 10_000, 9], [123_456, 1, 123_456]])
  func rendersInPlaceWhateverTheGuess(lengths: [Int]) {
    var expected = CommandEncoder()
    var actual = CommandEncoder(capacity: 64)
    for length in lengths {
      let argument = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
      expected.append(command: [Array("SET".utf8), argument])
      actual.beginCommand()
      actual.append(argument: "SET" as StaticString)
      actual.beginArgument()
      for byte in argument { actual.bytes.append(byte) }
      actual.endArgument()
      actual.endCommand()
    }
    #expect(actual.bytes.copy() == expected.bytes.copy())
  }

  @Test(arguments: [1, 8, 9, 98, 99, 100, 998, 999, 1000, 3])
  func countsTheArgumentsOfAFusedCommand(keys: Int) {
    var expected = CommandEncoder()
    var actual = CommandEncoder(capacity: 64)
    for count in [1, keys, 2, keys] {
      expected.append(command: [Array("UNLINK".utf8)] + (0..<count).map { Array("k\($0)".utf8) })
      actual.beginCommand()
      actual.append(argument: "UNLINK" as StaticString)
      for key in 0..<count { actual.append(argument: Array("k\(key)".utf8)) }
      actual.endCommand()
    }
    #expect(actual.bytes.copy() == expected.bytes.copy())
  }

  @Test func abandonsACommand() {
    let encoded = text {
      $0.append(command: [Array("PING".utf8)])
      $0.beginCommand()
      $0.append(argument: "UNLINK" as StaticString)
      $0.beginArgument()
      $0.abandonCommand()
      $0.append(command: [Array("PING".utf8)])
    }
    #expect(encoded == "*1\r\n$4\r\nPING\r\n*1\r\n$4\r\nPING\r\n")
  }
}
