/// `rate auto`: a pace that finds itself. It grows while the server is well and halves when it is not, and remembers why.
///
/// Additive growth would take minutes to a fast server, so it grows by a share (after the manner of AIMD, D.-M. Chiu and R. Jain, 1989,
/// with the increase made multiplicative, as TCP's slow start has it). Pure: told the server's state, asked for a rate.
package struct AutoPace: Sendable {
  /// How the server fares now; nil where it does not say.
  package struct Health: Sendable {
    /// The longest of the last few PINGs, and what one takes when nothing is sent; nanoseconds.
    package var trip: Int64
    package var idleTrip: Int64
    /// Of maxmemory.
    package var memory: Double?
    /// Since the last look.
    package var evictions: Double
    /// Of the replica that is farthest behind, in bytes.
    package var replicaLag: Double?

    package init(
      trip: Int64, idleTrip: Int64, memory: Double? = nil, evictions: Double = 0,
      replicaLag: Double? = nil
    ) {
      self.trip = trip
      self.idleTrip = idleTrip
      self.memory = memory
      self.evictions = evictions
      self.replicaLag = replicaLag
    }
  }

  package enum Cause: Int, CaseIterable, Sendable {
    case latency, memory, evictions, replicas
  }

  /// Keys a second.
  package private(set) var rate: Double
  package private(set) var slowest: Double
  private let ceiling: Double
  /// How often each cause slowed us down, and the worst of it.
  private var held: [Cause: (count: Int, worst: Double)] = [:]
  private var restsUntil: Int64 = 0

  private static let first = 2000.0
  private static let least = 100.0
  private static let growth = 1.15
  /// Between two halvings, so that the first can show.
  private static let rest: Int64 = 250_000_000
  /// What a PING may take beside our own pipeline: four times as long as without, and 3 ms more.
  private static let patience: Int64 = 3_000_000
  private static let memoryLimit = 0.95
  private static let lagLimit = 16e6

  package init(ceiling: Double? = nil) {
    self.ceiling = ceiling ?? 10e6
    rate = min(Self.first, self.ceiling)
    slowest = rate
  }

  /// Twenty times a second. `now` in nanoseconds of any monotonic clock.
  package mutating func adjust(_ health: Health, now: Int64) {
    let causes = Self.causes(health)
    guard !causes.isEmpty else {
      rate = min(rate * Self.growth, ceiling)
      return
    }
    guard now >= restsUntil else { return }
    restsUntil = now + Self.rest
    rate = max(rate / 2, min(Self.least, ceiling))
    slowest = min(slowest, rate)
    for (cause, amount) in causes {
      let before = held[cause] ?? (0, 0)
      held[cause] = (before.count + 1, max(before.worst, amount))
    }
  }

  private static func causes(_ health: Health) -> [(Cause, Double)] {
    var causes: [(Cause, Double)] = []
    if health.trip > 4 * health.idleTrip + patience {
      causes.append((.latency, Double(health.trip) / 1e6))
    }
    if let memory = health.memory, memory > memoryLimit { causes.append((.memory, memory)) }
    if health.evictions > 0 { causes.append((.evictions, health.evictions)) }
    if let lag = health.replicaLag, lag > lagLimit { causes.append((.replicas, lag)) }
    return causes
  }

  /// What held the run back: `rate auto: 40k keys/s at the end, 500 at the slowest; held back 3× by PING (12.4 ms)`.
  package var note: String {
    let reasons = Cause.allCases.compactMap { cause in
      held[cause].map { "\($0.count)× by \(Self.text(cause, $0.worst))" }
    }
    return
      "rate auto: \(Self.count(rate)) keys/s at the end, \(Self.count(slowest)) at the slowest; "
      + (reasons.isEmpty ? "nothing held it back" : "held back " + reasons.joined(separator: ", "))
  }

  private static func text(_ cause: Cause, _ worst: Double) -> String {
    switch cause {
    case .latency: "PING (\((worst * 10).rounded() / 10) ms)"
    case .memory: "memory (\(Int((worst * 100).rounded()))% of maxmemory)"
    case .evictions: "evictions (\(Int(worst)) at once)"
    case .replicas: "a replica (\(Int(worst / 1e6)) MB behind)"
    }
  }

  private static func count(_ rate: Double) -> String {
    rate < 10_000 ? "\(Int(rate))" : "\(Int(rate / 1000))k"
  }
}
