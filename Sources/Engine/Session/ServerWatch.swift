import Platform
import RESP
import Recipe
import RedisClient

/// How a server fares while a statement runs: its round trip, memory, evictions and hit rate, asked over a connection of its own,
/// where no pipeline stands before the question.
///
/// Lives on the thread of the run, which it holds up for as long as a PING takes. What could not be asked is null.
final class ServerWatch {
  private let connection: Connection
  /// Round trips of the last PINGs, in nanoseconds; the oldest is overwritten.
  private var trips: [Int64] = []
  private var oldest = 0
  private var memory: Int64?
  private var first: Counters?
  private var last: Counters?
  private var nextInfo: Int64 = 0
  private var memoryLimit: Int64?
  private var replicaLag: Double?
  /// What a PING took before anything was sent, and the last few.
  private var idleTrip: Int64 = 0
  private var latest: [Int64] = []
  /// Evictions that `health` has told of.
  private var evictionsTold: Double?

  private struct Counters {
    var evictions = 0.0
    var hits = 0.0
    var misses = 0.0
  }

  /// PINGs that a percentile is made of: ten seconds of them.
  private static let tripLimit = 200
  /// Asked at once, so that a percentile means something before anything is sent.
  private static let firstTrips = 20
  private static let infoInterval: Int64 = 1_000_000_000
  /// A PING that takes longer counts as this.
  private static let deadline = Duration.seconds(1)

  init(_ session: ServerSession) throws(RunFailure) {
    var options = session.connection.options
    options.replyTimeout = Self.deadline
    connection = session.another(options)
    do throws(ConnectionError) { try connection.connect() } catch { throw .connection(error) }
    for _ in 0..<Self.firstTrips { look() }
    idleTrip = trips.sorted()[trips.count / 2]
  }

  deinit { connection.close() }

  /// One PING, and every second what INFO says.
  func look() {
    let start = MonotonicTime.now().nanoseconds
    do throws(ConnectionError) {
      _ = try connection.call("PING")
      note(trip: MonotonicTime.now().nanoseconds - start)
      guard start >= nextInfo else { return }
      nextInfo = start + Self.infoInterval
      try readInfo()
    } catch {
      note(trip: max(MonotonicTime.now().nanoseconds - start, 1_000_000_000))
      // The run's own connection says what is wrong with the server; this one comes back when it can.
      try? connection.reconnect { _ in false }
    }
  }

  /// How the server fares now, for a pace that follows it.
  func health() -> AutoPace.Health {
    let evictions = last?.evictions ?? 0
    defer { evictionsTold = evictions }
    var health = AutoPace.Health(
      trip: latest.max() ?? idleTrip, idleTrip: idleTrip,
      evictions: evictions - (evictionsTold ?? evictions), replicaLag: replicaLag)
    if let memory, let memoryLimit, memoryLimit > 0 {
      health.memory = Double(memory) / Double(memoryLimit)
    }
    return health
  }

  private static let latestLimit = 3

  private func note(trip: Int64) {
    latest.append(trip)
    if latest.count > Self.latestLimit { latest.removeFirst() }
    if trips.count < Self.tripLimit { return trips.append(trip) }
    trips[oldest] = trip
    oldest = (oldest + 1) % Self.tripLimit
  }

  private func readInfo() throws(ConnectionError) {
    var counters = Counters()
    var (offset, farthest): (Double?, Double?) = (nil, nil)
    for section in ["stats", "memory", "replication"] {
      guard let text = try connection.call("INFO", section).text else { continue }
      for line in text.split(whereSeparator: \.isNewline) {
        let parts = line.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { continue }
        if parts[0].hasPrefix("slave"), let place = Self.replicaOffset(parts[1]) {
          farthest = min(farthest ?? place, place)
        }
        guard let number = Double(parts[1]) else { continue }
        switch parts[0] {
        case "maxmemory": memoryLimit = Int64(number)
        case "master_repl_offset": offset = number
        case "used_memory": memory = Int64(number)
        case "evicted_keys": counters.evictions = number
        case "keyspace_hits": counters.hits = number
        case "keyspace_misses": counters.misses = number
        default: continue
        }
      }
    }
    replicaLag = farthest.flatMap { place in offset.map { max($0 - place, 0) } }
    first = first ?? counters
    last = counters
  }

  /// `ip=…,port=…,state=online,offset=14,lag=0`.
  private static func replicaOffset(_ text: Substring) -> Double? {
    text.split(separator: ",").first { $0.hasPrefix("offset=") }
      .flatMap { Double($0.dropFirst("offset=".count)) }
  }

  /// A number about the server; null where it is not known, or no number about the server.
  func value(of aggregate: Aggregate) -> Value {
    switch aggregate {
    case .serverP99:
      guard !trips.isEmpty else { return .null }
      let place = max(Int((Double(trips.count) * 0.99).rounded(.up)) - 1, 0)
      return .latency(Double(trips.sorted()[place]) / 1e6)
    case .serverMemory: return memory.map { .size($0) } ?? .null
    case .serverEvictions, .evicted:
      return since { .integer(Int64($1.evictions - $0.evictions)) }
    case .serverHitRate:
      return since { first, last in
        let hits = last.hits - first.hits
        let asked = hits + last.misses - first.misses
        return asked > 0 ? .percent(hits / asked) : .null
      }
    default: return .null
    }
  }

  /// Asks once more, for what is said at the end.
  func finish() {
    nextInfo = 0
    look()
  }

  /// What happened since the run began.
  private func since(_ value: (Counters, Counters) -> Value) -> Value {
    guard let first, let last else { return .null }
    return value(first, last)
  }
}
