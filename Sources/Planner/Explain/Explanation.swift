import Bytes
import Recipe

/// What `explain` prints: a Program's templates, probes, fusion, batches and round trips, as label and text.
package struct Explanation: Sendable {
  package let title: String
  package private(set) var lines: [(label: String, text: String)] = []

  let formulas: FormulaText

  package init(_ program: Program) {
    let (verb, label) = (program.action.verb, program.action.label)
    title = label.isEmpty ? verb : "\(verb) \(label)"
    formulas = FormulaText(slots: program.slots)
    add(program.input, pageSize: program.pageSize)
    add("names", program.nameFilter)
    let silent = program.probes.filter { !$0.isTouching }
    if !silent.isEmpty {
      let commands = silent.flatMap(\.commands)
      add("probe", commands.joined(separator: " · ") + "  one pipeline a page, none touches a key")
    }
    add("where", program.filter)
    addTouching(program)
    add(program.output, batch: program.batch)
    addPace(program)
    for pattern in program.protected { add("protect", Escaping.escaped(pattern.bytes)) }
    if let name = program.action.lockName {
      let lease = program.action.lock?.serverLease
      let place = lease.map { "on the server, lease \(Double($0) / 1000) s" } ?? "on this machine"
      add("lock", "\(Escaping.escaped(name))  \(place)")
    }
    for condition in program.action.guards { add("guard", condition.text) }
    for assertion in program.action.assertions { add("assert", assertion.text) }
  }

  /// Title, then one indented line a fact, labels padded to one width.
  package var text: String {
    let width = (lines.map(\.label.count).max() ?? 0) + 2
    return lines.reduce(title + "\n") { text, line in
      let padding = String(repeating: " ", count: width - line.label.count)
      let indented = line.text.split(separator: "\n", omittingEmptySubsequences: false)
        .joined(separator: "\n  " + String(repeating: " ", count: width))
      return text + "  \(line.label)\(padding)\(indented)\n"
    }
  }

  mutating func add(_ label: String, _ text: String) { lines.append((label, text)) }

  private mutating func addTouching(_ program: Program) {
    let touching = program.probes.filter(\.isTouching)
    guard !touching.isEmpty else { return }
    let commands = touching.map { probe in
      if case .field(let name) = probe { return "HGET key \(Escaping.escaped(Array(name.utf8)))" }
      return probe.commands.joined(separator: " or ")
    }
    let remark = program.keepsIdleTimes ? "under CLIENT NO-TOUCH" : "resets idle times"
    add("probe", commands.joined(separator: " · ") + "  of the keys that are left, \(remark)")
    add("where", program.touchingFilter)
  }

  private mutating func add(_ label: String, _ formula: Formula?) {
    if let formula { add(label, formulas.text(formula)) }
  }

  private mutating func add(_ input: Program.Input, pageSize: Int?) {
    switch input {
    case .rows(let origin): add("rows", origin.summary)
    case .scan(let pattern):
      let page = pageSize.map { "COUNT \($0)" } ?? "COUNT \(Self.pageSize), more where few match"
      add("scan", "SCAN cursor MATCH \(Escaping.escaped(pattern.glob)) \(page)")
      if let template = pattern.template {
        add("family", template.text)
      }
    case .keys(let keys): add("keys", "\(keys.count) by name")
    case .tag(let input):
      let name = Escaping.escaped(input.tag)
      add("tag", "ZSCAN or SSCAN \(name) cursor COUNT \(pageSize ?? Self.pageSize)")
      add("members", input.isVerified ? "checked: their names tell the tag" : "by tag, unverified")
      if let template = input.template { add("family", template.text) }
    case .rowKeys(let origin, let key):
      add("rows", origin.summary)
      add("key", formulas.text(key))
    case .none: break
    }
  }

  /// Keys asked for in one SCAN page: docs/performance.md says why so few.
  package static let pageSize = 500

  private mutating func add(_ output: Program.Output, batch: BatchBounds) {
    switch output {
    case .write(let plan): add(plan, batch: batch)
    case .remove(let plan): add(plan, batch: batch)
    case .measure(let audit):
      for measure in audit.measures { add("measure", text(measure)) }
      for report in audit.reports { add("report", Self.text(report)) }
      switch audit.sample {
      case .keys(let count): add("sample", "the first \(count) keys")
      case .share(let share): add("sample", "\(UnitText.percent(share)) of the keys, by hash")
      case nil: break
      }
      add("writes", "none")
    case .deploy(let plan): add(plan)
    case .restore(let restoration):
      add("rows", Escaping.escaped(restoration.path))
      add("command", "RESTORE key {expiry} {value} ABSTTL  never over a key that is there")
    case .bench(let bench): add(bench)
    case .call(let arguments):
      add("command", arguments.map { Escaping.escaped($0) }.joined(separator: " "))
    }
  }

  private mutating func add(_ plan: WritePlan, batch: BatchBounds) {
    if case .stale = plan.condition { add("probe", "PTTL \(formulas.text(plan.key))") }
    switch plan.form {
    case .value(let command):
      let words = command.arguments.map(text) + (plan.awaitsExpiry ? ["{expiry}"] : [])
      add("command", words.joined(separator: " "))
    case .structure(let structure):
      let words =
        structure.prefix.map { Escaping.escaped($0) } + [formulas.text(plan.key), "{members}…"]
        + (plan.awaitsExpiry ? ["{expiry}"] : [])
      add("command", words.joined(separator: " "))
      add("members", formulas.text(structure.members))
      add(
        "keys",
        structure.needsWholeKeys
          ? "sorted by key in a spool: each key is written whole, by one command"
          : "those of one key that follow each other share a command")
    }
    if let script = plan.script { add("script", script.source) }
    if let tag = plan.tag {
      add("tag", "\(formulas.text(tag.name))  before the value, one call a tag and batch")
      add("script", tag.script.source)
    }
    add("ttl", text(plan.lifetime))
    switch plan.condition {
    case .always: add("write", plan.addsMembers ? "added to what is there" : "always")
    case .missing: add("write", plan.script == nil ? "where missing (NX)" : "where missing")
    case .changed: add("write", "where the value differs")
    case .stale(let fraction):
      add(
        "write",
        "where missing, or less than \(UnitText.number(fraction * 100))% of the TTL is left")
    }
    add("batch", "\(batch.members) commands or \(UnitText.size(Int64(batch.bytes)))")
    add("trips", "pipelined: batches do not wait for each other")
    add(
      "resend",
      plan.isIdempotent
        ? "idempotent: sent again after a lost connection"
        : "guarded: never sent again; an unread reply is `unknown`")
  }

  private mutating func add(_ plan: RemovalPlan, batch: BatchBounds) {
    switch (plan.effect, plan.script) {
    case (.unlink, nil): add("command", "UNLINK key… up to \(batch.members) keys to a command")
    case (.expire(let after, let jitter), nil):
      add("command", "PEXPIREAT key now+\(spread(after, jitter)) LT")
    case (.expire(let after, let jitter), _?): add("expiry", "now+\(spread(after, jitter))")
    case (.rename(let target, let life), _):
      add("name", formulas.text(target))
      if let life { add("expiry", "now+\(UnitText.duration(life))") }
    case (.unlink, _?), (.persist, _): break
    }
    if let undo = plan.undo {
      add("undo", "PTTL · DUMP, kept in \(Escaping.escaped(undo.folder)) before a key is removed")
    }
    if let script = plan.script { add("script", script.source) }
    if plan.script != nil {
      add(
        "batch", "\(min(batch.members, CheckedScript.keysPerCall)) keys a call, checked again there"
      )
    }
    add("resend", "idempotent: sent again after a lost connection")
  }

  private mutating func addPace(_ program: Program) {
    if program.action.adaptsRate { add("rate", "found while it runs") }
    if let rate = program.rate { add("rate", "\(UnitText.number(rate)) keys/s") }
    if let rate = program.scanRate { add("scan rate", "\(UnitText.number(rate)) keys/s") }
  }

  private func spread(_ after: Int64, _ jitter: Int64) -> String {
    UnitText.duration(after) + (jitter > 0 ? "+0..\(UnitText.duration(jitter))" : "")
  }

  func text(_ argument: CommandTemplate.Argument) -> String {
    switch argument {
    case .fixed(let bytes): Escaping.escaped(bytes)
    case .key(let template), .text(let template): formulas.text(template)
    case .json(let template): "json[\(template.members.map(text).joined(separator: " "))]"
    }
  }

  private func text(_ member: ValueShape.Member) -> String {
    let value = formulas.text(member.value)
    return value == member.name ? value : "\(member.name)=\(value)"
  }

  private func text(_ lifetime: Lifetime) -> String {
    guard let formula = lifetime.formula else { return "never" }
    var text = formulas.text(formula)
    if let within = lifetime.within {
      text +=
        " within \(UnitText.duration(within.lowerBound))..\(UnitText.duration(within.upperBound))"
    }
    switch lifetime.jitter {
    case .fraction(let fraction): text += " jitter \(UnitText.number(fraction * 100))%"
    case .duration(let amount): text += " jitter \(UnitText.duration(amount))"
    case nil: break
    }
    return text
  }

  private static func text(_ report: Report) -> String {
    switch report {
    case .buckets(let name, _, _, let bounds): "\(name) in \(bounds.count + 1) buckets"
    case .summary(let name, _, _): "\(name): percentiles, sum and largest"
    case .groups(let name, _, _, _, let by, let top): "\(name) by \(by), the largest \(top)"
    case .groupBuckets(let name, _, _, let bounds, _, let by, let top):
      "\(name) in \(bounds.count + 1) buckets by \(by), the largest \(top)"
    }
  }

  private func text(_ measure: Measure) -> String {
    switch measure {
    case .count(let predicate): "count(\(formulas.text(predicate)))"
    case .share(let predicate): "share(\(formulas.text(predicate)))"
    case .percentile(let fraction, let value, _):
      "p\(UnitText.number(fraction * 100))(\(formulas.text(value)))"
    case .extent(let extent, let value, _): "\(extent.rawValue)(\(formulas.text(value)))"
    case .cliff(let window): "cliff(\(UnitText.duration(window)))"
    }
  }
}

extension RowOrigin {
  /// `feed  csv /srv/feeds/prices.csv`, `hot  redis zset "hot:articles" top 100`. Never a secret.
  fileprivate var summary: String {
    let text = "\(source.name)  \(source.kind.summary)"
    guard let collection else { return text }
    return text + " \(collection.kind.rawValue) \"\(Escaping.escaped(collection.name))\""
      + (collection.top.map { " top \($0)" } ?? "")
  }
}

extension SourceDeclaration.Kind {
  /// `csv /srv/feeds/prices.csv`. Never a secret.
  package var summary: String {
    switch self {
    case .csv(let format): "csv \(Escaping.escaped(format.path))"
    case .jsonl(let path): "jsonl \(Escaping.escaped(path))"
    case .lines(let path): "lines \(Escaping.escaped(path))"
    case .sqlite(let path): "sqlite \(Escaping.escaped(path))"
    case .postgres: "postgres"
    case .redis(let server): "redis" + (server.map { " \(Escaping.escaped($0))" } ?? "")
    }
  }
}

extension KeyTemplate {
  /// As a person wrote it: `session:{region}:{sid}`.
  package var text: String {
    parts.map { part in
      switch part {
      case .literal(let bytes): Escaping.escaped(bytes)
      case .field(let field):
        "{\(field.isHashTag ? "#" : "")\(field.name)\(field.type == .text ? "" : ":\(field.type.rawValue)")}"
      }
    }.joined()
  }
}

extension WritePlan {
  /// A structure whose members join those that the key holds.
  fileprivate var addsMembers: Bool {
    guard case .structure(let structure) = form else { return false }
    return !structure.needsWholeKeys
  }
}
