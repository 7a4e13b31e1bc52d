import Platform
import RedisClient

/// One connection of a worker.
final class BenchLane {
  let connection: Connection
  /// Operations begun and not ended: those in flight, and those that wait for something.
  var open = 0
  var isDown = false
  /// Watched for room to write, too.
  var awaitsRoom = false
  /// Something was appended since it was sent last.
  var hasNews = false

  init(_ connection: Connection) { self.connection = connection }
}
