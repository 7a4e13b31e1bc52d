import Bytes
import Planner
import RESP

/// The keys that a bench wrote, found by their prefix, a page of SCAN at a time. Never FLUSHALL.
struct BenchCleaner {
  let session: ServerSession
  let glob: [UInt8]
  /// A key that is left alone.
  var except: [UInt8]?

  private static let page = "1000"

  /// `clean "bench:*"`: removes them, and says how many there were.
  /// - Parameter shouldStop: asked before each page.
  func run(until shouldStop: () -> Bool) throws(RunFailure) -> Int {
    // Removing twice removes nothing more.
    try change([Array("UNLINK".utf8)], until: shouldStop)
  }

  /// Lets them live so many milliseconds more at most, and says how many they are.
  func expire(after time: Int64) throws(RunFailure) -> Int {
    // One call a page; a script names its keys.
    let script = Array(
      """
      local count = 0
      for _, key in ipairs(KEYS) do
        local left = redis.call('PTTL', key)
        if left < 0 or left > tonumber(ARGV[1]) then count = count + redis.call('PEXPIRE', key, ARGV[1]) end
      end
      return count
      """.utf8)
    return try change(
      [Array("EVAL".utf8), script], counted: true, tail: [Array(String(time).utf8)]
    ) { false }
  }

  private func change(
    _ command: [[UInt8]], counted: Bool = false, tail: [[UInt8]] = [],
    until shouldStop: () -> Bool
  ) throws(RunFailure) -> Int {
    let name = String(decoding: command[0], as: UTF8.self)
    var cursor = Array("0".utf8)
    var changed = 0
    repeat {
      let reply = try session.ask(
        [Array("SCAN".utf8), cursor, Array("MATCH".utf8), glob, Array("COUNT".utf8)]
          + [Array(Self.page.utf8)])
      if let error = reply.error { throw .server(error, doing: "SCAN") }
      guard let parts = reply.elements, parts.count == 2, let next = parts[0].bytes,
        let keys = parts[1].elements
      else { return changed }
      cursor = next
      let names = keys.compactMap(\.bytes).filter { $0 != except }
      guard !names.isEmpty else { continue }
      let count = counted ? [Array(String(names.count).utf8)] : []
      let answer = try session.ask(command + count + names + tail)
      if let error = answer.error { throw .server(error, doing: name) }
      changed += answer.integer ?? 0
    } while cursor != Array("0".utf8) && !shouldStop()
    return changed
  }
}
