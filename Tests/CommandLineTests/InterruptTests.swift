import Foundation
import TestSupport
import Testing

/// The first SIGINT or SIGTERM: nothing new is sent, what was sent is accounted for.
@Suite struct InterruptTests {
  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)])
  func stopsAndAddsUp(_ signal: Int32, _ exit: Int) throws {
    let server = try TestServer(["enable-debug-command yes"])
    _ = try server.raw("DEBUG", "POPULATE", "20000", "i")
    let program = try Program.start([
      "-s", "unix://\(server.socketPath)", "-y", "--json", "sweep", "i:*", "rate", "2k/s",
    ])
    var left = 20_000
    for _ in 0..<1000 where left > 19_000 {
      usleep(10_000)
      left = Int(try server.raw("DBSIZE").dropFirst().dropLast()) ?? 0
    }
    program.send(signal)
    let ending = try program.finish()
    #expect(ending.exit == Int32(exit))
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(ending.output)) as? [String: Any])
    let statement = try #require((report["statements"] as? [[String: Any]])?.first)
    let count = { (name: String) in statement[name] as? Int ?? -1 }
    #expect(count("planned") == count("ok") + count("failed") + count("skipped") + count("unknown"))
    left = Int(try server.raw("DBSIZE").dropFirst().dropLast()) ?? 0
    #expect(count("ok") == 20_000 - left)
    #expect(count("unknown") == 0)
    #expect(left > 0)
  }
}
