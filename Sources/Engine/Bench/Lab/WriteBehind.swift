import Bytes
import Planner
import Platform
import RESP
import Recipe

/// The job behind `write behind`: every so often it takes the keys that are marked, reads their values from the cache, and writes them to the
/// origin, many with one write. Whatever is not in the cache any more by then is lost.
///
/// On the thread of the run.
final class WriteBehind {
  private let origin: SimulatedOrigin
  private let dirty: [UInt8]
  /// Nanoseconds.
  private let interval: Int64
  private var nextFlush: Int64
  /// Writes under way: when they end, and what the origin has then.
  private var underway:
    [(load: OriginQueue.Load, rows: [(row: UInt64, version: UInt64, key: [UInt8])])]
  private static let batch = 500
  private static let patience: Int64 = 10_000_000_000

  init?(_ program: BenchProgram, _ origin: SimulatedOrigin) {
    guard let interval = program.flushInterval, let dirty = program.dirtyKey else { return nil }
    self.origin = origin
    self.dirty = dirty
    self.interval = interval * 1_000_000
    nextFlush = origin.now + self.interval
    underway = []
  }

  func work(in session: ServerSession) throws(RunFailure) {
    try settle(session)
    guard origin.now >= nextFlush else { return }
    nextFlush = origin.now + interval
    while try flush(session) {}
  }

  /// Flushes until nothing is marked and nothing under way.
  func finish(in session: ServerSession) throws(RunFailure) {
    let limit = origin.now + Self.patience
    repeat {
      while try flush(session) {}
      if let end = underway.map(\.load.end).min() {
        _ = poll(nil, 0, Int32(max(min((end - origin.now) / 1_000_000 + 1, 50), 0)))
      }
      try settle(session)
    } while !underway.isEmpty && origin.now < limit
  }

  /// One batch; false: nothing was marked.
  private func flush(_ session: ServerSession) throws(RunFailure) -> Bool {
    let popped = try ask(session, [Array("SPOP".utf8), dirty, Array(String(Self.batch).utf8)])
    let keys = (popped.elements ?? []).compactMap(\.bytes)
    guard !keys.isEmpty else { return false }
    let values = try ask(session, [Array("MGET".utf8)] + keys).elements ?? []
    var rows: [(row: UInt64, version: UInt64, key: [UInt8])] = []
    for (key, value) in zip(keys, values) {
      guard let bytes = value.bytes else { continue }
      let stamp = bytes.withUnsafeBytes { CacheStamp(ByteSlice($0)) }
      let row = key.withUnsafeBytes { StableHash.hash(ByteSlice($0)) }
      rows.append((row, stamp.version, key))
    }
    if !rows.isEmpty { underway.append((origin.write(at: origin.now), rows)) }
    return keys.count == Self.batch
  }

  /// What has ended is written; what failed is marked again.
  private func settle(_ session: ServerSession) throws(RunFailure) {
    let now = origin.now
    for write in underway where write.load.end <= now {
      if write.load.fails {
        _ = try ask(session, [Array("SADD".utf8), dirty] + write.rows.map(\.key))
      } else {
        let rows = write.rows.map { ($0.row, $0.version) }
        origin.rows { versions in for (row, version) in rows { versions.write(row, version) } }
      }
    }
    underway.removeAll { $0.load.end <= now }
  }

  private func ask(_ session: ServerSession, _ command: [[UInt8]]) throws(RunFailure) -> Reply {
    let reply = try session.ask(command)
    if let error = reply.error {
      throw .server(error, doing: String(decoding: command[0], as: UTF8.self))
    }
    return reply
  }
}
