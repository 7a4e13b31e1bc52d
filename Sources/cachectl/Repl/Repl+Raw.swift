import Bytes
import Console
import Engine
import Platform
import RESP
import Recipe
import RedisClient
import SourceText

/// Raw Redis commands.
extension Repl {
  func runRaw(_ line: String) throws -> Outcome {
    let command: RawCommandLine
    do throws(RawCommandLine.Problem) {
      command = try RawCommandLine(line)
    } catch {
      complain(error.message)
      return .mistake
    }
    guard !command.arguments.isEmpty else { return .done }
    switch command.name {
    case "QUIT", "EXIT": return .quit
    case "SELECT": return select(command.arguments)
    // No command of a server; what somebody types who is here for the first time.
    case "HELP", "?":
      return help(
        command.arguments.dropFirst().first.map { String(decoding: $0, as: UTF8.self) } ?? "")
    default: break
    }
    let server = try liveServer()
    if let outcome = try questionUnknown(command, on: server) { return outcome }
    if ReplyStream.commands.contains(command.name) { return try stream(command, on: server) }
    guard try isPermitted(command.arguments, on: server) else { return .failed }
    return try send(command, to: server)
  }

  private func send(_ command: RawCommandLine, to server: ServerSession) throws -> Outcome {
    let start = Clocks.monotonicNanoseconds()
    let reply: Reply
    do throws(RunFailure) {
      reply = try call(command.arguments, on: server)
    } catch {
      fail(error)
      if case .connection = error { say("the command may have run; it was not sent again") }
      connect(announcing: false)
      return .failed
    }
    lastUse = Clocks.monotonicNanoseconds()
    let elapsed = lastUse - start
    let table = ReplyTable(
      width: command.pipe == nil ? invocation.output.width : nil,
      palette: command.pipe == nil ? invocation.output.palette : Palette(isColored: false),
      isVertical: isVertical, format: invocation.format)
    let lines = table.lines(reply, to: command.arguments)
    if let shell = command.pipe {
      try output.pipe(lines.map { $0 + "\n" }.joined(), into: shell)
    } else {
      try output.show(lines, invocation)
    }
    if showsTiming { say("time \(Units.elapsed(nanoseconds: elapsed))") }
    return reply.error == nil ? .done : .failed
  }

  /// One request and its reply. Ctrl-C gives it up, and with it the connection: the reply may still come.
  private func call(
    _ arguments: [[UInt8]], on server: ServerSession
  ) throws(RunFailure) -> Reply {
    guard var stream = try ReplyStream(arguments, besides: server, credentials: credentials())
    else { return try server.call(arguments) }
    guard let reply = try stream.next() else { throw .interrupted(Interrupts.signal ?? SIGINT) }
    return reply
  }

  private func credentials() throws(RunFailure) -> Credentials? {
    try session.credentials()
  }

  // MARK: Safe mode

  private func isPermitted(
    _ arguments: [[UInt8]], on server: ServerSession
  ) throws(RunFailure) -> Bool {
    switch try CommandPermission.of(arguments, on: server, as: session.permissionClass) {
    case .allowed: return true
    case .ask(let reason, let isDangerous):
      // By a `y` alone nothing that may empty a production server is sent.
      let mustName = isDangerous && session.target.serverClass == .production
      if invocation.options.yes, !mustName { return true }
      let prompt = Prompt.onTerminal()
      let question = "\(Escaping.sentence(reason)). Send it?"
      let isAgreed =
        mustName
        ? prompt?.confirm(question, byTyping: session.target.name) : prompt?.confirm(question)
      if isAgreed != true { say("not sent") }
      return isAgreed == true
    case .refused(let reason):
      complain(reason)
      if session.target.serverClass == .production, !session.isUnsafe {
        say("write a statement, which is planned first; or \\unsafe 5m to be asked instead")
      }
      return false
    }
  }

  /// A word that the server does not know and that is nearly a verb is asked about before it is sent; one that is nearly a command
  /// is put back.
  private func questionUnknown(
    _ command: RawCommandLine, on server: ServerSession
  ) throws(RunFailure) -> Outcome? {
    let word = String(decoding: command.arguments[0], as: UTF8.self)
    let names = completer.commands.names
    guard !names.contains(word.uppercased()) else { return nil }
    let verb = EditDistance.closest(to: word, among: Vocabulary.verbs.map(\.word))
    let name = EditDistance.closest(to: word.uppercased(), among: names.sorted())
    guard verb != nil || name != nil else { return nil }
    let known = try server.ask("COMMAND", "INFO", word)
    guard known.error == nil, known.elements?.first?.elements == nil else { return nil }
    func distance(_ name: String?) -> Int {
      name.flatMap { EditDistance.between(word.lowercased(), $0.lowercased()) } ?? .max
    }
    guard let verb, distance(verb) <= distance(name) else {
      complain("no command `\(word)`; did you mean `\((name ?? "").lowercased())`?")
      return .mistake
    }
    complain("no command `\(word)`; did you mean the verb `\(verb)`?")
    let asks = Prompt.onTerminal()?.confirm("Send it as a raw command all the same?") ?? false
    return asks ? nil : .mistake
  }

  private func select(_ arguments: [[UInt8]]) -> Outcome {
    guard arguments.count == 2, let number = Int(String(decoding: arguments[1], as: UTF8.self)),
      number >= 0
    else {
      complain("select wants the number of a database")
      return .mistake
    }
    let before = session.target.address.database
    if number != before, refuseToLeaveStaged() { return .failed }
    session.select(database: number)
    do throws(RunFailure) {
      _ = try session.server()
    } catch {
      session.select(database: before)
      fail(error)
      return .failed
    }
    return .done
  }

  // MARK: Streams

  /// SUBSCRIBE and its kind, MONITOR: messages until Ctrl-C, on a connection of their own.
  private func stream(_ command: RawCommandLine, on server: ServerSession) throws -> Outcome {
    if command.name == "MONITOR", session.permissionClass != .dev {
      complain("MONITOR slows a server down and shows everybody's data; it is refused here")
      return .failed
    }
    guard
      var stream = try ReplyStream(command.arguments, besides: server, credentials: credentials())
    else { return .failed }
    say("reading messages; Ctrl-C ends it")
    while let reply = try stream.next() {
      let table = ReplyTable(width: nil, palette: invocation.output.palette, isVertical: false)
      let text = table.lines(reply, to: []).map { $0 + "\n" }.joined()
      try output.collecting { try invocation.print(text) }
      if reply.error != nil { return .failed }
    }
    return .done
  }
}
