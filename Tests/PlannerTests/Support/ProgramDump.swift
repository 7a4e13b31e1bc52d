import Bytes
import Recipe

@testable import Planner

/// A Program as text, every field of it: what a golden compares.
enum ProgramDump {
  static func text(_ program: Program) -> String {
    let formulas = FormulaText(slots: program.slots)
    var lines = ["program \(program.action.verb) \(program.action.label)"]
    lines.append("  input     \(input(program.input))")
    for (index, slot) in program.slots.enumerated() {
      lines.append("  slot \(index)    \(slot.name) \(slot.type)  \(slot.source)")
    }
    if let filter = program.nameFilter { lines.append("  names     \(formulas.text(filter))") }
    for probe in program.probes { lines.append("  probe     \(probe.name)") }
    if let filter = program.filter { lines.append("  filter    \(formulas.text(filter))") }
    if let filter = program.touchingFilter { lines.append("  touching  \(formulas.text(filter))") }
    lines += output(program.output, formulas).map { "  \($0)" }
    lines.append("  batch     \(program.batch.members) members, \(program.batch.bytes) bytes")
    if let rate = program.rate { lines.append("  rate      \(rate)") }
    if let rate = program.scanRate { lines.append("  scan rate \(rate)") }
    for pattern in program.protected {
      lines.append("  protected \(Escaping.escaped(pattern.bytes))")
    }
    lines.append("  writes    \(program.writes), removes \(program.removes)")
    return lines.joined(separator: "\n") + "\n"
  }

  private static func input(_ input: Program.Input) -> String {
    switch input {
    case .rows(let origin): "rows of \(origin.source.name)"
    case .scan(let pattern):
      "scan \(Escaping.escaped(pattern.glob))"
        + (pattern.template.map { ", family \($0.text)" } ?? "")
    case .keys(let keys): "keys \(keys.map { Escaping.escaped($0) })"
    case .tag(let tag):
      "tag \(Escaping.escaped(tag.tag)), verified \(tag.isVerified)"
        + (tag.template.map { ", family \($0.text)" } ?? "")
    case .rowKeys(let origin, _): "keys from rows of \(origin.source.name)"
    case .none: "none"
    }
  }

  private static func output(_ output: Program.Output, _ formulas: FormulaText) -> [String] {
    switch output {
    case .write(let plan): write(plan, formulas)
    case .remove(let plan): remove(plan, formulas)
    case .measure(let audit):
      ["measures  \(audit.measures.count)", "reports   \(audit.reports.count)"]
    case .deploy(let plan):
      plan.artifacts.map { artifact in
        "load      \(artifact.name) \(artifact.digest) library \(artifact.library ?? "-")"
          + " functions \(artifact.functions), \(artifact.code.count) B"
      } + ["drift     \(plan.drift.rawValue)"]
    case .restore(let restoration): ["restore   \(restoration.path)"]
    case .bench(let bench): self.bench(bench, formulas)
    case .call(let arguments): ["call      \(arguments.map { Escaping.escaped($0) })"]
    }
  }

  private static func write(_ plan: WritePlan, _ formulas: FormulaText) -> [String] {
    var lines = ["key       \(formulas.text(plan.key))"]
    switch plan.form {
    case .value(let command): lines += value(command, formulas)
    case .structure(let structure):
      lines.append("prefix    \(structure.prefix.map { Escaping.escaped($0) })")
      lines.append("members   \(formulas.text(structure.members))")
      lines.append("whole     \(structure.needsWholeKeys), grouped \(structure.isGrouped)")
    }
    if let script = plan.script {
      lines += script.source.split(separator: "\n").map { "  | \($0)" }
    }
    if let tag = plan.tag { lines.append("tag       \(formulas.text(tag.name))") }
    lines.append("expiry    \(plan.awaitsExpiry ? "at the first send" : "none")")
    if let formula = plan.lifetime.formula {
      lines.append(
        "life      \(formulas.text(formula)) within \(range(plan.lifetime.within)),"
          + " allowed \(range(plan.lifetime.allowed)), jitter \(jitter(plan.lifetime.jitter))")
    }
    lines.append("condition \(plan.condition), idempotent \(plan.isIdempotent)")
    return lines
  }

  private static func value(_ command: Planner.CommandTemplate, _ formulas: FormulaText) -> [String]
  {
    var lines: [String] = []
    var holes = command.arguments.filter { if case .fixed = $0 { false } else { true } }[...]
    for piece in command.pieces {
      if case .encoded(let bytes) = piece {
        lines.append("encoded   \(Escaping.escaped(bytes))")
        continue
      }
      switch holes.popFirst() {
      case .key(let text): lines.append("hole      key \(formulas.text(text))")
      case .text(let text): lines.append("hole      text \(formulas.text(text))")
      case .json(let template):
        let members = template.members.map { "\($0.name)=\(formulas.text($0.value))" }
        lines.append("hole      json \(members.joined(separator: " "))")
      case .fixed, nil: lines.append("hole      without an argument")
      }
    }
    return lines
  }

  private static func bench(_ bench: BenchProgram, _ formulas: FormulaText) -> [String] {
    var lines: [String] = []
    for (index, draw) in bench.draws.enumerated() { lines.append("draw \(index)    \(draw)") }
    func draws(_ draws: [BenchProgram.SlotDraw]) -> String {
      draws.map { "\($0.draw)→\($0.slot)" }.joined(separator: " ")
    }
    for operation in bench.operations {
      lines.append(
        "op        \(operation.name) \(operation.share) writes \(operation.writes), draws \(draws(operation.draws))"
      )
      if case .command(let template) = operation.body {
        lines += value(template, formulas).map { "  \($0)" }
      }
    }
    lines.append("bounds    \(bench.bounds)")
    lines.append("load      \(bench.load)")
    lines.append("phases    \(bench.phases)")
    if let fill = bench.fill {
      lines.append(
        "fill      counts slot \(fill.counter.map(String.init) ?? "-") through \(range(fill.range)), draws \(draws(fill.draws))"
      )
    }
    lines.append("clean     \(bench.clean.map { Escaping.escaped($0) } ?? "-")")
    return lines
  }

  private static func remove(_ plan: RemovalPlan, _ formulas: FormulaText) -> [String] {
    var lines = ["effect    \(effect(plan.effect, formulas))"]
    if let script = plan.script {
      lines.append(
        "script    arguments \(script.arguments), takes expiry \(script.takesExpiry)")
      lines += script.source.split(separator: "\n").map { "  | \($0)" }
    }
    return lines
  }

  private static func effect(_ effect: RemovalPlan.Effect, _ formulas: FormulaText) -> String {
    guard case .rename(let target, let life) = effect else { return "\(effect)" }
    return "rename \(formulas.text(target)), life \(life.map(String.init) ?? "its own")"
  }

  private static func range(_ range: ClosedRange<Int64>?) -> String {
    range.map { "\($0.lowerBound)...\($0.upperBound)" } ?? "-"
  }

  private static func jitter(_ jitter: TimeToLive.Jitter?) -> String {
    switch jitter {
    case .fraction(let fraction): "\(fraction)"
    case .duration(let amount): "\(amount) ms"
    case nil: "-"
    }
  }
}
