import Planner
import Platform
import Recipe

/// What a bench has beside its load: the origin behind the cache, the strategies that load from it, and what happens meanwhile.
///
/// Lives on the thread of the run; the origin is shared with the workers.
struct Laboratory {
  let origin: SimulatedOrigin
  private let program: BenchProgram
  private let happenings: CacheEvents
  private let behind: WriteBehind?

  init(_ program: BenchProgram) {
    self.program = program
    let epoch =
      Int64(Clocks.wallMilliseconds()) * 1_000_000 - Int64(Clocks.monotonicNanoseconds())
    // Without an `origin`, a load takes no time.
    origin = SimulatedOrigin(
      program.origin ?? BenchOrigin(latency: .constant(0)), seed: program.load.seed, epoch: epoch)
    happenings = CacheEvents(program, origin)
    behind = WriteBehind(program, origin)
  }

  /// By operation; nil for a command.
  func strategies(worker: Int) -> [(any OperationStrategy)?] {
    program.operations.map { operation in
      switch operation.body {
      case .command: return nil
      case .read(let strategy, let options):
        return CachedReadOperation(program, strategy, options, origin: origin, worker: worker)
      case .write(let strategy, let options):
        return CachedWriteOperation(program, strategy, options, origin: origin)
      }
    }
  }

  /// - Parameter start: nanoseconds of the monotonic clock.
  func begin(_ phase: BenchPhase, at start: Int64) {
    origin.begin(at: origin.epoch + start)
    if case .measure = phase { happenings.begin() }
  }

  /// Lets happen what is due so many seconds after the beginning of the measuring phase.
  func happen(after seconds: Double, in session: ServerSession) throws(RunFailure) {
    try happenings.happen(after: seconds, in: session)
    try behind?.work(in: session)
  }

  /// What was acknowledged and is still only in the cache goes to the origin; what is not there any more is lost.
  func finish(in session: ServerSession) throws(RunFailure) { try behind?.finish(in: session) }

  var events: [BenchReport.Event] { happenings.done }

  /// Nil where nothing loads.
  func report(seconds: Double) -> BenchReport.Origin? {
    guard program.hasStrategy else { return nil }
    let tally = origin.tally
    return BenchReport.Origin(
      tally: tally, rate: seconds > 0 ? Double(tally.loads) / seconds : 0, writes: origin.writes,
      lost: program.writesBehind ? origin.rows { $0.lost } : nil)
  }
}
