import Foundation
import Platform
import Synchronization
import TestSupport
import Testing

/// The value × write table once more: the program is killed by SIGKILL in the middle of its writes, at a moment that a seed
/// chooses, and run again. What is there then is what the model says.
@Suite struct StructureKillTests {
  static let servers = [nil] + ServerBinary.others().map(Optional.some)

  @Test(arguments: servers) func killedInTheMiddleAndRunAgain(_ binary: ServerBinary?) throws {
    let server = try TestServer(binary: binary)
    defer { server.stop() }
    let client = try TestClient(server)
    let folder = try TemporaryFolder()
    for (number, cell) in StructureCell.all.enumerated() {
      let seed = UInt64(20_261_128 + number)
      let model = StructureModel(cell, seed: seed)
      _ = try folder.file("rows.csv", model.csv(shuffled: false))
      let recipe = try folder.file("cell.recipe", model.recipe(expires: true) + " batch 5\n")
      try model.prepare(client)
      var random = SeededRandom(seed: seed)
      // Twenty keys are written whole, one command each; of the others there are more.
      let moment = Int.random(in: 1...15, using: &random)
      try runAndKill(recipe, server, atWrite: moment)
      let name = "\(cell), seed \(seed), killed at write \(moment)"
      // What was on its way is done, or never will be.
      let end = Date(timeIntervalSinceNow: 20)
      while try client.call("CLIENT", "LIST").text?.contains("name=cachectl") == true, Date() < end
      { usleep(2000) }
      let before = try? model.entryCount(client)
      let result = try Program.run("run", recipe, "-s", "unix://\(server.socketPath)", "-y")
      #expect(result.exit == 0, "\(name): \(result.errors)")
      if cell.isRepeatable {
        let (found, wanted) = (try model.read(client), model.expected(expires: true))
        #expect(found == wanted, "\(name)")
      } else if cell.shape != .zsetSum {
        // What was appended before the end stands twice, and that is all.
        #expect(try model.entryCount(client) == (before ?? 0) + model.rows.count, "\(name)")
      }
      // What is built beside a key has a life of its own and goes by itself; nothing stays for ever.
      for key in try client.call("KEYS", "*cachectl*").elements.compactMap(\.text) {
        #expect(try client.call("PTTL", key).integer ?? -1 > 0, "\(name): \(key)")
      }
    }
  }

  /// Runs the recipe through a proxy that kills the program when its n-th write is on its way.
  private func runAndKill(_ recipe: String, _ server: TestServer, atWrite moment: Int) throws {
    let program = Atomic<Int32>(0)
    let writes = Atomic(0)
    let proxy = try FaultProxy(toSocket: server.socketPath) { _ in
      var fault = FaultProxy.Fault()
      fault.cutsBefore = { command in
        guard Self.isWrite(command) else { return false }
        guard writes.wrappingAdd(1, ordering: .relaxed).newValue == moment else { return false }
        let end = Date(timeIntervalSinceNow: 20)
        while program.load(ordering: .acquiring) == 0, Date() < end { usleep(500) }
        kill(program.load(ordering: .acquiring), SIGKILL)
        return true
      }
      return fault
    }
    defer { proxy.stop() }
    let started = try Program.start(
      ["run", recipe, "-s", "redis://127.0.0.1:\(proxy.port)", "-y", "-q"])
    program.store(started.id, ordering: .releasing)
    #expect(try started.finish().exit == 128 + SIGKILL)
  }

  private static func isWrite(_ command: [[UInt8]]) -> Bool {
    let name = command.first.map { String(decoding: $0, as: UTF8.self).lowercased() } ?? ""
    return ["evalsha", "hset", "sadd", "rpush", "zadd", "pfadd", "xadd", "geoadd", "set"]
      .contains(name)
  }
}
