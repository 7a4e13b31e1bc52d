import Planner
import RESP
import RedisClient

/// Operations of several commands: each stands at a place, and its strategy says what it does next.
extension BenchWorker {
  func begin(
    _ strategy: any OperationStrategy, _ operation: Int, on index: Int, intended: Int64
  ) {
    let place = openOperations.add(
      OpenOperations.Record(operation: operation, lane: index, start: intended))
    lanes[index].open += 1
    tallies[operation].sent += 1
    let context = context(for: index)
    take(strategy.begin(place, context), place)
  }

  /// A reply to the command that an operation sent last.
  func step(_ tag: UInt64, _ reply: ReplyView) {
    let place = Int(tag & ~Self.strategyTag)
    let record = openOperations.records[place]
    guard let strategy = strategies[record.operation] else { return }
    take(strategy.replied(place, reply, context(for: record.lane)), place)
  }

  /// Those whose moment has come.
  func wakeOperations(_ refill: (BenchLane, Int) -> Void) {
    guard wakes.next != nil else { return }
    let moment = now
    while let place = wakes.pop(by: moment) {
      guard let index = livingLane(of: place) else {
        wakes.add(place, at: moment + Self.attention)
        return
      }
      guard let strategy = strategies[openOperations.records[place].operation] else { continue }
      take(strategy.woken(place, context(for: index)), place)
      refill(lanes[index], index)
      send(lanes[index], index)
    }
  }

  /// The lane of an operation; another one where that is down, nil where all are.
  private func livingLane(of place: Int) -> Int? {
    let bound = openOperations.records[place].lane
    guard lanes[bound].isDown else { return bound }
    guard let other = lanes.firstIndex(where: { !$0.isDown }) else { return nil }
    lanes[bound].open -= 1
    lanes[other].open += 1
    openOperations.move(place, to: other)
    return other
  }

  private func take(_ step: StrategyStep, _ place: Int) {
    let record = openOperations.records[place]
    let lane = lanes[record.lane]
    switch step {
    case .sent:
      lane.connection.didEnqueue(tag: Self.strategyTag | UInt64(place))
      lane.hasNews = true
    case .wait(let time): wakes.add(place, at: time)
    case .done(let outcome):
      finish(place, record)
      switch outcome {
      case .ok(let answered):
        tallies[record.operation].ok += 1
        let end = answered ?? now
        tallies[record.operation].latency.record(end - record.start)
        timeline?.succeed(end - record.start, at: end)
      case .failed(let code, let detail): fail(record.operation, code: code, detail: detail)
      }
    }
  }

  private func finish(_ place: Int, _ record: OpenOperations.Record) {
    openOperations.remove(place)
    lanes[record.lane].open -= 1
  }

  /// Its connection was lost with a command of it in flight.
  func forget(_ tag: UInt64) {
    let place = Int(tag & ~Self.strategyTag)
    let record = openOperations.records[place]
    strategies[record.operation]?.lost(place)
    tallies[record.operation].unknown += 1
    openOperations.remove(place)
  }

  /// Operations that still wait when a phase is over.
  func abandonOperations() {
    while let place = wakes.pop(by: .max) {
      let record = openOperations.records[place]
      strategies[record.operation]?.lost(place)
      tallies[record.operation].unknown += 1
      finish(place, record)
    }
    openOperations.removeAll()
  }

  private func context(for lane: Int) -> StrategyContext {
    let made = context ?? StrategyContext(generator, lanes[lane].connection)
    context = made
    made.connection = lanes[lane].connection
    made.now = now
    made.phaseStart = start.nanoseconds
    return made
  }
}
