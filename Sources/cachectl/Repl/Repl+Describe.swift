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
    if let value = description.value { lines += table.lines(value, to: description.command) }
    if description.isElided { lines.append(palette.paint("… only the beginning", .muted)) }
    try output.show(lines, invocation)
    return .done
  }
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
    case .redis(let server): "redis" + (server.map { " \($0)" } ?? "")
    }
  }
}
