import Bytes
import SourceText

extension LuaReader {
  // MARK: The header

  mutating func checkHeader(_ calls: LuaCalls) {
    let isLibrary = kind == .library
    let end = assembled.bytes.firstIndex(of: UInt8(ascii: "\n")) ?? assembled.bytes.count
    let first = header?.span ?? Span(0, end)
    if let header {
      if header.engine.lowercased() != "lua" { report(.unknownEngine(header.engine), at: first) }
      for word in header.unknown { report(.unknownWord(word), at: first) }
      if !isLibrary, header.name != nil { report(.scriptWithName, at: first) }
      if isLibrary {
        guard let name = header.name, !name.isEmpty else { return report(.noName, at: first) }
        if !name.utf8.allSatisfy(LuaLexer.isWord) { report(.badName(name), at: first) }
      }
    } else if isLibrary {
      report(.noHeader, at: first)
    }
    if isLibrary, !calls.registersFunctions { report(.noFunction, at: first) }
  }

  // MARK: What it does

  mutating func checkGlobals(
    _ accesses: [LuaBytecode.GlobalAccess], _ tokens: [LuaToken]
  ) {
    guard !accesses.isEmpty else { return }
    var seen: Set<String> = []
    let assigned = Set(accesses.filter(\.isAssignment).map(\.name))
    let isLibrary = kind == .library
    for access in accesses where seen.insert("\(access.name) \(access.isAssignment)").inserted {
      let isMissing =
        !CommandFacts.globals.union(assigned).contains(access.name)
        || isLibrary && (access.name == "KEYS" || access.name == "ARGV")
      guard access.isAssignment || isMissing else { continue }
      let range = lines.range(of: access.line)
      let token = tokens.first {
        range.contains($0.span.start) && $0.isName(access.name)
      }
      let span = token?.span ?? lines.trimmed(access.line)
      report(
        access.isAssignment
          ? .globalAssignment(access.name)
          : .unknownGlobal(access.name, isLibrary: isLibrary), at: span)
    }
  }

  mutating func checkCommands(_ calls: LuaCalls) -> [LuaScript.LiteralKey] {
    var keys: [LuaScript.LiteralKey] = []
    for (name, span) in calls.clocksAndDice {
      report(name == "os.clock" ? .clock : .random, at: span)
    }
    for call in calls.calls {
      var subcommand: String?
      let first = call.argument(1)
      if first.count == 1, case .string(let word?)? = first.first?.kind {
        subcommand = String(decoding: word, as: UTF8.self).uppercased()
      }
      if CommandFacts.isForbidden(call.command, subcommand: subcommand) {
        report(.forbidden(call.command), at: call.span)
      } else if call.command == "KEYS" || call.command == "SCAN" {
        report(.walk(call.command), at: call.span)
      } else if call.command == "RANDOMKEY" {
        report(.randomKey(call.command), at: call.span)
      } else if let place = CommandFacts.firstKey(call.command),
        let key = literalKey(call.argument(place))
      {
        let name = Escaping.escaped(key.name)
        diagnostics.append(
          LuaProblem.undeclaredKey(name, isPrefix: key.isPrefix).diagnostic(at: key.location))
        keys.append(key)
      }
    }
    return keys
  }

  /// A key that begins with literal text.
  private func literalKey(_ argument: ArraySlice<LuaToken>) -> LuaScript.LiteralKey? {
    guard let first = argument.first, case .string(let name?) = first.kind, !name.isEmpty else {
      return nil
    }
    guard argument.count == 1 || argument.dropFirst().first?.kind == .concatenation else {
      return nil
    }
    return LuaScript.LiteralKey(
      name: name, location: assembled.location(of: first.span), isPrefix: argument.count > 1)
  }
}
