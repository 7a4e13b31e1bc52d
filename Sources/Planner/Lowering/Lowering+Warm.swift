import Bytes
import Recipe

extension Lowering {
  /// One command a row or a key, `SET key value [NX] [PXAT expiry]` or a script: a value and its TTL become visible together.
  func lower(_ warm: Warm) throws(Refusal) -> Program {
    try refuseReplica()
    guard capabilities.hasAbsoluteSetExpiry else {
      throw refusal(
        "G014", "this server is too old",
        label: "SET … PXAT needs 6.2, this is "
          + capabilities.version.description, help: nil, .notPermitted)
    }
    let warm = try bound(warm)
    let lifetime = lifetime(warm)
    return program(
      input: .rows(warm.origin), slots: warm.slots,
      split: PredicateSplit(warm.filter, warm.slots), output: .write(try plan(warm, lifetime)))
  }

  private func plan(_ warm: Warm, _ lifetime: Lifetime) throws(Refusal) -> WritePlan {
    if case .structure(let structure) = warm.value {
      return structurePlan(structure, warm, lifetime)
    }
    let expires = lifetime.formula != nil
    let (command, script) = command(warm, try value(warm.value), expires: expires)
    return WritePlan(
      form: .value(CommandTemplate(command, awaitsExpiry: expires)), key: warm.key,
      lifetime: lifetime, tag: tagPlan(warm), condition: condition(warm.write), script: script,
      isIdempotent: !warm.write.isCreating)
  }

  func tagPlan(_ warm: Warm) -> TagPlan? {
    warm.tag.map { TagPlan(name: $0, script: .tagging) }
  }

  private func command(
    _ warm: Warm, _ value: CommandTemplate.Argument, expires: Bool
  ) -> ([CommandTemplate.Argument], WriteScript?) {
    func fixed(_ text: String) -> CommandTemplate.Argument { .fixed(Array(text.utf8)) }
    if case .changed = warm.write {
      let script = WriteScript(changedValueTouching: warm.touches, expires: expires)
      return (
        [fixed("EVALSHA"), fixed(script.digest), fixed("1"), .key(warm.key), value], script
      )
    }
    var arguments = [fixed("SET"), .key(warm.key), value]
    if warm.write.isCreating { arguments.append(fixed("NX")) }
    if expires { arguments.append(fixed("PXAT")) }
    return (arguments, nil)
  }

  /// The statement with its columns found: `json row` becomes their list, and a name that is no column is refused here when
  /// the checker could not know (stdin).
  private func bound(_ warm: Warm) throws(Refusal) -> Warm {
    guard let columns else { return warm }
    try refuseUnknownColumns(warm.slots, of: warm.source, columns)
    var bound = warm
    switch warm.value {
    case .jsonRow: bound.value = .json(bound.members(columns))
    case .structure(.hash(.row)): bound.value = .structure(.hash(.named(bound.members(columns))))
    case .structure(.stream(.row, let maxLength, let isApproximate)):
      bound.value = .structure(
        .stream(
          .named(bound.members(columns)), maxLength: maxLength, isApproximate: isApproximate))
    case .text, .json, .structure, .pending: break
    }
    return bound
  }

  func refuseUnknownColumns(
    _ slots: [Slot], of source: SourceDeclaration, _ columns: [Column]
  ) throws(Refusal) {
    for slot in slots {
      guard case .column(let name) = slot.source, !columns.contains(where: { $0.name == name })
      else { continue }
      throw refusal(
        "G017", "no column `\(Escaping.escaped(name))` in `\(source.name)`",
        label: "columns: \(columns.map { Escaping.escaped($0.name) }.joined(separator: ", "))",
        help: nil, .recipe)
    }
  }

  private func value(_ shape: ValueShape) throws(Refusal) -> CommandTemplate.Argument {
    switch shape {
    case .text(let text): .text(text)
    case .json(let members): .json(JSONTemplate(members))
    case .jsonRow:
      throw refusal(
        "G016", "`json row` needs columns that are not known yet",
        label: "the source has not been read", help: "name the columns: `json [a b c]`", .recipe)
    case .structure: preconditionFailure("a structure has members, and no value")
    case .pending(let reason): throw notBuilt(reason)
    }
  }

  private func lifetime(_ warm: Warm) -> Lifetime {
    let name = Array((warm.family?.name ?? action.name ?? "").utf8)
    let salt = name.withUnsafeBytes { StableHash.hash(ByteSlice($0)) }
    return switch warm.ttl {
    case .never:
      Lifetime(formula: nil, within: nil, jitter: nil, allowed: nil, salt: salt)
    case .expires(let formula, let within, let jitter):
      Lifetime(
        formula: formula, within: within, jitter: jitter, allowed: warm.family?.ttl, salt: salt)
    }
  }
}

extension WriteMode {
  fileprivate var isCreating: Bool { if case .missing = self { true } else { false } }
}

extension Warm {
  /// Every column of the source, as members of an object; those that no formula mentions get a slot.
  fileprivate mutating func members(_ columns: [Column]) -> [ValueShape.Member] {
    columns.map { column in
      let slot = Slot(.column(column.name), type: column.type.valueType, name: column.name)
      let index = slots.firstIndex(of: slot) ?? slots.count
      if index == slots.count { slots.append(slot) }
      return ValueShape.Member(name: column.name, value: .slot(index))
    }
  }
}
