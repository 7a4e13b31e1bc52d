import TestSupport
import Testing

@testable import Engine

/// Where a walk goes on, as it is kept.
@Suite struct WalkPlaceTests {
  @Test(arguments: 0..<UInt64(20)) func comesBackAsItWasWritten(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    var place = WalkPlace(
      parts: (0..<1 << Int.random(in: 0...4, using: &random)).map { _ in
        WalkPlace.Part(
          cursor: UInt64.random(in: .min ... .max, using: &random),
          isDone: Bool.random(using: &random),
          passed: Int.random(in: 0...8000, using: &random))
      })
    place.borderHashes = (0..<Int.random(in: 0...99, using: &random)).map { _ in
      UInt64.random(in: .min ... .max, using: &random)
    }
    (place.seen, place.protectedKeys) = (Int(random.next() >> 8), Int(random.next() >> 8))
    #expect(WalkPlace(place.encoded) == place, "seed \(seed)")
  }

  /// What another version wrote, or nobody, is no place: the walk begins again.
  @Test func knowsWhatIsNone() {
    let good = WalkPlace(parts: [WalkPlace.Part(cursor: 7, isDone: false, passed: 3)]).encoded
    #expect(WalkPlace(good) != nil)
    for end in 0..<good.count { #expect(WalkPlace(Array(good.prefix(end))) == nil, "\(end) bytes") }
    for (place, byte) in [(0, UInt8(2)), (8, 0), (8, 3), (8, 32), (15, 0x80)] {
      var bad = good
      bad[place] = byte
      #expect(WalkPlace(bad) == nil, "\(byte) at \(place)")
    }
  }
}
