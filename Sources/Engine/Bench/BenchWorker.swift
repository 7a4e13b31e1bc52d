import Planner
import Platform
import RESP
import Recipe
import RedisClient
import Synchronization

/// One thread of a bench: its share of the connections, and the operations on them.
///
/// Used by one thread at a time: the one that makes it, its own while a phase runs, and the first again when that has been joined.
/// Closed loop: BenchWorker+Closed.swift; open loop: +Open; what comes back: +Replies; operations of several commands: +Strategies.
final class BenchWorker: @unchecked Sendable {
  let number: Int
  let program: BenchProgram
  let board: BenchBoard
  let gauge: BenchBoard.Gauge
  let generator: CommandGenerator
  var lanes: [BenchLane] = []
  /// By operation; the last one is for `fill`. At an address of their own: counting checks nothing while it runs.
  let tallies: UnsafeMutableBufferPointer<OperationTally>
  /// Second by second; nil where nobody wants to see it.
  var timeline: BenchTimeline?
  /// How late operations were begun although there was room for them: the generator's own doing. Open loop.
  var lag = LatencyHistogram()
  /// Operations of the schedule that were due in this phase; nil in a closed loop.
  var scheduled: Int?
  /// When the last reply of the phase came, nanoseconds since it began.
  var lastReply: Int64 {
    get { moments.pointee.lastReply }
    set { moments.pointee.lastReply = newValue }
  }
  /// The connection losses of the phase.
  var losses = 0

  let readiness: HeapCell<Readiness>
  var start: MonotonicTime {
    get { moments.pointee.start }
    set { moments.pointee.start = newValue }
  }
  /// When the replies at hand were read; asked for once a read. -1: not yet.
  var arrival: Int64 {
    get { moments.pointee.arrival }
    set { moments.pointee.arrival = newValue }
  }
  /// What is looked at for every command, at an address of its own.
  private let moments: UnsafeMutablePointer<Moments>
  /// Some operations are built in.
  private let hasStrategies: Bool

  private struct Moments {
    var start = MonotonicTime.now()
    var arrival: Int64 = -1
    var looked: Int64 = 0
    var lastReply: Int64 = 0
  }
  /// Since when no connection is there, and when to try the next time.
  var downSince: Int64?
  var nextAttempt: Int64 = 0
  var pause: Int64 = 0
  /// When to look up from the sockets, and when to hand over what was counted.
  var nextTending: Int64 = 0
  private var nextHandover: Int64 = 0
  /// Why a connection was lost last.
  var lastError: ConnectionError?
  /// `fail stop`.
  let stopsAtFailure: Bool

  // operations of several commands
  var strategies: [(any OperationStrategy)?]
  var openOperations = OpenOperations()
  var wakes = TimeQueue()
  var context: StrategyContext?

  /// A server that stays away so long ends the run; nanoseconds. Also how long replies are awaited at the end of a phase.
  static let patience: Int64 = 10_000_000_000
  /// A thread looks up so often, whatever happens; nanoseconds.
  static let attention: Int64 = 50_000_000

  /// The tally of `fill`.
  var fillIndex: Int { program.operations.count }

  init(
    number: Int, program: BenchProgram, board: BenchBoard, generator: CommandGenerator,
    strategies: [(any OperationStrategy)?], stopsAtFailure: Bool
  ) throws(SystemError) {
    self.stopsAtFailure = stopsAtFailure
    self.number = number
    self.program = program
    self.board = board
    self.generator = generator
    self.strategies = strategies
    hasStrategies = strategies.contains { $0 != nil }
    moments = .allocate(capacity: 1)
    moments.initialize(to: Moments())
    gauge = board.gauges[number]
    tallies = .allocate(capacity: program.operations.count + 1)
    tallies.initialize(repeating: OperationTally())
    readiness = HeapCell(try Readiness())
  }

  deinit {
    _ = tallies.deinitialize()
    tallies.deallocate()
    moments.deallocate()
  }

  /// Connects all of them; once.
  func connect(_ connections: [Connection]) throws(ConnectionError) {
    for connection in connections {
      try connection.connect()
      lanes.append(BenchLane(connection))
      watch(lanes.count - 1, isNew: true)
    }
  }

  /// Forgets what was counted.
  func reset() {
    for index in tallies.indices { tallies[index] = OperationTally() }
    for strategy in strategies { strategy?.reset() }
    lag.reset()
    if timeline != nil { timeline = BenchTimeline() }
    scheduled = nil
    lastReply = 0
    losses = 0
    gauge.reset()
  }

  /// Runs one phase on the calling thread, and returns when nothing is in flight any more.
  /// - Parameter start: the same for all workers.
  func run(_ phase: BenchPhase, from start: MonotonicTime, of workers: Int) {
    self.start = start
    downSince = nil
    (nextTending, nextAttempt, nextHandover) = (0, 0, 0)
    moments.pointee.looked = 0
    switch phase {
    case .fill(let count): fill(count, of: workers)
    case .warmup(let time): work(until: time * 1_000_000, ramps: false, of: workers)
    case .measure(let time): work(until: time * 1_000_000, ramps: true, of: workers)
    }
    drain()
  }

  private func work(until deadline: Int64, ramps: Bool, of workers: Int) {
    guard let pace = program.load.pace else { return runClosed(until: deadline) }
    runOpen(SendSchedule(pace, part: number, of: workers, ramps: ramps), until: deadline)
  }

  /// Nanoseconds since the phase began.
  @inline(__always)
  var now: Int64 { MonotonicTime.now().nanoseconds - start.nanoseconds }

  // MARK: Beginning operations

  /// Begins the next operation on a lane; false: it could not be, and the run ends.
  /// - Parameter intended: when it was due, or now.
  func begin(on lane: BenchLane, _ index: Int, intended: Int64) -> Bool {
    let operation = generator.choose()
    generator.prepare(operation)
    if hasStrategies, let strategy = strategies[operation] {
      begin(strategy, operation, on: index, intended: intended)
      return true
    }
    if let failure = generator.render(operation, into: &lane.connection.encoder) {
      board.fail(.configuration("`\(program.operations[operation].name)`: \(failure.detail)"))
      return false
    }
    didEnqueue(lane, operation, intended)
    return true
  }

  @inline(__always)
  func didEnqueue(_ lane: BenchLane, _ operation: Int, _ intended: Int64) {
    lane.connection.didEnqueue(tag: Self.tag(operation, intended))
    lane.hasNews = true
    lane.open += 1
    tallies[operation].sent += 1
  }

  /// A command's name while it is in flight: the operation in the low byte, when it was due above.
  static func tag(_ operation: Int, _ intended: Int64) -> UInt64 {
    UInt64(bitPattern: max(intended, 0)) << 8 | UInt64(operation)
  }

  /// An operation of several commands: its place.
  static let strategyTag: UInt64 = 1 << 63

  // MARK: Lanes

  func send(_ lane: BenchLane, _ index: Int) {
    guard lane.hasNews, !lane.isDown else { return }
    lane.hasNews = false
    do throws(ConnectionError) {
      try lane.connection.send(at: looked)
    } catch {
      return lose(lane, index, error)
    }
    if lane.connection.isWriting != lane.awaitsRoom {
      lane.awaitsRoom.toggle()
      watch(index, isNew: false)
    }
  }

  func watch(_ index: Int, isNew: Bool) {
    guard let descriptor = lanes[index].connection.descriptor else { return }
    readiness.pointer.pointee.watch(
      descriptor, as: index, writing: lanes[index].awaitsRoom, isNew: isNew)
  }

  /// The clock as it was when it was looked at last: good enough for the silence of a server.
  var looked: MonotonicTime {
    MonotonicTime(nanoseconds: start.nanoseconds + max(moments.pointee.looked, 0))
  }

  /// Waits for sockets, at most until a moment of the phase's clock.
  func wait(until moment: Int64, _ serve: (Int) -> Void) {
    let now = now
    moments.pointee.looked = now
    // A phase begins a little after its threads: `now` may be below zero, and `moment` the end of time.
    var limit = min(moment, now + Self.attention) - now
    if let wake = wakes.next { limit = min(limit, wake - now) }
    readiness.pointer.pointee.wait(nanoseconds: limit, serve)
  }

  /// Tells the thread that watches.
  func publish(due: Int = 0) {
    var (sent, ok, failed) = (0, 0, 0)
    for tally in tallies {
      sent += tally.sent
      ok += tally.ok
      failed += tally.failed
    }
    gauge.sent.store(sent, ordering: .relaxed)
    gauge.ok.store(ok, ordering: .relaxed)
    gauge.failed.store(failed, ordering: .relaxed)
    gauge.due.store(due, ordering: .relaxed)
    guard board.wantsTallies, moments.pointee.looked >= nextHandover else { return }
    nextHandover = moments.pointee.looked + Self.handover
    gauge.hand(
      over: BenchBoard.Handover(
        tallies: Array(tallies[..<fillIndex]), moment: moments.pointee.looked, due: due))
  }

  /// Nanoseconds: two looks a second.
  private static let handover: Int64 = 450_000_000
}
