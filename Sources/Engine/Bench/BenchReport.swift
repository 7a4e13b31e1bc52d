import Planner
import Recipe

/// What a bench measured.
package struct BenchReport: Sendable {
  /// One operation, in the measuring phase.
  package struct Operation: Sendable {
    package let name: String
    package var sent: Int
    package var ok: Int
    /// Answered with an error.
    package var failed: Int
    /// Sent, and the reply was not read.
    package var unknown: Int
    /// Of those that ended well, in nanoseconds.
    package var latency: LatencyHistogram
    /// Of an operation that is a strategy.
    package var cache: CacheTally?
    /// How many of `failed` each code stands for, and the first server's words for it, escaped.
    package var codes: [(code: String, count: Int, detail: String)]
  }

  /// The load generator itself: whether it was what limited the run.
  package struct Generator: Sendable {
    package var threads: Int
    /// Of all its threads while it measured.
    package var cpuSeconds: Double
    /// How late operations were begun although there was room for them, in nanoseconds; empty in a closed loop.
    package var lag: LatencyHistogram
    /// Operations that were due by the schedule; nil in a closed loop.
    package var scheduled: Int?
  }

  /// The server, before the measuring phase and after it; zero where it does not tell.
  package struct Server: Sendable {
    package var cpuSeconds = 0.0
    package var memoryBefore = 0
    package var memoryAfter = 0
    package var evicted = 0
  }

  /// What stands behind the cache, in the measuring phase.
  package struct Origin: Sendable {
    package var tally: OriginTally
    /// Loads a second, on average.
    package var rate: Double
    /// Of rows, by `write` operations; a flush of many is one.
    package var writes: Int
    /// Writes that were acknowledged and are neither in the origin nor in the cache; nil where nothing is written behind.
    package var lost: Int?

    /// What an assertion names.
    func value(of aggregate: Aggregate) -> Value {
      switch aggregate {
      case .originLoads: .integer(Int64(tally.loads))
      case .originPeak: .rate(Double(tally.peak))
      case .originRate: .rate(rate)
      case .originConcurrent: .integer(Int64(tally.atOnce))
      case .originWrites: .integer(Int64(writes))
      case .originLost: .integer(Int64(lost ?? 0))
      default: .null
      }
    }
  }

  /// Something that `at` let happen.
  package struct Event: Sendable {
    package let kind: BenchEvent.Kind
    /// Seconds since the measuring phase began: when it was done.
    package let at: Double
    /// The keys that it changed; nil for the origin's.
    package let keys: Int?
  }

  package var operations: [Operation]
  /// Operations that ended well in each whole second.
  package var rates: [Double] = []
  /// Second by second; empty where nobody wanted it.
  package var timeline = BenchTimeline()
  /// Nil without an operation that loads from it.
  package var origin: Origin?
  package var events: [Event] = []
  /// From the beginning of the measuring phase to its last reply.
  package var seconds: Double
  package var connections: Int
  package var depth: Int
  package var seed: UInt64
  /// Nil in a closed loop.
  package var pace: BenchPace?
  package var generator: Generator
  package var server = Server()
  /// Keys written by `fill`.
  package var filled = 0
  /// Keys removed by `clean`; nil without one.
  package var cleaned: Int?
  /// Connections that were lost while it measured.
  package var losses = 0
  package var environment = BenchEnvironment()

  /// All operations together.
  package var all: Operation {
    var all = Operation(
      name: "all", sent: 0, ok: 0, failed: 0, unknown: 0, latency: LatencyHistogram(), codes: [])
    for operation in operations {
      all.sent += operation.sent
      all.ok += operation.ok
      all.failed += operation.failed
      all.unknown += operation.unknown
      all.latency.merge(operation.latency)
    }
    return all
  }

  /// Ended well, a second.
  package func rate(of operation: Operation) -> Double {
    seconds > 0 ? Double(operation.ok) / seconds : 0
  }

  /// The rate of all operations; nil where it was measured for less than three seconds.
  package var rateInterval: Interval? { Interval(meanOf: rates) }

  /// The fraction of the schedule that was sent; 1 in a closed loop.
  package var sentShare: Double {
    guard let scheduled = generator.scheduled, scheduled > 0 else { return 1 }
    return min(Double(all.sent) / Double(scheduled), 1)
  }

  /// The processor time of one operation, in microseconds.
  package var cpuPerOperation: Double {
    let count = all.ok + all.failed
    return count > 0 ? generator.cpuSeconds * 1e6 / Double(count) : 0
  }

  /// Whether the generator's threads had nothing left to give.
  package var isGeneratorBusy: Bool {
    seconds > 0 && generator.cpuSeconds / seconds > 0.95 * Double(generator.threads)
  }

  /// What an assertion or a guard names; nil where it is about something else than what was measured.
  func value(of slot: Slot) -> Value? {
    switch slot.source {
    case .aggregate(.bench(let figure)): value(of: figure)
    case .aggregate(let aggregate) where aggregate.isAboutOrigin:
      origin?.value(of: aggregate) ?? .null
    default: nil
    }
  }

  /// What an assertion names; null where nothing was measured.
  func value(of figure: BenchFigure) -> Value {
    let operation = figure.operation.map { operations[$0] } ?? all
    let ended = operation.ok + operation.failed + operation.unknown
    func time(_ nanoseconds: Int64?) -> Value {
      nanoseconds.map { .latency(Double($0) / 1e6) } ?? .null
    }
    switch figure.kind {
    case .percentile(let fraction): return time(operation.latency.percentile(fraction))
    case .longest: return time(operation.ok > 0 ? operation.latency.max : nil)
    case .rate: return .rate(rate(of: operation))
    case .errors:
      return ended > 0
        ? .percent(Double(operation.failed + operation.unknown) / Double(ended)) : .null
    // One schedule for all: which operation a missing one would have been, nobody drew.
    case .sent: return .percent(sentShare)
    case .count: return .integer(Int64(operation.ok))
    }
  }
}

/// Where and with what a bench ran: what makes two results comparable, or not.
package struct BenchEnvironment: Sendable {
  /// `redis 7.0.15`.
  package var server = ""
  /// What of the server's configuration matters to a load: name and value.
  package var configuration: [(name: String, value: String)] = []
  package var processor = ""
  package var processors = 0
  package var kernel = ""

  package init() {}
}

extension Aggregate {
  fileprivate var isAboutOrigin: Bool {
    switch self {
    case .originLoads, .originPeak, .originRate, .originConcurrent, .originWrites, .originLost: true
    default: false
    }
  }
}
