import Engine
import Foundation
import TestSupport
import Testing

/// `rate auto` against real servers: memory, evictions and a replica that lags each hold it back, and the report says which.
@Suite struct AutoPaceServerTests {
  /// What a server says of itself in INFO.
  private func number(_ name: String, _ client: TestClient) throws -> Int {
    let text = try client.call("INFO").text ?? ""
    let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix("\(name):") }
    return line.flatMap { Int($0.dropFirst(name.count + 1)) } ?? 0
  }

  private func fill(_ client: TestClient, _ count: Int, size: Int = 100_000) throws {
    let value = String(repeating: "x", count: size)
    for index in 0..<count { try client.call("SET", "filler:\(index)", value) }
  }

  private func keys(_ client: TestClient, _ count: Int) throws {
    try client.pipeline((0..<count).map { ["SET", "k:\($0)", "v"] })
  }

  /// The last words of `rate auto` on a sweep of all keys `k:*`.
  private func sweep(_ bench: Workbench, _ count: Int) throws -> String {
    let report = try bench.runOne(#"sweep "k:*" rate auto"#)
    #expect(report.exit == .done && report.ledger.ok == count, "\(report)")
    return report.notes.first { $0.hasPrefix("rate auto") } ?? "\(report.notes)"
  }

  @Test func memoryHoldsItBack() throws {
    let bench = try Workbench(["maxmemory-policy noeviction"])
    try fill(bench.client, 300)
    try keys(bench.client, 800)
    let used = try number("used_memory", bench.client)
    try bench.client.call("CONFIG", "SET", "maxmemory", "\(used + used / 50)")
    let note = try sweep(bench, 800)
    #expect(note.contains(/held back \d+× by memory \(9[5-9]% of maxmemory\)/), "\(note)")
    // There is room again: nothing is said of it.
    try bench.client.call("CONFIG", "SET", "maxmemory", "\(used * 4)")
    try keys(bench.client, 800)
    #expect(try !sweep(bench, 800).contains("memory"))
  }

  @Test func aReplicaThatLagsHoldsItBack() throws {
    let bench = try Workbench(["repl-diskless-sync-delay 0"], withPort: true)
    let port = try #require(bench.server.port)
    let replica = try TestServer(["replicaof 127.0.0.1 \(port)"], withPort: true)
    defer { replica.stop() }
    let deadline = Date.now.addingTimeInterval(60)
    func state() throws -> String { try bench.client.call("INFO", "replication").text ?? "" }
    while try !state().contains("state=online"), Date.now < deadline { usleep(10_000) }
    let id = try #require(replica.processID)
    kill(id, SIGSTOP)
    defer { kill(id, SIGCONT) }
    // Sixteen million bytes are let pass.
    try fill(bench.client, 300)
    try keys(bench.client, 800)
    let note = try sweep(bench, 800)
    #expect(note.contains(/held back .*\d+× by a replica \((29|3\d) MB behind\)/), "\(note)")
  }

  /// Somebody else fills a full cache meanwhile, whose keys have a TTL and ours have none.
  @Test func evictionsHoldItBack() throws {
    let bench = try Workbench(["maxmemory-policy volatile-lru"])
    // A full cache is short of memory, too: that alone takes a run of so many keys beyond the second look at INFO, a second after the first.
    let count = 700
    let used = try number("used_memory", bench.client)
    try bench.client.call("CONFIG", "SET", "maxmemory", "\(used + (16 << 20))")
    let stop = Flag()
    let server = bench.server
    let done = DispatchSemaphore(value: 0)
    let trouble = Thread {
      let value = String(repeating: "x", count: 20_000)
      if let client = try? TestClient(server) {
        var index = 0
        while !stop.isSet {
          index += 1
          _ = try? client.call("SET", "filler:\(index)", value, "EX", "1000")
          usleep(500)
        }
      }
      done.signal()
    }
    trouble.start()
    defer {
      stop.set()
      done.wait()
    }
    let deadline = Date.now.addingTimeInterval(60)
    while try number("evicted_keys", bench.client) == 0, Date.now < deadline { usleep(20_000) }
    try keys(bench.client, count)
    let note = try sweep(bench, count)
    #expect(note.contains(/\d+× by evictions \(\d+ at once\)/), "\(note)")
  }
}
