import Platform
import Recipe

/// The system behind a cache, as a queue in virtual time: when a load that is asked for now begins and ends, and whether it fails. Who
/// asked waits so long; nothing here does.
///
/// Loads begin in the order in which they are asked for: each as soon as the rate limit lets one begin and one of the places is free.
/// A pure value: the same seed and the same times give the same answers. Times are nanoseconds of any one clock.
package struct OriginQueue: Sendable {
  package struct Load: Equatable, Sendable {
    package let start: Int64
    package let end: Int64
    /// It takes as long, and brings nothing.
    package let fails: Bool
  }

  /// Each load from now on takes so many times as long.
  package var slowness = 1.0

  private let origin: BenchOrigin
  private var random: DrawRandom
  /// Nanoseconds between two beginnings.
  private let spacing: Int64
  /// Before which none may begin.
  private var nextStart = Int64.min
  /// When the places that are taken become free; as many as the limit allows.
  private var ends = TimeQueue()

  package init(_ origin: BenchOrigin, seed: UInt64) {
    self.origin = origin
    random = DrawRandom(seed: seed, stream: 0x0219_1417)
    spacing = origin.rateLimit.map { Int64((1e9 / $0).rounded()) } ?? 0
  }

  /// A load that is asked for now. Times that go back a little, as those of several threads do, are no harm.
  package mutating func load(at now: Int64) -> Load {
    var start = max(now, nextStart)
    if let limit = origin.concurrencyLimit {
      while ends.pop(by: start) != nil {}
      if ends.count >= limit, let free = ends.next {
        start = free
        _ = ends.pop(by: start)
      }
    }
    nextStart = start + spacing
    let end = start + latency()
    if origin.concurrencyLimit != nil { ends.add(0, at: end) }
    return Load(start: start, end: end, fails: random.unit() < origin.errors)
  }

  /// How long one load takes, in nanoseconds: an hour at most.
  private mutating func latency() -> Int64 {
    let milliseconds =
      switch origin.latency {
      case .constant(let time): time
      case .uniform(let range):
        range.lowerBound + random.unit() * (range.upperBound - range.lowerBound)
      case .lognormal(let median, let sigma): median * exp(sigma * normal())
      }
    return Int64(min(max(milliseconds * slowness, 0), 3_600_000) * 1e6)
  }

  /// Box and Muller (1958).
  private mutating func normal() -> Double {
    (-2 * log(random.positiveUnit())).squareRoot() * cos(2 * .pi * random.unit())
  }
}
