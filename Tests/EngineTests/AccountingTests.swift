import Bytes
import Planner
import TestSupport
import Testing

@testable import Engine

/// The parts that count, without a server.
@Suite struct AccountingTests {
  @Test func aLedgerAddsUpAndNamesABoundedNumber() {
    var ledger = ItemLedger()
    ledger.succeed(10)
    ledger.skip(.fresh, 3)
    ledger.skip(.gone, 0)
    for row in 1...1500 { ledger.fail(ItemFailure("oom", "full"), key: nil, row: row) }
    ledger.lose(key: nil, row: 1)
    #expect(ledger.planned == 10 + 3 + 1500 + 1)
    #expect(ledger.named.count == ItemLedger.namedLimit)
    #expect(ledger.skipReasons == ["fresh": 3])
    let sum = ledger.merged(with: ledger)
    #expect(sum.planned == 2 * ledger.planned)
    #expect(sum.failureCodes == ["oom": 3000])
    #expect(sum.named.count == ItemLedger.namedLimit)
  }

  /// Over any stretch of time no more than rate × time + a burst of 100 ms.
  @Test(arguments: [UInt64(1), 2, 3]) func aPacerKeepsItsRate(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let rate = Double.random(in: 10...100_000, using: &random)
    var pacer = try #require(Pacer(rate: rate))
    var now: Int64 = 0
    var sent: [(at: Int64, count: Int)] = []
    for _ in 0..<2000 {
      now += Int64.random(in: 0...20_000_000, using: &random)
      let count = min(pacer.allowance(now: now), Int.random(in: 0...500, using: &random))
      pacer.spend(count)
      sent.append((now, count))
    }
    for start in stride(from: 0, to: sent.count, by: 97) {
      var total = 0
      for entry in sent[start...] {
        total += entry.count
        let seconds = Double(entry.at - sent[start].at) / 1e9
        #expect(Double(total) <= rate * seconds + max(rate / 10, 1) + 1, "seed \(seed)")
      }
    }
    #expect(Pacer(rate: nil) == nil)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4]) func aTimelineFindsTheCliff(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let window = Int64([1000, 60_000, 3_600_000].randomElement(using: &random) ?? 1000)
    var timeline = ExpiryTimeline(window: window)
    let base: Int64 = 1_700_000_000_000
    var moments: [Int64] = []
    for _ in 0..<20_000 {
      // Sparse enough for the small window to be coarsened.
      moments.append(base + Int64.random(in: 0...90_000_000_000, using: &random))
    }
    let cliff = base + Int64.random(in: 0...80_000_000_000, using: &random)
    for _ in 0..<3000 {
      moments.append(cliff + Int64.random(in: 0..<window / 2, using: &random))
    }
    for moment in moments { timeline.record(moment) }
    moments.sort()
    var first = 0
    var best = 0
    for (last, moment) in moments.enumerated() {
      while moment - moments[first] >= window { first += 1 }
      best = max(best, last - first + 1)
    }
    let peak = try #require(timeline.peak)
    #expect(abs(Double(peak.keys - best)) <= Double(best) * 0.05, "seed \(seed) \(window)")
    #expect(abs(peak.at - cliff) <= window, "seed \(seed) \(window)")
    #expect(ExpiryTimeline(window: 1000).peak == nil)
  }

  @Test func heldWritesComeBackInOrderAndGiveTheirMemoryBack() {
    var held = HeldWrites()
    let value = [UInt8](repeating: 7, count: 300)
    var next = 0
    value.withUnsafeBytes { bytes in
      for row in 0..<20_000 {
        held.append(ByteSlice(bytes)[0..<1 + row % 300], row: row, rows: 1, life: Int64(row))
        // Never empty: a window of a thousand is always on its way.
        if row >= 1000 {
          let write = held.removeFirst()
          #expect(write?.row == next)
          #expect(write?.command.count == 1 + next % 300)
          next += 1
        }
      }
    }
    let heldBytes = held.heldBytes
    #expect(heldBytes < 2 << 20)
    while let write = held.removeFirst() {
      #expect(write.row == next)
      next += 1
    }
    #expect(next == 20_000)
    let isEmpty = held.isEmpty
    #expect(isEmpty)
  }
}
