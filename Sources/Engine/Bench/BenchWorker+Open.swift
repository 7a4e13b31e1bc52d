import Planner
import Recipe
import RedisClient

/// By a schedule: an operation is due when it is due, whatever the server does, and its latency counts from then. One that finds no
/// room waits for it, and its latency shows that; so a server that stalls is seen in full, which a loop that waits for replies hides.
extension BenchWorker {
  func runOpen(_ schedule: SendSchedule, until deadline: Int64) {
    let depth = program.load.depth
    var next = 0
    var due = schedule.due(0)
    var lane = 0
    // Operations that were due before this one had to wait for room.
    var isBehind = false
    while !board.isStopping {
      let moment = now
      guard moment < deadline else { break }
      while due <= moment {
        guard let free = room(from: lane, depth) else {
          isBehind = true
          break
        }
        if !isBehind { lag.record(moment - due) }
        guard begin(on: lanes[free], free, intended: due) else { return }
        lane = free + 1 == lanes.count ? 0 : free + 1
        next += 1
        due = schedule.due(next)
      }
      if due > moment { isBehind = false }
      sendAll()
      wait(until: isBehind ? deadline : min(due, deadline)) { index in
        self.receive(self.lanes[index], index)
        self.send(self.lanes[index], index)
      }
      wakeOperations { _, _ in }
      tend(moment, due: { schedule.count(before: moment) }) { _, _ in }
    }
    scheduled = schedule.count(before: min(now, deadline))
  }

  /// The next lane that can take a command; nil when all are full.
  private func room(from first: Int, _ depth: Int) -> Int? {
    var index = first
    for _ in lanes.indices {
      let lane = lanes[index]
      if !lane.isDown, lane.connection.inFlightCommands < depth { return index }
      index = index + 1 == lanes.count ? 0 : index + 1
    }
    return nil
  }

  private func sendAll() {
    for (index, lane) in lanes.enumerated() where lane.hasNews { send(lane, index) }
  }
}
