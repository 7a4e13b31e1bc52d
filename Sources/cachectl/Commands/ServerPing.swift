import ArgumentParser
import Console
import Engine
import RedisClient

/// `server ping [NAME…]`: whether servers answer, and how fast.
struct ServerPing: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ping", abstract: "Whether servers answer, and how fast.")

  @OptionGroup var global: GlobalOptions
  @Argument(
    help: "Names or URLs; without any, the server of -s or the environment.",
    completion: ShellCompletion.servers)
  var servers: [String] = []

  /// The fastest of so many is the way there and back; the slowest says how steady it is.
  private static let rounds = 10

  func run() throws {
    let invocation = try Invocation(global)
    let pool = ServerPool(try ServerProfiles.load(invocation), invocation.options)
    defer { pool.stop() }
    var table = ResultTable([
      .text("server"), .text("answer"), .number("fastest ms"), .number("slowest ms"),
    ])
    var worst: CommandFailure?
    for target in try pool.targets(named: servers) {
      do throws(RunFailure) {
        let session = try pool.session(on: target)
        var times: [Double] = []
        for _ in 0..<Self.rounds {
          let start = MonotonicTime.now()
          _ = try session.call("PING")
          times.append(Double(MonotonicTime.now().nanoseconds - start.nanoseconds) / 1e6)
        }
        table.append([
          target.name, "pong", Units.decimal(times.min() ?? 0, places: 3),
          Units.decimal(times.max() ?? 0, places: 3),
        ])
      } catch {
        table.append([target.name, error.message, "", ""])
        worst = worst ?? CommandFailure(error.exitCode)
      }
    }
    try invocation.print(table, as: "servers")
    if let worst { throw worst }
  }
}
