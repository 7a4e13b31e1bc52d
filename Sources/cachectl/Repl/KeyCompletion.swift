import Bytes
import Console
import Engine
import Platform
import RESP
import Recipe

/// Keys: families first, then a SCAN that ends at a deadline. A production server is asked only while
/// `\unsafe` lifts safe mode.
final class KeyCompletion {
  private let session: ReplSession
  private var cache: (server: String, prefix: String, keys: [String], at: Int)?
  /// 150 ms from the first page, at most 200 keys.
  private static let deadline = 150_000_000
  private static let limit = 200
  /// How long what was found is offered again.
  private static let age = 10_000_000_000

  init(_ session: ReplSession) { self.session = session }

  func complete(_ prefix: String, ending: String = " ") -> Completion {
    guard session.permissionClass != .production else {
      return Completion(
        word: prefix, hint: "keys are not looked for on a production server, but after \\unsafe")
    }
    let found = keys(prefix).map { Completion.Candidate($0, ending: ending) }
    return Completion(word: prefix, candidates: found)
  }

  private func keys(_ prefix: String) -> [String] {
    let now = Clocks.monotonicNanoseconds()
    if let cache, cache.server == session.target.name, prefix.hasPrefix(cache.prefix),
      cache.keys.count < Self.limit || prefix == cache.prefix, now - cache.at < Self.age
    {
      return cache.keys.filter { $0.hasPrefix(prefix) }
    }
    guard session.isConnected, let server = try? session.server() else { return [] }
    var found: Set<String> = []
    var cursor = "0"
    let pattern = Array(prefix.utf8).withUnsafeBytes { bytes in
      GlobPattern.escape(ByteSlice(bytes)) + [UInt8(ascii: "*")]
    }
    repeat {
      guard
        let reply = try? server.ask(
          [
            Array("SCAN".utf8), Array(cursor.utf8), Array("MATCH".utf8), pattern,
            Array("COUNT".utf8), Array("500".utf8),
          ]).elements,
        reply.count == 2, let next = reply[0].text, let page = reply[1].elements
      else { break }
      cursor = next
      // A key that cannot be typed as it is, is not offered.
      for key in page.compactMap(\.text) where Self.isPlain(key) { found.insert(key) }
    } while cursor != "0" && found.count < Self.limit
      && Clocks.monotonicNanoseconds() - now < Self.deadline
    let keys = found.sorted()
    cache = (session.target.name, prefix, keys, now)
    return keys
  }

  private static func isPlain(_ key: String) -> Bool {
    !key.isEmpty
      && key.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control && $0 != " " && $0 != "\"" && $0 != "'"
          && $0 != "\\" && $0 != "\u{FFFD}"
      } && Escaping.escaped(key) == key
  }
}
