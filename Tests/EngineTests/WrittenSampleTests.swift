import Bytes
import RESP
import Testing

@testable import Engine
@testable import RedisClient

@Suite struct WrittenSampleTests {
  /// Offers so many writes and gives the numbers of those that were kept.
  private func kept(of writes: Int) -> [Int] {
    var sample = WrittenSample()
    var encoder = CommandEncoder()
    for number in 0..<writes {
      encoder.bytes.removeAll()
      encoder.append(command: [
        Array("SET".utf8), Array("key:\(number)".utf8), Array("value".utf8), Array("PXAT".utf8),
        Array("1700000000000".utf8),
      ])
      sample.consider(encoder.bytes.slice)
    }
    return sample.entries.compactMap { entry in
      #expect(entry.expiry == 1_700_000_000_000)
      return Int(String(decoding: entry.key.dropFirst(4), as: UTF8.self))
    }
  }

  /// The same of a run, in one ring of records: its first write is number `first`.
  private func kept(of writes: Int, runs length: Int) -> [Int] {
    var sample = WrittenSample(expires: false)
    for first in stride(from: 0, to: writes, by: length) {
      var encoder = CommandEncoder()
      var queue = InFlightQueue(capacity: 1024)
      for number in first..<min(first + length, writes) {
        encoder.append(command: [Array("SET".utf8), Array("key:\(number)".utf8)])
        queue.append(InFlightQueue.Record(tag: UInt64(number), end: encoder.bytes.count))
      }
      sample.consider(
        CommandRun(
          count: queue.count, records: UnsafePointer(queue.records), mask: queue.mask,
          head: queue.head, start: 0, base: encoder.bytes.slice.base))
    }
    return sample.entries.compactMap {
      Int(String(decoding: $0.key.dropFirst(4), as: UTF8.self))
    }
  }

  @Test(arguments: [1, 7, 500]) func runsAreSampledAsSingleWritesAre(length: Int) {
    #expect(kept(of: 1000, runs: length) == Array(0..<1000))
    let kept = kept(of: 100_000, runs: length)
    #expect(Set(kept).count == 1000)
    for tenth in 0..<10 {
      let share = kept.count { $0 / 10_000 == tenth }
      #expect(abs(share - 100) < 57, "tenth \(tenth) holds \(share) of the sample")
    }
  }

  @Test func fewWritesAreAllKept() {
    #expect(kept(of: 0).isEmpty)
    #expect(kept(of: 1) == [0])
    #expect(kept(of: 1000) == Array(0..<1000))
  }

  @Test func noWriteIsKeptTwice() {
    let kept = kept(of: 50_000)
    #expect(kept.count == 1000)
    #expect(Set(kept).count == 1000)
  }

  /// Each tenth of the writes gives about a tenth of the sample: 100 of 1,000, whose standard deviation is 9.5. Six of these
  /// are missed by chance once in a hundred million tenths.
  @Test func theSampleIsUniform() {
    let kept = kept(of: 100_000)
    for tenth in 0..<10 {
      let share = kept.count { $0 / 10_000 == tenth }
      #expect(abs(share - 100) < 57, "tenth \(tenth) holds \(share) of the sample")
    }
  }
}
