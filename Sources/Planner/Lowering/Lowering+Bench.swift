import Bytes
import Recipe

/// A workload: every command a template, every hole a draw; nothing that a load generator must not send.
extension Lowering {
  func lower(_ bench: Bench) throws(Refusal) -> Program {
    let operations = try lowered(bench)
    let program = BenchProgram(
      operations: operations, draws: bench.draws, slots: bench.slots, key: bench.key,
      load: load(bench.load), phases: bench.phases, fill: try fill(bench, operations),
      origin: bench.origin, defence: bench.defence, events: bench.events, clean: bench.clean)
    if program.writes { try refuseReplica() }
    try refuseForeignKeys(program)
    return self.program(input: .none, slots: bench.slots, output: .bench(program))
  }

  /// What the language has and no bench does yet.
  func refuseUnbuilt(_ bench: Bench) throws(Refusal) {
    for condition in action.guards {
      guard case .pause = condition.otherwise else { continue }
      throw notBuilt(
        "`else pause` of a bench is not built yet: a schedule that waits is not kept",
        at: condition.location, help: "write `else stop`, or `else warn`")
    }
  }

  /// A profile's ceiling limits a bench as it does everything else.
  private func load(_ asked: BenchLoad) -> BenchLoad {
    guard let ceiling = limits.rate else { return asked }
    var load = asked
    let pace = asked.pace ?? BenchPace(from: ceiling, to: ceiling, over: 0)
    load.pace = BenchPace(
      from: min(pace.from, ceiling), to: min(pace.to, ceiling), over: pace.over)
    return load
  }

  // MARK: Operations

  private func lowered(_ bench: Bench) throws(Refusal) -> [BenchProgram.Operation] {
    var operations: [BenchProgram.Operation] = []
    for operation in bench.operations {
      let body: BenchProgram.Operation.Body
      var formulas = bench.key.map { [$0] } ?? []
      var writes = true
      switch operation.body {
      case .command(let arguments):
        formulas = arguments
        writes = try self.writes(arguments, operation)
        body = .command(CommandTemplate(arguments.map(argument)))
      case .read(let strategy, let options): body = .read(strategy, options)
      case .write(let strategy, let options): body = .write(strategy, options)
      }
      operations.append(
        BenchProgram.Operation(
          name: operation.name, share: operation.share, body: body,
          draws: draws(formulas, bench.slots), writes: writes))
    }
    return operations
  }

  private func writes(_ arguments: [TextFormula], _ operation: BenchOperation) throws(Refusal)
    -> Bool
  {
    let name = String(decoding: arguments.first?.constant ?? [], as: UTF8.self).uppercased()
    switch BenchCommands.kind(of: name) {
    case .reads: return false
    case .writes: return true
    case .refused(let reason):
      throw refusal(
        "G030", "a bench does not send \(Escaping.escaped(name))", at: operation.location,
        label: reason, help: "bench the commands that your application sends", .recipe)
    }
  }

  private func argument(_ text: TextFormula) -> CommandTemplate.Argument {
    text.constant.map { .fixed($0) } ?? .text(text)
  }

  /// Each slot that the formulas read, once, with what fills it.
  private func draws(_ formulas: [TextFormula], _ slots: [Slot]) -> [BenchProgram.SlotDraw] {
    Set(formulas.flatMap(\.slots)).sorted().compactMap { slot in
      guard case .draw(let draw) = slots[slot].source else { return nil }
      return BenchProgram.SlotDraw(slot: slot, draw: draw)
    }
  }

  // MARK: Filling

  /// The first operation that writes, or `SET` of a blob under the bench's key.
  private func fill(
    _ bench: Bench, _ operations: [BenchProgram.Operation]
  ) throws(Refusal) -> BenchProgram.Fill? {
    let count = bench.phases.lazy.compactMap {
      if case .fill(let count) = $0 { count } else { nil }
    }.first
    guard let count else { return nil }
    var arguments: [TextFormula]?
    var store: StoreOptions?
    search: for operation in bench.operations {
      switch operation.body {
      case .command(let command):
        guard operations.contains(where: { $0.name == operation.name && $0.writes }) else {
          continue
        }
        arguments = command
      case .read(_, let options), .write(_, let options): store = options
      }
      break search
    }
    if arguments == nil, let key = bench.key {
      arguments = [
        Self.fixed(Array("SET".utf8)), key.flattened, Self.fixed(Self.filler),
      ]
    }
    guard let arguments else {
      throw refusal(
        "G035", "`fill` does not know what to write", label: "no operation writes",
        help: "add `key \"bench:{n}\"`, or an `op` that writes", .recipe)
    }
    let template = CommandTemplate(arguments.map(argument))
    let all = draws(arguments, bench.slots)
    let places = BenchCommands.keyPlaces(of: template.arguments)
    // Of several variables in a key, the one with the longest range tells the keys apart.
    var counter: Int?
    var range: ClosedRange<Int64> = 1...1
    for slot in places.flatMap({ arguments[$0].slots }) {
      guard case .draw(let draw) = bench.slots[slot].source,
        case .number(let distribution) = bench.draws[draw],
        counter == nil || distribution.range.count > range.count
      else { continue }
      (counter, range) = (slot, distribution.range)
    }
    guard Int64(count) - 1 <= range.upperBound - range.lowerBound else {
      throw refusal(
        "G035", "`fill \(count)` asks for more keys than there are",
        label: "\(range.upperBound - range.lowerBound + 1) different keys",
        help: "fill fewer, or draw from a longer range", .recipe)
    }
    return BenchProgram.Fill(
      template: template, counter: counter, range: range,
      draws: all.filter { $0.slot != counter }, store: store)
  }

  /// What `fill` stores where no operation says what.
  private static let filler = [UInt8](repeating: UInt8(ascii: "x"), count: 256)

  private static func fixed(_ bytes: [UInt8]) -> TextFormula {
    TextFormula(parts: [.literal(PinnedBytes(bytes))])
  }

  // MARK: Keys

  /// Writes only under a prefix of its own: that of `clean`, or the one that its keys begin with.
  private func refuseForeignKeys(_ program: BenchProgram) throws(Refusal) {
    if let glob = program.clean { try refuseWideClean(glob) }
    let own = program.clean.map { KeyEnds(glob: $0).prefix }
    for operation in program.operations where operation.writes {
      guard case .command(let template) = operation.body else { continue }
      for place in BenchCommands.keyPlaces(of: template.arguments) {
        try refuseForeign(template.arguments[place], own, operation.name)
      }
    }
    if let key = program.key, program.operations.contains(where: \.isBuiltIn) {
      try refuseForeign(.text(key), own, "key")
    }
    for event in program.events { try refuseForeign(event, program) }
    if let fill = program.fill {
      for place in BenchCommands.keyPlaces(of: fill.template.arguments) {
        try refuseForeign(fill.template.arguments[place], own, "fill")
      }
    }
  }

  private func refuseForeign(
    _ argument: CommandTemplate.Argument, _ own: [UInt8]?, _ operation: String
  ) throws(Refusal) {
    let ends: KeyEnds
    switch argument {
    case .fixed(let key): ends = KeyEnds(prefix: key, suffix: key)
    case .text(let text): ends = KeyEnds(text)
    case .key, .json: return
    }
    guard !ends.prefix.isEmpty else {
      throw refusal(
        "G031", "`\(operation)` would write keys of any name",
        label: "a bench writes under a prefix of its own",
        help: "begin the key with a text: `bench:{n}`", .recipe)
    }
    if let own, !ends.prefix.starts(with: own) {
      let prefix = Escaping.escaped(own)
      throw refusal(
        "G031", "`\(operation)` writes outside of what `clean` removes",
        label: "keys that begin with `\(Escaping.escaped(ends.prefix))`, not with `\(prefix)`",
        help: "begin the key with `\(prefix)`", .recipe)
    }
    try refuseProtected(
      ends, "`\(operation)` may write keys that the server's profile protects",
      help: "write under another prefix, or change `protect` of the server")
  }

  /// What happens in a run happens to the bench's own keys.
  private func refuseForeign(_ event: BenchEvent, _ program: BenchProgram) throws(Refusal) {
    if case .slowOrigin = event.kind { return }
    guard let own = program.ownKeys, own.count > 1 else {
      throw refusal(
        "G031", "this bench does not say which keys are its own",
        label: "what happens to them would happen to all keys",
        help: "add `clean \"bench:*\"`, or a `key` that begins with a text", .recipe)
    }
    guard case .invalidate(let glob) = event.kind else { return }
    guard !KeyEnds(glob: glob).prefix.starts(with: own.dropLast()) else { return }
    throw refusal(
      "G031", "`invalidate` would remove keys that this bench does not write",
      label: "`\(Escaping.escaped(glob))`, and not only `\(Escaping.escaped(own))`",
      help: "begin the pattern with `\(Escaping.escaped(Array(own.dropLast())))`", .recipe)
  }

  /// Only a prefix can be known to hold nothing but what the bench wrote.
  private func refuseWideClean(_ glob: [UInt8]) throws(Refusal) {
    let ends = KeyEnds(glob: glob)
    guard !ends.prefix.isEmpty, glob == ends.prefix + [UInt8(ascii: "*")] else {
      throw refusal(
        "G032", "`clean` removes keys by a prefix of their own",
        label: "`\(Escaping.escaped(glob))` is none, or more than that",
        help: "write `clean \"bench:*\"`", .recipe)
    }
    try refuseProtected(
      ends, "`clean` may remove keys that the server's profile protects",
      help: "use another prefix")
  }
}

extension BenchProgram.Operation {
  package var isBuiltIn: Bool { if case .command = body { false } else { true } }
}
