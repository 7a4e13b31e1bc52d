import ArgumentParser
import Bytes
import Console
import Engine
import Platform
import RESP
import Recipe

/// `lua call FILE NAME [function F] [keys …] [args …]`: one call, as an application would make it.
struct LuaCall: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Call a script by its digest, or a function of a library.",
    discussion: """
      cachectl lua call limits.recipe take_token keys tokens:17 args 10 1 60
      cachectl lua call limits.recipe limits function below keys hits:17 args 100
      A server that has lost the script gets it again, once.
      --debug says on stderr what the script called and logged; the call is a real one.
      """)

  @OptionGroup var global: GlobalOptions
  @OptionGroup var patience: PatienceOptions
  @ArgumentParser.Argument(help: "The recipe; - is stdin.", completion: ShellCompletion.recipes)
  var file: String
  @ArgumentParser.Argument(help: "The script.", completion: ShellCompletion.scripts)
  var name: String
  @Flag(help: "Show every command that the script calls, with its answer, and what it logs.")
  var debug = false
  @ArgumentParser.Argument(
    parsing: .allUnrecognized,
    help: "function F, for a library with several; keys KEY…; args ARG…")
  var words: [String] = []

  func run() throws {
    let invocation = try Invocation(global)
    try Interrupts.install()
    let loaded = try ScriptRecipe(invocation, file)
    let script = try loaded.script(named: name)
    let call = try ScriptCallWords(words, for: script)
    let pool = ServerPool(loaded.recipe.servers, invocation.options)
    defer { pool.stop() }
    let target = try pool.target(for: nil)
    try permit(script, on: target)
    try refuseProtected(call.keys, of: script, on: target)
    if debug, script.libraryName != nil {
      throw CommandFailure(
        .usage,
        "--debug is for scripts: `\(script.name)` is a library, which runs as it was deployed")
    }
    var reloads = 0
    var trace: [[UInt8]]?
    let reply = try CommandFailure.asking { () throws(RunFailure) in
      let session = try pool.session(on: target)
      let caller = try ScriptCaller(
        on: session, patience.patience(invocation, isPrivate: session.isPrivate),
        interrupts: SignalInterrupts())
      try caller.prepare(script)
      let readsOnly = target.serverClass == .production
      let reply: Reply
      if debug {
        let traced = try caller.trace(
          script, keys: call.keys, arguments: call.arguments, readsOnly: readsOnly)
        for line in traced.lines {
          try? Descriptors.writeAll("trace  \(Escaping.escaped(line))\n", to: 2)
        }
        trace = traced.lines
        reply = traced.reply
      } else {
        reply = try caller.call(
          script, function: call.function, keys: call.keys, arguments: call.arguments,
          readsOnly: readsOnly)
      }
      reloads = caller.reloads
      if let error = reply.error {
        if !script.isReadOnly, error.isOfRunningScript {
          invocation.note(
            "what `\(script.name)` wrote before it failed stays: nothing undoes a script")
        }
        throw .server(error, doing: "the call of `\(script.name)`")
      }
      return reply
    }
    if reloads > 0 { invocation.note("\(target.name) did not have the script: it was loaded") }
    try invocation.print(
      invocation.format == .json || invocation.format == .ndjson
        ? Self.json(reply, reloads, trace) : ReplyText.lines(reply).joined(separator: "\n") + "\n")
  }

  /// A script that writes gets no key that the profile protects.
  private func refuseProtected(
    _ keys: [[UInt8]], of script: Script, on target: ServerTarget
  ) throws(CommandFailure) {
    guard !script.isReadOnly,
      let reason = CommandPermission.protected(among: keys, target.profile)
    else { return }
    throw CommandFailure(.notPermitted, reason)
  }

  /// As a raw command that writes, unless the script says of itself that it does not; then the server holds it to that.
  private func permit(_ script: Script, on target: ServerTarget) throws(CommandFailure) {
    switch target.serverClass {
    case .dev: return
    case .staging:
      guard !global.yes, !script.isReadOnly else { return }
      throw CommandFailure(
        .notPermitted, "`\(script.name)` may write to \(target.name): pass --yes")
    case .production:
      guard !script.isReadOnly else { return }
      throw CommandFailure(
        .notPermitted,
        "`\(script.name)` may write, and \(target.name) is a production server: only scripts with `flags=no-writes` are called there"
      )
    }
  }

  /// `{"v":1,"reloaded":false,"type":"list","reply":[…]}`
  private static func json(_ reply: Reply, _ reloads: Int, _ trace: [[UInt8]]?) -> String {
    var writer = JSONObjectWriter()
    writer.beginObject()
    writer.field("v", 1)
    writer.field("reloaded", reloads > 0)
    writer.field("type", reply.typeName)
    writer.key("reply")
    append(reply, to: &writer)
    if let trace {
      writer.beginArray("trace")
      for line in trace { writer.value(line) }
      writer.endArray()
    }
    writer.endObject()
    writer.endLine()
    return writer.text
  }

  private static func append(_ reply: Reply, to writer: inout JSONObjectWriter) {
    switch reply {
    case .null: writer.null()
    case .integer(let number): writer.value(number)
    case .bulk(let bytes), .status(let bytes): writer.value(bytes)
    case .error(let error): writer.value(error.message)
    case .array(let elements):
      writer.beginArray()
      for element in elements { append(element, to: &writer) }
      writer.endArray()
    }
  }
}

extension Reply {
  fileprivate var typeName: String {
    switch self {
    case .null: "null"
    case .integer: "integer"
    case .bulk: "text"
    case .status: "status"
    case .error: "error"
    case .array: "list"
    }
  }
}

extension ServerError {
  /// It names a line of a script that had begun: `… on @user_script:2.`
  fileprivate var isOfRunningScript: Bool {
    let text = String(decoding: message, as: UTF8.self)
    return text.contains("user_script") || text.contains("user_function")
  }
}
