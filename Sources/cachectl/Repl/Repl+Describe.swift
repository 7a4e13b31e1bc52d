import Bytes
import Console
import Engine
import Planner
import Platform
import RESP
import Recipe

/// `\d`: what is declared, or everything about one key.
extension Repl {
  func describeDeclarations() throws -> Outcome {
    let known = session.known
    var table = ResultTable([.text("kind"), .text("name"), .text("what")])
    for server in known.servers {
      table.append(["server", server.name, server.serverClass.rawValue])
    }
    for source in known.sources { table.append(["source", source.name, source.summary]) }
    for family in known.families {
      let type = family.type.map { " \($0.rawValue)" } ?? ""
      table.append(["key", family.name, family.template.text + type])
    }
    for (name, value) in known.parameters { table.append(["param", name, value]) }
    let text = table.text(as: "declarations", invocation)
    if text.isEmpty {
      say("nothing is declared; \\d KEY describes a key")
    } else {
      try output.collecting { try invocation.print(text) }
    }
    return .done
  }

  func describe(key text: String) throws -> Outcome {
    let key: [UInt8]
    do throws(RawCommandLine.Problem) {
      key = try RawCommandLine(text).arguments.first ?? []
    } catch {
      complain(error.message)
      return .mistake
    }
    let description = try KeyDescription(key, on: try liveServer())
    guard let description else {
      say("no key \(Escaping.escaped(key))")
      return .failed
    }
    let palette = invocation.output.palette
    var lines = description.facts.map { name, value in
      palette.paint(DisplayWidth.pad(name, to: 9), .muted) + value
    }
    let table = ReplyTable(
      width: invocation.output.width, palette: palette, isVertical: isVertical)
    lines += table.lines(description.value, to: description.command)
    if description.isElided { lines.append(palette.paint("… only the first of them", .muted)) }
    try output.show(lines, invocation)
    return .done
  }
}

/// One key: its type, how long it lives, what it costs, and the beginning of its value.
private struct KeyDescription {
  let facts: [(name: String, value: String)]
  let command: [[UInt8]]
  let value: Reply
  let isElided: Bool

  /// Elements, and bytes of a string, that are shown.
  private static let shown = 20
  private static let shownBytes = 1000

  /// Nil when there is no such key. The encoding and idle time are asked first: a read would reset them.
  init?(_ key: [UInt8], on server: ServerSession) throws(RunFailure) {
    func ask(_ words: String..., then rest: [String] = []) throws(RunFailure) -> Reply {
      try server.ask(words.map { Array($0.utf8) } + [key] + rest.map { Array($0.utf8) })
    }
    guard let type = try ask("TYPE").text, type != "none" else { return nil }
    let idle = try ask("OBJECT", "IDLETIME").integer
    let encoding = try ask("OBJECT", "ENCODING").text
    let memory = try ask("MEMORY", "USAGE").integer
    let life = try ask("PTTL").integer ?? -1
    let (reader, counter) = Self.readers[type] ?? ([], nil)
    let count = try counter.map { word throws(RunFailure) in try ask(word).integer ?? 0 }
    let possible: [(String, String?)] = [
      ("key", Escaping.escaped(key)),
      ("type", Escaping.escaped(type) + (encoding.map { " (\(Escaping.escaped($0)))" } ?? "")),
      ("ttl", life < 0 ? "never" : Units.duration(milliseconds: life)),
      ("idle", idle.map { Units.duration(milliseconds: $0 * 1000) }),
      ("memory", memory.map(Units.bytes)),
      (type == "string" ? "bytes" : "elements", count.map(Units.count)),
    ]
    facts = possible.compactMap { name, value in value.map { (name, $0) } }
    isElided = (count ?? 0) > (type == "string" ? Self.shownBytes : Self.shown)
    guard let word = reader.first else {
      (command, value) = ([], .null)
      return
    }
    let reply = try ask(word, then: Array(reader.dropFirst()))
    // HSCAN and its kind answer with a cursor and then the elements, of which small ones give all.
    value = word.hasSuffix("SCAN") ? Self.first(reply, pairs: type == "hash") : reply
    command =
      [Array((type == "hash" ? "HGETALL" : word).utf8)] + reader.dropFirst().map { Array($0.utf8) }
  }

  private static func first(_ reply: Reply, pairs: Bool) -> Reply {
    guard let parts = reply.elements, parts.count == 2, let elements = parts[1].elements else {
      return reply
    }
    return .array(Array(elements.prefix(pairs ? 2 * shown : shown)))
  }

  /// How the beginning of a value is read, and its length.
  private static let readers: [String: (reader: [String], counter: String?)] = [
    "string": (["GETRANGE", "0", "999"], "STRLEN"),
    "hash": (["HSCAN", "0", "COUNT", "20"], "HLEN"),
    "list": (["LRANGE", "0", "19"], "LLEN"),
    "set": (["SSCAN", "0", "COUNT", "20"], "SCARD"),
    "zset": (["ZRANGE", "0", "19", "WITHSCORES"], "ZCARD"),
    "stream": (["XRANGE", "-", "+", "COUNT", "20"], "XLEN"),
  ]
}

extension SourceDeclaration {
  /// `csv data/feed.csv`, without secrets.
  var summary: String {
    switch kind {
    case .csv(let format): "csv \(format.path)"
    case .jsonl(let path): "jsonl \(path)"
    case .lines(let path): "lines \(path)"
    case .sqlite(let path): "sqlite \(path)"
    case .postgres: "postgres"
    case .redis: "redis"
    }
  }
}
