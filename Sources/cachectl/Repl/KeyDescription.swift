import Bytes
import Console
import Engine
import RESP

/// One key: its type, how long it lives, what it costs, and the beginning of its value. Reads only, and not more than is shown.
struct KeyDescription {
  let facts: [(name: String, value: String)]
  /// The command whose reply the value is, as far as its rendering depends on it.
  let command: [[UInt8]]
  /// Nil where the bytes would say nothing to a person.
  let value: Reply?
  let isElided: Bool

  /// Elements, and bytes of a string, that are shown.
  private static let shown = 20
  private static let shownBytes = 1000

  /// Nil when there is no such key. Idle time, encoding and memory are asked first: a read would reset the idle time.
  init?(_ key: [UInt8], on server: ServerSession) throws(RunFailure) {
    func ask(_ words: String..., then rest: [String] = []) throws(RunFailure) -> Reply {
      try server.ask(words.map { Array($0.utf8) } + [key] + rest.map { Array($0.utf8) })
    }
    guard let type = try ask("TYPE").text, type != "none" else { return nil }
    var facts = [("key", Escaping.escaped(key)), ("type", Escaping.escaped(type))]
    let idle = try ask("OBJECT", "IDLETIME").integer
    if let encoding = try ask("OBJECT", "ENCODING").text {
      facts[1].1 += " (\(Escaping.escaped(encoding)))"
    }
    let life = try ask("PTTL").integer ?? -1
    facts.append(("ttl", life < 0 ? "never" : Units.duration(milliseconds: life)))
    if let idle { facts.append(("idle", Units.duration(milliseconds: idle * 1000))) }
    if let memory = try ask("MEMORY", "USAGE").integer {
      facts.append(("memory", Units.bytes(memory)))
    }
    guard let reader = Self.readers[type] else {
      // A module's type: only its module can read it.
      (self.facts, command, value, isElided) = (facts, [], nil, false)
      return
    }
    let count = try ask(reader.counter).integer ?? 0
    facts.append((type == "string" ? "bytes" : "elements", Units.count(count)))
    let reply = try ask(reader.command[0], then: Array(reader.command.dropFirst()))
    if type == "stream" { facts += Self.streamFacts(try ask("XINFO", "STREAM")) }
    let isSketch = type == "string" && reply.bytes?.starts(with: Array("HYLL".utf8)) == true
    if isSketch, let distinct = try ask("PFCOUNT").integer {
      facts.append(("distinct", "≈ \(Units.count(distinct)) (a HyperLogLog)"))
      (self.facts, command, value, isElided) = (facts, [], nil, false)
      return
    }
    self.facts = facts
    isElided = count > (type == "string" ? Self.shownBytes : Self.shown)
    // HSCAN and its kind answer with a cursor and then the elements, of which small ones give all.
    value =
      reader.command[0].hasSuffix("SCAN") ? Self.first(reply, pairs: type == "hash") : reply
    command = (type == "hash" ? ["HGETALL"] : reader.command).map { Array($0.utf8) }
  }

  /// The last id and the consumer groups, from `XINFO STREAM`.
  private static func streamFacts(_ reply: Reply) -> [(String, String)] {
    guard let elements = reply.elements else { return [] }
    var facts: [(String, String)] = []
    for index in stride(from: 0, to: elements.count - 1, by: 2) {
      let value = elements[index + 1]
      switch elements[index].text {
      case "last-generated-id"?:
        facts.append(("last id", Escaping.escaped(value.text ?? "")))
      case "groups"?: facts.append(("groups", Units.count(value.integer ?? 0)))
      default: break
      }
    }
    return facts
  }

  private static func first(_ reply: Reply, pairs: Bool) -> Reply {
    guard let parts = reply.elements, parts.count == 2, let elements = parts[1].elements else {
      return reply
    }
    return .array(Array(elements.prefix(pairs ? 2 * shown : shown)))
  }

  /// How the beginning of a value is read, and its length.
  private static let readers: [String: (command: [String], counter: String)] = [
    "string": (["GETRANGE", "0", "999"], "STRLEN"),
    "hash": (["HSCAN", "0", "COUNT", "20"], "HLEN"),
    "list": (["LRANGE", "0", "19"], "LLEN"),
    "set": (["SSCAN", "0", "COUNT", "20"], "SCARD"),
    "zset": (["ZRANGE", "0", "19", "WITHSCORES"], "ZCARD"),
    "stream": (["XRANGE", "-", "+", "COUNT", "20"], "XLEN"),
  ]
}
