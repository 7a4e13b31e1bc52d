import Bytes
import Recipe

extension Lowering {
  /// `SET key value [NX] [PXAT expiry]`, one command a row: the value and its TTL become visible together.
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
    let (condition, writeOnlyIfMissing) = try condition(warm.write)
    var arguments: [CommandTemplate.Argument] = [
      .fixed(Array("SET".utf8)), .key(warm.key), try value(warm.value),
    ]
    if writeOnlyIfMissing { arguments.append(.fixed(Array("NX".utf8))) }
    if lifetime.formula != nil { arguments.append(.fixed(Array("PXAT".utf8))) }
    return program(
      input: .rows(warm.source), slots: warm.slots,
      split: PredicateSplit(warm.filter, warm.slots),
      output: .write(
        WritePlan(
          command: CommandTemplate(arguments, awaitsExpiry: lifetime.formula != nil), key: warm.key,
          lifetime: lifetime,
          condition: condition, isIdempotent: !writeOnlyIfMissing)))
  }

  /// The statement with its columns found: `json row` becomes their list, and a name that is no column is refused here when
  /// the checker could not know (stdin).
  private func bound(_ warm: Warm) throws(Refusal) -> Warm {
    guard let columns else { return warm }
    for slot in warm.slots {
      guard case .column(let name) = slot.source, !columns.contains(where: { $0.name == name })
      else { continue }
      throw refusal(
        "G017", "no column `\(Escaping.escaped(name))` in `\(warm.source.name)`",
        label: "columns: \(columns.map { Escaping.escaped($0.name) }.joined(separator: ", "))",
        help: nil, .recipe)
    }
    guard case .jsonRow = warm.value else { return warm }
    var bound = warm
    bound.value = .json(
      columns.map { column in
        let slot = Slot(
          .column(column.name), type: column.type.valueType, name: column.name)
        let index = bound.slots.firstIndex(of: slot) ?? bound.slots.count
        if index == bound.slots.count { bound.slots.append(slot) }
        return ValueShape.Member(name: column.name, value: .slot(index))
      })
    return bound
  }

  private func value(_ shape: ValueShape) throws(Refusal) -> CommandTemplate.Argument {
    switch shape {
    case .text(let text): .text(text)
    case .json(let members): .json(JSONTemplate(members))
    case .jsonRow:
      throw refusal(
        "G016", "`json row` needs columns that are not known yet",
        label: "the source has not been read", help: "name the columns: `json [a b c]`", .recipe)
    case .pending(let reason): throw notBuilt(reason)
    }
  }

  private func condition(
    _ mode: WriteMode
  ) throws(Refusal) -> (WritePlan.WriteCondition, writeOnlyIfMissing: Bool) {
    switch mode {
    case .always: (.always, false)
    case .missing: (.missing, true)
    case .stale(let fraction): (.stale(fraction), false)
    case .changed: throw notBuilt("`write changed` is not built yet")
    case .replace: throw notBuilt("`write replace` is not built yet")
    case .append: throw notBuilt("`write append` is not built yet")
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
