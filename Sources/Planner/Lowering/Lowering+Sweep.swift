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
    case .rename(let target, let life):
      try refuse(target, sweep)
      effect = .rename(target: target, life: life)
    case .persist: effect = .persist
    }
    let split = try split(sweep.filter, sweep.slots, sweep.selection)
    if sweep.undo != nil { try refuseIdleTimes(sweep.slots) }
    return program(
      input: try input(sweep.selection), slots: sweep.slots, split: split,
      probes: try probes(sweep.slots),
      output: .remove(
        RemovalPlan(
          effect: effect,
          script: try script(split, sweep.slots, effect, keepsCopy: sweep.undo != nil),
          undo: sweep.undo)))
  }

  /// Reading a key to keep it must not spoil what it is chosen by.
  private func refuseIdleTimes(_ slots: [Slot]) throws(Refusal) {
    guard !capabilities.hasNoTouch,
      let probe = slots.compactMap({ Probe($0.source) }).first(where: { $0 == .idle || $0 == .freq }
      )
    else { return }
    throw refusal(
      "G025", "`undo` and `\(probe.name)` cannot be asked together on this server",
      label:
        "keeping a key resets its idle time before 7.2, this is \(capabilities.version)",
      help: "choose keys by something else, or leave `undo` out", .notPermitted)
  }

  private func script(
    _ split: PredicateSplit, _ slots: [Slot], _ effect: RemovalPlan.Effect, keepsCopy: Bool
  ) throws(Refusal) -> CheckedScript? {
    guard keepsCopy || split.attributes != nil || split.touching != nil || needsScript(effect)
    else {
      return nil
    }
    guard let script = CheckedScript(split, slots: slots, effect: effect, keepsCopy: keepsCopy)
    else {
      throw refusal(
        "G015", "this condition cannot be checked again on the server",
        label: "a script must decide it too, and Lua would decide otherwise",
        help: "compare attributes with constants; put what names decide in a `where` of its own",
        .recipe)
    }
    return script
  }

  /// What one command does not do needs a script where names decide alone, too. Before 7.0
  /// there is no `PEXPIREAT … LT`; a rename sets the TTL in the same step; PERSIST does not say whether the key was there.
  private func needsScript(_ effect: RemovalPlan.Effect) -> Bool {
    switch effect {
    case .unlink: false
    case .expire: !capabilities.hasConditionalExpire
    case .rename, .persist: true
    }
  }

  // MARK: Renaming

  /// A new name is made of the old one, and the sweep must not find it: it would be renamed again, by this run or the next.
  private func refuse(_ target: TextFormula, _ sweep: Sweep) throws(Refusal) {
    for slot in target.slots.map({ sweep.slots[$0] }) {
      switch slot.source {
      case .keyField, .attribute(.key): continue
      case .column, .attribute, .hashField, .aggregate, .reply, .draw:
        throw refusal(
          "G019", "a new name is made of the key and its fields alone",
          label: "`\(slot.name)` changes while the sweep runs",
          help: "write `by rename \"trash:{#key}\"`", .recipe)
      }
    }
    guard target.constant == nil else {
      throw refusal(
        "G019", "every key would be renamed to one name", label: "the name has no hole",
        help: "write `by rename \"trash:{#key}\"`", .recipe)
    }
    let renamed = KeyEnds(target)
    try refuseProtected(
      renamed, "a new name may be one that the server's profile protects",
      help: "rename to another prefix, or change `protect` of the server")
    let found: [KeyEnds] =
      switch sweep.selection {
      case .family(let family): [KeyEnds(glob: family.template.glob)]
      case .pattern(let glob): [KeyEnds(glob: glob)]
      case .keys(let keys): keys.map { KeyEnds(prefix: $0, suffix: $0) }
      case .rows(_, let key): [KeyEnds(key)]
      // What a tag lists is listed by name, and the new names are not.
      case .tag(let tag): tag.family.map { [KeyEnds(glob: $0.template.glob)] } ?? []
      }
    guard found.contains(where: renamed.mayMeet) else { return }
    throw refusal(
      "G020", "a renamed key could match the sweep again",
      label: "the new names and the keys that are swept may begin alike",
      help: "rename to a prefix that the pattern does not match: `by rename \"trash:{#key}\"`",
      .recipe)
  }
}
