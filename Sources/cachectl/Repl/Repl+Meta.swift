import Console
import Engine
import Platform
import Recipe
import RedisClient
import SourceText

/// The backslash commands.
extension Repl {
  func runMeta(_ line: String) throws -> Outcome {
    let (command, word, rest) = MetaCommand.parse(line)
    guard let command else {
      let names = MetaCommand.allCases.map(\.rawValue)
      let close = EditDistance.closest(to: word, among: names.filter { $0.count > 1 })
      complain(
        "no command \\\(word)" + (close.map { "; did you mean \\\($0)?" } ?? "; \\h lists them"))
      return .mistake
    }
    if rest.isEmpty, let wanted = command.requiredArgument {
      complain("\\\(word) wants \(wanted)")
      return .mistake
    }
    switch command {
    case .c: return try change(to: rest)
    case .l: try showServers()
    case .d: return rest.isEmpty ? try describeDeclarations() : try describe(key: rest)
    case .s: try showServer()
    case .i: return try runFile(rest)
    case .e: edit()
    case .x:
      isVertical.toggle()
      say(isVertical ? "a line a field, JSON laid out" : "as tables")
    case .timing:
      showsTiming.toggle()
      say("timing \(showsTiming ? "on" : "off")")
    case .f: return try setFormat(rest)
    case .o: return setOutput(rest)
    case .watch: return try watch(every: rest)
    case .set: return try setParameter(rest)
    case .begin: return beginStaging()
    case .plan: return try runStaged(planOnly: true)
    case .apply: return try runStaged(planOnly: false)
    case .discard:
      say(staged.map { "discarded \($0.count)" } ?? "nothing is staged")
      staged = nil
    case .unsafe: return allowUnsafe(rest)
    case .raw:
      last = .raw(rest)
      return try runRaw(rest)
    case .h: return help(rest)
    case .q: return refuseToLeaveStaged() ? .failed : .quit
    }
    return .done
  }

  /// What was staged was written for the server that it was staged on.
  func refuseToLeaveStaged() -> Bool {
    guard let staged, !staged.isEmpty else { return false }
    complain(
      "\(staged.count == 1 ? "a statement is" : "\(staged.count) statements are") staged for"
        + " \(ReplPrompt.name(of: session.target)): \\apply or \\discard first")
    return true
  }

  private func change(to name: String) throws -> Outcome {
    if refuseToLeaveStaged() { return .failed }
    try session.change(to: name)
    connect(announcing: true)
    return session.isConnected ? .done : .failed
  }

  private func showServers() throws {
    var table = ResultTable([.text("server"), .text("class"), .text("url")])
    for profile in session.known.servers {
      table.append([
        profile.name, profile.serverClass.rawValue,
        profile.secretURL == nil ? profile.url : "(secret)",
      ])
    }
    if session.target.profile == nil {
      let target = session.target
      table.append([
        ReplPrompt.name(of: target), target.serverClass.rawValue, target.address.description,
      ])
    }
    try output.collecting { try invocation.print(table, as: "servers") }
  }

  private func showServer() throws {
    var table = ResultTable([.text("fact"), .text("value")])
    for (name, value) in ServerInfoCommand.facts(try liveServer()) { table.append([name, value]) }
    try output.collecting { try invocation.print(table, as: "facts") }
  }

  private func setFormat(_ name: String) throws -> Outcome {
    guard let format = OutputFormat(rawValue: name) else {
      let names = OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")
      complain("no format `\(name)`; there are: \(names)")
      return .mistake
    }
    try session.use(format)
    return .done
  }

  private func setOutput(_ path: String) -> Outcome {
    do throws(SystemError) {
      try output.redirect(to: path.isEmpty ? nil : path)
      return .done
    } catch {
      complain("\(error)")
      return .failed
    }
  }

  private func setParameter(_ text: String) throws -> Outcome {
    guard !text.isEmpty else {
      for (name, value) in session.known.parameters { say("\(name) = \(value)") }
      return .done
    }
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      complain("\\set wants NAME=VALUE")
      return .mistake
    }
    let name = String(text[..<equals])
    let diagnostics = try session.set(name, String(text[text.index(after: equals)...]))
    guard diagnostics.isEmpty else {
      invocation.report(diagnostics)
      return .mistake
    }
    if !session.known.parameters.contains(where: { $0.name == name }) {
      say("no parameter `\(name)` is declared yet: it is set when one is")
    }
    return .done
  }

  private func beginStaging() -> Outcome {
    if staged == nil {
      staged = []
      say("statements are staged until \\apply or \\discard")
    } else {
      say("staging already")
    }
    return .done
  }

  private func allowUnsafe(_ text: String) -> Outcome {
    if text == "0" {
      session.allowUnsafe(for: nil)
      return .done
    }
    guard let duration = DurationArgument(argument: text.isEmpty ? "5m" : text)?.duration,
      duration <= .seconds(3600)
    else {
      complain("\\unsafe wants a duration of up to 1h, such as 5m, or 0 to end it")
      return .mistake
    }
    guard session.target.serverClass == .production else {
      say("safe mode asks here already; \\unsafe is for production servers")
      return .done
    }
    session.allowUnsafe(for: duration)
    say("raw writes are asked about for \(text.isEmpty ? "5m" : text); the prompt shows !!")
    return .done
  }

  /// Repeats the last input until Ctrl-C.
  private func watch(every text: String) throws -> Outcome {
    guard let duration = DurationArgument(argument: text.isEmpty ? "2s" : text)?.duration else {
      complain("\\watch wants a duration, such as 2s or 500ms")
      return .mistake
    }
    guard let chunk = last else {
      complain("nothing was run yet that could be repeated")
      return .failed
    }
    let parts = duration.components
    let pause = Int(parts.seconds) * 1000 + Int(parts.attoseconds / 1_000_000_000_000_000)
    while Interrupts.signal == nil {
      say(
        invocation.errors.palette.paint(
          "every \(text.isEmpty ? "2s" : text)  \(chunk.text)", .muted))
      guard case .done = try run(chunk) else { return .failed }
      var wake = pollfd(fd: Interrupts.wakeDescriptor, events: Int16(POLLIN), revents: 0)
      _ = poll(&wake, 1, Int32(clamping: pause))
    }
    return .done
  }
}

extension MetaCommand {
  /// What must follow the word.
  var requiredArgument: String? {
    switch self {
    case .c: "a server's name or URL"
    case .i: "a recipe file"
    case .f: "a format"
    case .raw: "a Redis command"
    default: nil
    }
  }
}
