import Bytes
import Planner
import Platform
import Recipe
import RedisClient
import Synchronization

/// Runs the phases of a bench: makes the workers, lets each phase run on threads of their own, watches them meanwhile, and adds up.
///
/// Lives on the thread of the run.
final class BenchRun {
  private let run: StatementRun
  private let program: BenchProgram
  private let board: BenchBoard
  private var workers: [BenchWorker] = []
  private var hasWarned = false
  /// Up to when its rate was looked at, and how many operations had ended well.
  private var sampled = (seconds: 0.0, ok: 0)
  private let lab: Laboratory
  private var soFar: BenchSoFar
  private let guards: RunGuards?
  private var nextReading = 0.0
  private(set) var ledger = ItemLedger()
  private(set) var result: BenchReport

  init(_ run: StatementRun, _ program: BenchProgram, guards: RunGuards?) {
    self.run = run
    self.program = program
    self.guards = guards
    board = BenchBoard(
      workers: program.load.threads,
      wantsTallies: run.observer.watchesLatency || !run.action.guards.isEmpty)
    soFar = BenchSoFar(program)
    lab = Laboratory(program)
    let load = program.load
    result = BenchReport(
      operations: [], seconds: 0, connections: load.connections, depth: load.depth,
      seed: load.seed, pace: load.pace,
      generator: BenchReport.Generator(
        threads: load.threads, cpuSeconds: 0, lag: LatencyHistogram(), scheduled: nil))
  }

  /// Connects them all. Nothing is sent where one cannot.
  func connect() throws(RunFailure) {
    let pools = program.draws.map { draw -> BlobPool? in
      guard case .blob(let sizes, let compressible) = draw else { return nil }
      return BlobPool(sizes, compressible: compressible, seed: program.load.seed)
    }
    let threads = program.load.threads
    var options = run.session.connection.options
    // One that is lost is made anew between two rounds of the others.
    options.expectedInFlight = 64
    options.clientName = "cachectl-bench"
    for number in 0..<threads {
      let generator = CommandGenerator(program, pools: pools, worker: number, of: threads)
      generator.stamped = program.fill?.store.map { StampedFill($0, program, lab.origin) }
      do throws(SystemError) {
        workers.append(
          try BenchWorker(
            number: number, program: program, board: board, generator: generator,
            strategies: lab.strategies(worker: number),
            stopsAtFailure: run.action.failure == .stop))
      } catch {
        throw .storage("a worker cannot be made: \(error)")
      }
      if run.options.wantsCurves { workers[number].timeline = BenchTimeline() }
      let share =
        program.load.connections / threads + (number < program.load.connections % threads ? 1 : 0)
      do throws(ConnectionError) {
        try workers[number].connect((0..<share).map { _ in run.session.another(options) })
      } catch {
        throw .connection(error)
      }
    }
  }

  /// All phases, in their order; ends early at a signal or a failure, with what there is.
  func perform() throws(RunFailure) {
    result.operations = program.operations.map {
      BenchReport.Operation(
        name: $0.name, sent: 0, ok: 0, failed: 0, unknown: 0, latency: LatencyHistogram(),
        codes: [])
    }
    for phase in program.phases where !board.isStopping { try perform(phase) }
    if let failure = board.failure { throw failure }
    if let signal = run.interrupts.signal { throw .interrupted(signal) }
  }

  private func perform(_ phase: BenchPhase) throws(RunFailure) {
    let before = try facts()
    let cpu = ResourceUsage.current().cpuNanoseconds
    let threads = WorkerThreads()
    hasWarned = false
    let start = MonotonicTime.now() + .milliseconds(1)
    lab.begin(phase, at: start.nanoseconds)
    for worker in workers {
      worker.reset()
      let count = workers.count
      do throws(SystemError) {
        try threads.start { worker.run(phase, from: start, of: count) }
      } catch {
        board.fail(.storage("no thread for a worker: \(error)"))
        break
      }
    }
    watch(threads, phase, since: start)
    threads.join()
    let spent = Double(ResourceUsage.current().cpuNanoseconds - cpu) / 1e9
    add(phase, cpuSeconds: spent, before: before)
    for worker in workers { worker.reset() }
  }

  // MARK: Watching

  /// Until all workers are done: passes signals on, shows how it goes, and says at once when a rate is not held.
  private func watch(_ threads: WorkerThreads, _ phase: BenchPhase, since start: MonotonicTime) {
    while !threads.areDone {
      _ = poll(nil, 0, 20)
      if run.interrupts.count > 0 { board.stop() }
      if run.interrupts.count > 1 { board.abort() }
      let elapsed = Double(MonotonicTime.now().nanoseconds - start.nanoseconds) / 1e9
      let progress = progress(phase, elapsed)
      run.observer.update(progress)
      sample(progress)
      warn(progress)
      look(phase, progress)
      do throws(RunFailure) {
        try lab.happen(after: elapsed, in: run.session)
      } catch {
        board.fail(error)
      }
    }
  }

  /// Once a second while it measures.
  private func sample(_ progress: BenchProgress) {
    guard case .measure = progress.phase, progress.seconds >= sampled.seconds + 1 else { return }
    let time = progress.seconds - sampled.seconds
    result.rates.append(Double(progress.ok - sampled.ok) / time)
    sampled = (progress.seconds, progress.ok)
    guard board.wantsTallies else { return }
    soFar.read(board)
    soFar.endSecond()
  }

  /// The guards, over the measuring phase so far; before it, only the server has figures.
  private func look(_ phase: BenchPhase, _ progress: BenchProgress) {
    guard let guards else { return }
    var measured: BenchReport?
    if case .measure = phase {
      if progress.seconds >= nextReading {
        nextReading = progress.seconds + 0.5
        soFar.read(board)
      }
      // What a moment says is no rate yet.
      if soFar.seconds >= 0.4 { measured = reportSoFar() }
    }
    guards.look(ItemLedger()) { slot in measured?.value(of: slot) }
    if guards.isStopped { board.stop() }
  }

  private func reportSoFar() -> BenchReport {
    var report = result
    report.operations = soFar.operations
    report.seconds = soFar.seconds
    if program.load.pace != nil { report.generator.scheduled = soFar.scheduled }
    report.origin = lab.report(seconds: soFar.seconds)
    return report
  }

  private func progress(_ phase: BenchPhase, _ elapsed: Double) -> BenchProgress {
    var progress = BenchProgress(phase: phase, seconds: elapsed)
    for gauge in board.gauges {
      progress.sent += gauge.sent.load(ordering: .relaxed)
      progress.ok += gauge.ok.load(ordering: .relaxed)
      progress.failed += gauge.failed.load(ordering: .relaxed)
      progress.due += gauge.due.load(ordering: .relaxed)
    }
    progress.rates = result.rates.suffix(BenchProgress.shown).map { $0 }
    progress.latencies = soFar.latencies
    progress.origin = lab.loads(before: elapsed)
    return progress
  }

  /// Once a phase, when more than a tenth, and more than the schedule of a second, waits to be sent: a warm-up shows it as well.
  private func warn(_ progress: BenchProgress) {
    guard !hasWarned, let pace = program.load.pace else { return }
    let behind = progress.due - progress.sent
    guard Double(behind) > max(pace.from, 1), Double(behind) > 0.1 * Double(progress.due) else {
      return
    }
    hasWarned = true
    let held = Double(progress.sent) / max(progress.seconds, 0.001)
    run.observer.warn(
      "the rate is not held: \(UnitText.number(held.rounded()))/s are sent, \(behind) operations wait after \(UnitText.number(progress.seconds.rounded()))s"
    )
  }

  // MARK: Adding up

  private struct Facts {
    var cpu = 0.0
    var memory = 0
    var evicted = 0
  }

  private func facts() throws(RunFailure) -> Facts {
    Facts(
      cpu: try run.session.infoNumber("cpu", "used_cpu_user", "used_cpu_sys"),
      memory: Int(try run.session.infoNumber("memory", "used_memory")),
      evicted: Int(try run.session.infoNumber("stats", "evicted_keys")))
  }

  private func add(_ phase: BenchPhase, cpuSeconds: Double, before: Facts) {
    var last: Int64 = 0
    for worker in workers {
      for index in worker.tallies.indices { add(worker.tallies[index], to: &ledger) }
      last = max(last, worker.lastReply)
      if case .fill = phase { result.filled += worker.tallies[worker.fillIndex].ok }
    }
    guard case .measure(let time) = phase else { return }
    // What was cut short ended with its last reply.
    result.seconds =
      board.isStopping ? Double(last) / 1e9 : max(Double(time) / 1e3, Double(last) / 1e9)
    result.generator.cpuSeconds = cpuSeconds
    for worker in workers {
      if let timeline = worker.timeline { result.timeline.merge(timeline) }
      result.losses += worker.losses
      result.generator.lag.merge(worker.lag)
      if let scheduled = worker.scheduled {
        result.generator.scheduled = (result.generator.scheduled ?? 0) + scheduled
      }
    }
    for index in program.operations.indices {
      var sum = OperationTally()
      for worker in workers { sum.merge(worker.tallies[index]) }
      result.operations[index] = BenchReport.Operation(
        name: program.operations[index].name, sent: sum.sent, ok: sum.ok, failed: sum.failed,
        unknown: sum.unknown, latency: sum.latency, cache: cache(index),
        codes: sum.codes.map { (code: $0.key, count: $0.value.count, detail: $0.value.detail) }
          .sorted { ($1.count, $0.code) < ($0.count, $1.code) })
    }
    // A server that is gone has nothing left to flush.
    try? lab.finish(in: run.session)
    result.origin = lab.report(seconds: result.seconds)
    result.events = lab.events
    // A server that is gone tells nothing more.
    guard let after = try? facts() else { return }
    result.server = BenchReport.Server(
      cpuSeconds: max(after.cpu - before.cpu, 0), memoryBefore: before.memory,
      memoryAfter: after.memory, evicted: max(after.evicted - before.evicted, 0))
  }

  /// What an operation got from the cache; nil where it is a command.
  private func cache(_ operation: Int) -> CacheTally? {
    guard program.operations[operation].isBuiltIn else { return nil }
    var sum = CacheTally()
    for worker in workers { sum.merge(worker.strategies[operation]?.cache ?? CacheTally()) }
    return sum
  }

  private func add(_ tally: OperationTally, to ledger: inout ItemLedger) {
    ledger.succeed(tally.ok)
    for (code, entry) in tally.codes {
      ledger.fail(ItemFailure(code, entry.detail), key: nil, row: nil, count: entry.count)
    }
    if tally.unknown > 0 { ledger.lose(key: nil, row: nil, count: tally.unknown) }
  }
}

/// How far a phase of a bench is.
package struct BenchProgress: Sendable {
  package let phase: BenchPhase
  /// Since the phase began.
  package let seconds: Double
  package var sent = 0
  package var ok = 0
  package var failed = 0
  /// By the schedule; 0 in a closed loop.
  package var due = 0
  /// Of the last seconds, the newest last.
  package var rates: [Double] = []
  package var latencies: [Latency] = []
  /// Loads of the origin in each of the last seconds; nil without one.
  package var origin: [Int]?

  /// Of what ended within a second, in nanoseconds; nil where nothing did.
  package struct Latency: Sendable {
    package let p50: Int64?
    package let p99: Int64?
  }

  /// The phase as it is written.
  package var phaseWord: String {
    switch phase {
    case .fill: "fill"
    case .warmup: "warmup"
    case .measure: "measure"
    }
  }

  static let shown = 20
}
