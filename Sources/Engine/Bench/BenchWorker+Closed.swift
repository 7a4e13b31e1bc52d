import Planner
import Recipe
import RedisClient

/// As fast as the server answers: each connection has so many commands in flight, and sends when it has replies.
extension BenchWorker {
  func runClosed(until deadline: Int64) {
    let depth = program.load.depth
    for (index, lane) in lanes.enumerated() {
      let moment = now
      top(lane, index, depth, intended: moment)
      send(lane, index)
    }
    loop(until: deadline) { lane, index in
      self.top(lane, index, depth, intended: self.arrival >= 0 ? self.arrival : self.now)
    }
  }

  /// Fills a lane up. A lane that still has more than half is left alone: one system call for many commands.
  private func top(_ lane: BenchLane, _ index: Int, _ depth: Int, intended: Int64) {
    guard !lane.isDown, lane.open <= depth / 2 else { return }
    for _ in lane.open..<depth {
      guard begin(on: lane, index, intended: intended) else { return }
    }
  }

  /// `phase fill`: this worker's share of the keys, with at least so many in flight that it does not take all day.
  func fill(_ count: Int, of workers: Int) {
    guard let fill = program.fill else { return }
    let depth = max(program.load.depth, Self.fillDepth)
    var place = number
    let refill = { (lane: BenchLane, index: Int) in
      guard !lane.isDown, lane.open <= depth / 2 else { return }
      while lane.open < depth, place < count {
        if let failure = self.generator.render(fill, at: place, into: &lane.connection.encoder) {
          self.board.fail(.configuration("`fill`: \(failure.detail)"))
          return
        }
        self.didEnqueue(lane, self.fillIndex, self.now)
        place += workers
      }
    }
    for (index, lane) in lanes.enumerated() {
      refill(lane, index)
      send(lane, index)
    }
    loop(until: .max, isOver: { place >= count }, refill)
  }

  private static let fillDepth = 32

  private func loop(
    until deadline: Int64, isOver: () -> Bool = { false },
    _ refill: (BenchLane, Int) -> Void
  ) {
    while !board.isStopping, !isOver() {
      let moment = now
      guard moment < deadline else { return }
      wait(until: deadline) { index in
        let lane = self.lanes[index]
        self.receive(lane, index)
        // Past the end nothing is begun; what is in flight is awaited.
        if self.arrival < deadline { refill(lane, index) }
        self.send(lane, index)
      }
      wakeOperations { lane, index in refill(lane, index) }
      tend(moment) { lane, index in
        refill(lane, index)
        self.send(lane, index)
      }
    }
  }
}
