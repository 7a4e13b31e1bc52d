import Bytes
import Planner
import RESP

/// `clean "bench:*"`: removes what a bench wrote, by its prefix, a page of SCAN and an UNLINK at a time. Never FLUSHALL.
struct BenchCleaner {
  let session: ServerSession
  let glob: [UInt8]

  private static let page = "1000"

  /// How many keys were removed.
  /// - Parameter shouldStop: asked before each page.
  func run(until shouldStop: () -> Bool) throws(RunFailure) -> Int {
    var cursor = Array("0".utf8)
    var removed = 0
    repeat {
      let reply = try session.ask(
        [Array("SCAN".utf8), cursor, Array("MATCH".utf8), glob, Array("COUNT".utf8)]
          + [Array(Self.page.utf8)])
      if let error = reply.error { throw .server(error, doing: "SCAN") }
      guard let parts = reply.elements, parts.count == 2, let next = parts[0].bytes,
        let keys = parts[1].elements
      else { return removed }
      cursor = next
      let names = keys.compactMap(\.bytes)
      guard !names.isEmpty else { continue }
      // Removing twice removes nothing more.
      let answer = try session.ask([Array("UNLINK".utf8)] + names)
      if let error = answer.error { throw .server(error, doing: "UNLINK") }
      removed += answer.integer ?? 0
    } while cursor != Array("0".utf8) && !shouldStop()
    return removed
  }
}
