import Bytes
import RESP
import Testing

@testable import Engine

@Suite struct ExpiryStampTests {
  /// The bytes that one stamp writes for each of the moments, one after the other.
  private func stamped(_ moments: [Int64]) -> [[UInt8]?] {
    var stamp = ExpiryStamp()
    return moments.map { moment in
      var bytes = [UInt8](repeating: 0x78, count: ExpiryStamp.width + 1)
      let isWritten = bytes.withUnsafeMutableBufferPointer { room in
        room.baseAddress.map { stamp.write(moment, to: $0) } ?? false
      }
      #expect(bytes.last == 0x78, "\(moment) was written beyond its room")
      return isWritten ? Array(bytes.dropLast()) : nil
    }
  }

  /// As the encoder of commands writes the same number; both sides of every border of the digits that are kept from the last.
  @Test func anExpiryIsAnArgument() {
    let start: Int64 = 1_764_322_800_000
    let moments = [
      start, start + 1, start + 99_999_999, start + 100_000_000, start - 1, start - 800_000_000,
      1_799_999_999_999, 1_800_000_000_000, 1_000_000_000_000, 9_999_999_999_999, start,
    ]
    let expected = moments.map { moment in
      var encoder = CommandEncoder()
      encoder.append(argument: Int(moment))
      return encoder.bytes.copy()
    }
    #expect(stamped(moments) == expected)
  }

  @Test func whatHasNotThirteenDigitsIsRefused() {
    #expect(
      stamped([999_999_999_999, 10_000_000_000_000, 0, -1, .max, .min]).allSatisfy { $0 == nil })
  }

  /// A batch with room is the same commands, each with its expiry behind it; without its expiry a command is as ever.
  @Test func aBatchIsStampedInPlace() {
    var batch = WriteBatch(expires: true)
    for row in 1...3 {
      batch.encoder.append(command: [Array("SET".utf8), Array("k\(row)".utf8), Array("PXAT".utf8)])
      batch.didRender(row: row, life: Int64(row) * 1000, tag: 0)
    }
    let isStamped = batch.stamp(now: 1_764_322_800_000)
    #expect(isStamped)
    var start = 0
    for index in 0..<batch.count {
      let whole = batch.encoder.bytes.slice(start..<batch.wholeEnd(index))
      start = batch.wholeEnd(index)
      #expect(RESPCommand.argument(1, of: batch.command(index)).description == "k\(index + 1)")
      let expiry = whole[batch.command(index).count..<whole.count].description
      #expect(expiry == "$13\r\n\(1_764_322_801_000 + index * 1000)\r\n")
    }
    #expect(start == batch.encoder.bytes.count)
  }

  @Test func aBatchWithAnExpiryFarAwayIsNotStamped() {
    var batch = WriteBatch(expires: true)
    batch.encoder.append(command: [Array("SET".utf8)])
    batch.didRender(row: 1, life: 9_000_000_000_000, tag: 0)
    let isStamped = batch.stamp(now: 1_764_322_800_000)
    #expect(!isStamped)
  }
}
