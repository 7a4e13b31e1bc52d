import Bytes
import Recipe

/// What a user of the server must be allowed for a Program to run: commands, and the keys that they are called with.
///
/// Pure, and as little as will do: `check --acl` prints it as rules, and before a run the server is asked about it.
package struct Permissions: Sendable {
  /// One kind of command. Where keys take part, once for each pattern of keys.
  package struct Call: Hashable, Sendable {
    /// `["object", "idletime"]`.
    package let words: [String]
    /// The whole of one, to ask the server about; it is never run. Its key is one that nobody has. Empty for what a run does
    /// without where it must.
    package let example: [[UInt8]]

    /// As ACL SETUSER wants it: `+object|idletime`.
    package var rule: String { "+" + words.joined(separator: "|") }
  }

  /// In order of first use.
  package private(set) var calls: [Call] = []
  /// Globs, for `~`.
  package private(set) var keys: [[UInt8]] = []
  /// What makes a run better informed, and can be missed.
  package private(set) var useful = [
    "MULTI", "DISCARD", "CLIENT SETNAME", "CONFIG GET", "ACL WHOAMI",
  ].map {
    Call(words: $0.lowercased().split(separator: " ").map(String.init), example: [])
  }

  /// - Parameter readsOnly: the program is planned, and no more.
  package init(_ program: Program, readsOnly: Bool = false) {
    // Which server it is, how it fares, and its clock.
    for name in ["ping", "info", "time"] { append(Call(words: [name], example: [])) }
    let read = add(program.input)
    if program.keepsIdleTimes { need("CLIENT NO-TOUCH") }
    for command in program.probes.flatMap(\.commands) { need(command, read) }
    if program.action.lock?.serverLease != nil, let name = program.action.lockName, !readsOnly {
      add(lockNamed: name)
    }
    switch program.output {
    case .write(let plan): add(plan, program, readsOnly: readsOnly)
    case .remove(let plan): add(plan, read, readsOnly: readsOnly)
    case .measure: break
    case .deploy(let plan): add(plan, readsOnly: readsOnly)
    case .bench(let bench): if !readsOnly { add(bench) }
    case .call(let arguments): if !readsOnly { add(raw: arguments) }
    }
  }

  /// What it takes to read rows of another server.
  package init(reading collection: RedisCollection) {
    for name in ["info", "time"] { append(Call(words: [name], example: [])) }
    add(collection)
  }

  // MARK: What a program does

  private mutating func add(_ input: Program.Input) -> [KeyExample] {
    switch input {
    case .none: return []
    case .rows(let origin):
      if let collection = origin.readsOwnServer { add(collection) }
      return []
    case .keys(let keys):
      need("DBSIZE")
      return allow(keys.map { KeyExample(key: $0) })
    case .rowKeys(let origin, let key):
      need("DBSIZE")
      if let collection = origin.readsOwnServer { add(collection) }
      return allow([KeyExample(key)])
    case .tag(let tag):
      let name = allow([KeyExample(key: tag.tag)])
      for command in ["TYPE", "SSCAN", "ZSCAN"] { need(command, name) }
      need("DBSIZE")
      // Without a family, any key may be listed.
      return allow([tag.template.map { KeyExample($0) } ?? KeyExample(glob: Array("*".utf8))])
    case .scan(let pattern):
      need("SCAN")
      need("DBSIZE")
      return allow([pattern.template.map { KeyExample($0) } ?? KeyExample(glob: pattern.glob)])
    }
  }

  private mutating func add(_ collection: RedisCollection) {
    guard collection.kind != .names else { return need("SCAN") }
    let name = allow([KeyExample(key: collection.name)])
    need("TYPE", name)
    switch collection.kind {
    case .set: need("SSCAN", name)
    case .hash: need("HSCAN", name)
    case .zset: for command in ["ZCARD", "ZREVRANGE"] { need(command, name) }
    case .list: for command in ["LLEN", "LRANGE"] { need(command, name) }
    case .stream: for command in ["XREVRANGE", "XRANGE"] { need(command, name) }
    case .names: break
    }
  }

  private mutating func add(_ plan: WritePlan, _ program: Program, readsOnly: Bool) {
    guard !readsOnly else { return }
    var example = KeyExample(plan.key)
    if case .warm(let warm) = program.action.body, let template = warm.family?.template {
      example = KeyExample(template)
    }
    let written = allow([example])
    if let tag = plan.tag { add(script: tag.script.source, allow([KeyExample(tag.name)])) }
    if case .stale = plan.condition { need("PTTL", written) }
    switch (plan.script, plan.form) {
    case (let script?, _): add(script: script.source, written)
    case (nil, .structure(let structure)):
      need(structure.prefix.map { String(decoding: $0, as: UTF8.self) }.joined(), written)
    case (nil, .value): need("SET", written)
    }
    // Some of what was written is looked up again.
    need("EXISTS", written)
  }

  private mutating func add(_ plan: RemovalPlan, _ read: [KeyExample], readsOnly: Bool) {
    useful.append(Call(words: ["memory", "usage"], example: []))
    guard !readsOnly else { return }
    var targets = read
    if case .rename(let target, _) = plan.effect { targets += allow([KeyExample(target)]) }
    if let script = plan.script {
      add(script: script.source, targets)
    } else {
      need(plan.effect.command, targets)
    }
  }

  /// What is asked of each node, and what is loaded there.
  private mutating func add(_ plan: DeployPlan, readsOnly: Bool) {
    if plan.artifacts.contains(where: { !$0.isLibrary }) {
      need("SCRIPT EXISTS")
      if !readsOnly { need("SCRIPT LOAD") }
    }
    if plan.artifacts.contains(where: \.isLibrary) {
      need("FUNCTION LIST")
      if !readsOnly { for command in ["LOAD", "DELETE"] { need("FUNCTION \(command)") } }
    }
  }

  /// Each command with its keys; what is cleaned up is looked for and removed.
  private mutating func add(_ bench: BenchProgram) {
    for template in bench.templates {
      let arguments = template.arguments
      guard case .fixed(let word)? = arguments.first else { continue }
      let keys = BenchCommands.keyPlaces(of: arguments).compactMap { place -> KeyExample? in
        switch arguments[place] {
        case .fixed(let key): KeyExample(key: key)
        case .text(let text): KeyExample(text)
        case .key, .json: nil
        }
      }
      let allowed = allow(keys)
      need(String(decoding: word, as: UTF8.self).uppercased(), allowed.isEmpty ? nil : allowed)
    }
    if bench.hasStrategy, let key = bench.key { add(bench.defence, allow([KeyExample(key)])) }
    if bench.writesBehind, let dirty = bench.dirtyKey {
      let keys = allow([KeyExample(key: dirty)])
      for command in ["EVAL", "EVALSHA", "SADD", "SPOP", "MGET"] { need(command, keys) }
    }
    guard let glob = bench.clean ?? (bench.events.isEmpty ? nil : bench.ownKeys) else { return }
    let cleaned = allow([KeyExample(glob: glob)])
    need("SCAN")
    need("UNLINK", cleaned)
    if !bench.events.isEmpty { need("PEXPIRE", cleaned) }
  }

  /// What `read aside` sends, and the scripts of its defence.
  private mutating func add(_ defence: StampedeDefence, _ keys: [KeyExample]) {
    need("GET", keys)
    need("SET", keys)
    switch defence {
    case .none, .xfetch: return
    case .lock, .stale, .lease:
      for command in ["EVAL", "EVALSHA", "DEL"] { need(command, keys) }
    }
  }

  /// A script runs as the user who calls it, and so do the commands in it. Its source says which.
  private mutating func add(script source: String, _ keys: [KeyExample]) {
    need("SCRIPT LOAD")
    need("EVALSHA", keys)
    let built = source.contains(KeyExample.beside) ? allow(keys.map(\.besideIt)) : []
    for command in ScriptCommands.named(in: source) { need(command, keys + built) }
  }

  private mutating func add(lockNamed name: String) {
    let key = allow([KeyExample(key: Array(LockKey.of(name).utf8))])
    for command in ["SET", "GET", "EVAL"] { need(command, key) }
    for command in ScriptCommands.named(in: LockKey.renewal + LockKey.release) {
      need(command, key)
    }
  }

  private mutating func add(raw arguments: [[UInt8]]) {
    useful.append(Call(words: ["command", "info"], example: []))
    let words = arguments.prefix(2).map { String(decoding: $0, as: UTF8.self).lowercased() }
    guard let name = words.first else { return }
    let isContainer = CallForms.containers.contains(name) && words.count > 1
    append(Call(words: isContainer ? words : [name], example: arguments))
  }

  // MARK: Adding

  private mutating func need(_ name: String, _ keys: [KeyExample]? = nil) {
    let words = name.lowercased().split(separator: " ").map(String.init)
    // A program of no keys has nothing to be asked about.
    for key in keys.map({ $0.map(Optional.some) }) ?? [nil] {
      append(Call(words: words, example: CallForms.example(of: name, key: key?.key)))
    }
  }

  private mutating func append(_ call: Call) {
    if !calls.contains(call) { calls.append(call) }
  }

  private mutating func allow(_ examples: [KeyExample]) -> [KeyExample] {
    for example in examples where !keys.contains(example.glob) { keys.append(example.glob) }
    // Thousands of literal keys are told apart by the server when they are sent.
    return Array(examples.prefix(Self.exampleLimit))
  }

  private static let exampleLimit = 50
}
