import Bytes
import Recipe
import TestSupport
import Testing

@testable import Planner

@Suite struct LifetimeTests {
  private func life(
    _ milliseconds: Int64, within: ClosedRange<Int64>? = nil, allowed: ClosedRange<Int64>? = nil,
    _ jitter: TimeToLive.Jitter?, key: String, salt: UInt64 = 1
  ) -> Int64? {
    let lifetime = Lifetime(
      formula: .constant(Constant(.duration(milliseconds))), within: within, jitter: jitter,
      allowed: allowed, salt: salt)
    return Array(key.utf8).withUnsafeBytes { bytes in
      let scope = Scope(slotCount: 0, now: 0)
      guard case .expires(let life) = lifetime.evaluate(key: ByteSlice(bytes), scope: scope) else {
        return nil
      }
      return life
    }
  }

  /// Jitter never lengthens, never leaves the range that the data can stand, and is the same every time.
  @Test(arguments: (1...20).map(UInt64.init)) func jitterOnlyShortens(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    for index in 0..<500 {
      let base = Int64.random(in: 1...100_000_000, using: &random)
      let jitter: TimeToLive.Jitter =
        Bool.random(using: &random)
        ? .fraction(Double.random(in: 0..<1, using: &random))
        : .duration(Int64.random(in: 0...base, using: &random))
      let lower = Int64.random(in: 1...100_000_000, using: &random)
      let range = lower...lower + Int64.random(in: 0...50_000_000, using: &random)
      let clamped = min(max(base, range.lowerBound), range.upperBound)
      let context: Comment = "seed \(seed), \(base) \(range) \(jitter)"
      guard let found = life(base, within: range, jitter, key: "k\(index)") else {
        Issue.record(context)
        continue
      }
      #expect(found <= clamped && found >= range.lowerBound, context)
      #expect(found == life(base, within: range, jitter, key: "k\(index)"), context)
      if case .fraction(let fraction) = jitter {
        #expect(Double(found) >= Double(clamped) * (1 - fraction) - 1, context)
      }
    }
  }

  @Test func whatDataCannotStandFailsTheRow() {
    #expect(life(10, allowed: 11...20, nil, key: "k") == nil)
    #expect(life(21, allowed: 11...20, nil, key: "k") == nil)
    #expect(life(20, allowed: 11...20, .fraction(0.9), key: "k").map { $0 >= 11 } == true)
    #expect(life(0, nil, key: "k") == nil)
    #expect(life(-5, nil, key: "k") == nil)
    #expect(life(-5, within: 7...9, nil, key: "k") == 7)
  }

  /// Two families with the same ids do not expire together.
  @Test func theSaltMovesTheSpread() {
    let keys = (0..<200).map { "k\($0)" }
    let first = keys.map { life(1_000_000, .fraction(0.5), key: $0, salt: 1) ?? 0 }
    let second = keys.map { life(1_000_000, .fraction(0.5), key: $0, salt: 2) ?? 0 }
    #expect(zip(first, second).count { abs($0 - $1) < 5000 } < 20)
  }

  /// The salt is the family's name, so it is the same in every process.
  @Test func theSaltIsTheFamilysName() throws {
    let text = """
      source feed csv "f.csv" columns [id:int]
      key p = "p:{id:int}"
      warm p from feed value text "x" ttl 1h jitter 10%
      """
    guard case .write(let plan) = try Compiled(text).programs()[0].output else { return }
    #expect(
      plan.lifetime.salt == Array("p".utf8).withUnsafeBytes { StableHash.hash(ByteSlice($0)) })
  }
}
