import Bytes
import Planner
import RESP
import Recipe

/// What `at` lets happen in the measuring phase, to the bench's own keys and its origin. On the thread of the run.
final class CacheEvents {
  private let program: BenchProgram
  private let origin: SimulatedOrigin
  private var isMeasuring = false
  private var next = 0
  private(set) var done: [BenchReport.Event] = []

  init(_ program: BenchProgram, _ origin: SimulatedOrigin) {
    self.program = program
    self.origin = origin
  }

  func begin() { isMeasuring = true }

  func happen(after seconds: Double, in session: ServerSession) throws(RunFailure) {
    guard isMeasuring else { return }
    while next < program.events.count, Double(program.events[next].at) <= seconds * 1000 {
      let event = program.events[next]
      next += 1
      let start = origin.now
      let keys = try happen(event.kind, session)
      let at = seconds + Double(origin.now - start) / 1e9
      done.append(BenchReport.Event(kind: event.kind, at: at, keys: keys))
    }
  }

  /// How many keys it changed.
  private func happen(
    _ kind: BenchEvent.Kind, _ session: ServerSession
  ) throws(RunFailure) -> Int? {
    switch kind {
    case .slowOrigin(let factor):
      origin.slow(by: factor)
      return nil
    case .invalidate(let glob): return try remove(glob, session)
    case .flush:
      return try program.ownKeys.map { own throws(RunFailure) in try remove(own, session) }
    case .expireAll:
      origin.expireAll(at: origin.now)
      // What is expired may be served for the grace; everywhere else it is gone.
      guard let own = program.ownKeys else { return nil }
      var cleaner = BenchCleaner(session: session, glob: own)
      // It has no TTL, and is no value.
      cleaner.except = program.dirtyKey
      guard case .stale(let grace) = program.defence else { return try cleaner.run { false } }
      return try cleaner.expire(after: grace)
    }
  }

  private func remove(_ glob: [UInt8], _ session: ServerSession) throws(RunFailure) -> Int {
    try BenchCleaner(session: session, glob: glob).run { false }
  }
}
