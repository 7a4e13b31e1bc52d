import Planner
import RESP
import Recipe
import RedisClient

/// Runs the tests of scripts on a server, in order, and removes their scratch keys.
package struct ScriptTestRun {
  package struct Result: Sendable {
    package let script: String
    package let test: ScriptTest
    /// Counted from 1.
    package let number: Int
    /// Nil when the reply is what was expected.
    package let mismatch: ReplyMismatch?
    package let seconds: Double
  }

  private let session: ServerSession
  private let patience: ScriptCaller.Patience
  private let interrupts: any InterruptSource
  /// What is in every scratch key, and in no key of anybody else's.
  private let run: [UInt8]

  package init(
    on session: ServerSession, run: String, _ patience: ScriptCaller.Patience,
    interrupts: any InterruptSource
  ) {
    self.session = session
    self.run = Array(run.utf8)
    self.patience = patience
    self.interrupts = interrupts
  }

  package func perform(_ scripts: [Script]) throws(RunFailure) -> [Result] {
    if session.isPrivate {
      // Nobody else is there to be kept waiting by a script that is to be ended.
      _ = try session.ask("CONFIG", "SET", "lua-time-limit", "100")
    }
    let caller = try ScriptCaller(on: session, patience, interrupts: interrupts)
    var results: [Result] = []
    do throws(RunFailure) {
      for script in scripts where !script.tests.isEmpty {
        try caller.prepare(script)
        for (index, test) in script.tests.enumerated() {
          let start = MonotonicTime.now()
          let mismatch = try mismatch(of: test, script, caller)
          let nanoseconds = MonotonicTime.now().nanoseconds - start.nanoseconds
          results.append(
            Result(
              script: script.name, test: test, number: index + 1, mismatch: mismatch,
              seconds: Double(nanoseconds) / 1e9))
        }
      }
    } catch {
      // What failed says more than what could not be cleaned up after it.
      try? cleanUp(scripts)
      throw error
    }
    try cleanUp(scripts)
    return results
  }

  private func mismatch(
    of test: ScriptTest, _ script: Script, _ caller: ScriptCaller
  ) throws(RunFailure) -> ReplyMismatch? {
    let reply: Reply
    do throws(RunFailure) {
      reply = try caller.call(
        script, function: test.function, keys: test.keys, arguments: test.arguments)
    } catch {
      // A reply that cannot be read is this test's fault; the next one has a connection of its own again.
      guard case .connection(let lost) = error, lost.kind == .brokenProtocol else { throw error }
      return ReplyMismatch(
        place: "", expected: test.expected.typedText, got: "no reply: \(lost.detail)")
    }
    return ReplyMismatch(reply, expecting: test.expected)
  }

  private func cleanUp(_ scripts: [Script]) throws(RunFailure) {
    guard !session.isPrivate else { return }
    let keys: Set<[UInt8]> = Set(scripts.flatMap { $0.tests.flatMap(\.keys) })
    for key in keys where key.contains(run) {
      let reply = try session.ask([Array("UNLINK".utf8), key])
      if let error = reply.error { throw .server(error, doing: "UNLINK of a scratch key") }
    }
  }
}
