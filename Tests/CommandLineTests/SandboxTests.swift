import Foundation
import TestSupport
import Testing

/// `sandbox:` ends with us, even if we are killed.
#if os(Linux)  // processes are found below /proc
  @Suite struct SandboxTests {
    @Test func serverEndsWithAKilledProgram() throws {
      // Rows from a pipe that stays open: the program waits for them.
      let program = try Program.start([
        "-s", "sandbox:", "-y", "exec", "source s csv \"-\" columns [a]",
        "warm w from s key \"w:{a}\" value text \"x\" ttl 1h jitter 5m",
      ])
      try program.write("a\n1\n")
      let server = try #require(try wait(for: { Self.server(of: program.id) }))
      #expect(kill(server, 0) == 0)
      program.kill()
      #expect(try wait(for: { kill(server, 0) == 0 ? nil : true }) == true)
    }

    private func wait<Value>(for value: () -> Value?) throws -> Value? {
      for _ in 0..<1000 {
        if let found = value() { return found }
        usleep(10_000)
      }
      return nil
    }

    /// The server below a process, its child or its guardian's.
    private static func server(of parent: Int32) -> Int32? {
      let children = listing("/proc/\(parent)/task/\(parent)/children")
      return children.split(separator: " ").compactMap { Int32($0) }.lazy.compactMap { child in
        listing("/proc/\(child)/comm").contains("-server") ? child : server(of: child)
      }.first
    }

    private static func listing(_ path: String) -> String {
      (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
  }
#endif
