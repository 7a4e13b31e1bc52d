import Recipe

extension Lowering {
  /// Names decide alone: `UNLINK` over a page, or `PEXPIREAT … LT` key by key. Attributes decide too: a script checks them
  /// again and acts, atomically, over at most 250 keys a call.
  func lower(_ sweep: Sweep) throws(Refusal) -> Program {
    try refuseReplica()
    let effect: RemovalPlan.Effect
    switch sweep.action {
    case .unlink: effect = .unlink
    case .expire(let after, let jitter): effect = .expire(after: after, jitter: jitter)
    case .pending(let reason): throw notBuilt(reason)
    }
    let split = PredicateSplit(sweep.filter, sweep.slots)
    return program(
      input: try input(sweep.selection), slots: sweep.slots, split: split,
      probes: try probes(sweep.slots),
      output: .remove(
        RemovalPlan(effect: effect, script: try script(split, sweep.slots, effect))))
  }

  private func script(
    _ split: PredicateSplit, _ slots: [Slot], _ effect: RemovalPlan.Effect
  ) throws(Refusal) -> CheckedScript? {
    guard let predicate = split.attributes ?? alwaysForOldServers(effect) else { return nil }
    guard let script = CheckedScript(predicate: predicate, slots: slots, effect: effect) else {
      throw refusal(
        "G015", "this condition cannot be checked again on the server",
        label: "a script must decide it too, and Lua would decide otherwise",
        help: "compare attributes with constants; put what names decide in a `where` of its own",
        .recipe)
    }
    return script
  }

  /// Before 7.0 there is no `PEXPIREAT … LT`: the script compares instead, with a predicate that is always true.
  private func alwaysForOldServers(_ effect: RemovalPlan.Effect) -> Formula? {
    guard case .expire = effect, !capabilities.hasConditionalExpire else { return nil }
    return .constant(Constant(.boolean(true)))
  }
}
