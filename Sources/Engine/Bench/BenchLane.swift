import Platform
import RedisClient

/// One connection of a worker. What is counted for every command lies at an address of its own: a class would check each access
/// while it runs.
final class BenchLane {
  private struct State {
    var open = 0
    var isDown = false
    var awaitsRoom = false
    var hasNews = false
  }

  let connection: Connection
  private let state: UnsafeMutablePointer<State>

  init(_ connection: Connection) {
    self.connection = connection
    state = .allocate(capacity: 1)
    state.initialize(to: State())
  }

  deinit { state.deallocate() }

  /// Operations begun and not ended: those in flight, and those that wait for something.
  var open: Int {
    get { state.pointee.open }
    set { state.pointee.open = newValue }
  }

  var isDown: Bool {
    get { state.pointee.isDown }
    set { state.pointee.isDown = newValue }
  }

  /// Watched for room to write, too.
  var awaitsRoom: Bool {
    get { state.pointee.awaitsRoom }
    set { state.pointee.awaitsRoom = newValue }
  }

  /// Something was appended since it was sent last.
  var hasNews: Bool {
    get { state.pointee.hasNews }
    set { state.pointee.hasNews = newValue }
  }
}
