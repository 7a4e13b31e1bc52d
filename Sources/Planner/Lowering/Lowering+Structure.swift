import Recipe

/// A warm whose value is a structure: one command a key, with the members of all its rows.
extension Lowering {
  func structurePlan(_ structure: Structure, _ warm: Warm, _ lifetime: Lifetime) -> WritePlan {
    let expires = lifetime.formula != nil
    let command = expires ? nil : plainCommand(structure, warm.write)
    let script =
      command == nil ? WriteScript(structure, mode(warm), expires: expires) : nil
    let prefix = script.map { ["EVALSHA", $0.digest, "1"] } ?? [command ?? ""]
    return WritePlan(
      form: .structure(
        StructurePlan(
          members: MemberTemplate(structure, fields: fields(structure)),
          prefix: prefix.map { Array($0.utf8) },
          needsWholeKeys: needsWholeKeys(structure, warm.write),
          isGrouped: warm.isGrouped)),
      key: warm.key, lifetime: lifetime, tag: tagPlan(warm), condition: condition(warm.write),
      script: script,
      isIdempotent: isIdempotent(structure, warm.write))
  }

  /// A command of the server's own does where there is no TTL to become visible with the value, and members are only added.
  private func plainCommand(_ structure: Structure, _ mode: WriteMode) -> String? {
    switch (structure, mode) {
    case (.hash, .always): "HSET"
    case (.set, .append): "SADD"
    case (.list, .append): "RPUSH"
    case (.sortedSet(_, _, sums: false, top: nil), .append): "ZADD"
    case (.hyperLogLog, .append): "PFADD"
    case (.geo, .append): "GEOADD"
    default: nil
    }
  }

  private func mode(_ warm: Warm) -> WriteScript.Mode {
    switch warm.write {
    case .always, .append: .add
    case .missing: .create
    case .stale, .replace: .replace
    case .changed: .change(touches: warm.touches)
    }
  }

  /// Members may come in several commands where each only adds its own. A key that is replaced or left alone as one may not, and
  /// the highest scores are known only when all are.
  private func needsWholeKeys(_ structure: Structure, _ mode: WriteMode) -> Bool {
    switch (structure, mode) {
    case (_, .missing), (_, .stale), (_, .replace): true
    case (.sortedSet(_, _, _, top: .some), _): true
    case (_, .append), (_, .always), (_, .changed): false
    }
  }

  func condition(_ mode: WriteMode) -> WritePlan.WriteCondition {
    switch mode {
    case .always, .append, .replace: .always
    case .missing: .missing
    case .stale(let fraction): .stale(fraction)
    case .changed: .changed
    }
  }

  private func isIdempotent(_ structure: Structure, _ mode: WriteMode) -> Bool {
    switch (structure, mode) {
    case (_, .missing): false
    case (.list, .append), (.stream, .append), (.sortedSet(_, _, sums: true, _), .append): false
    default: true
    }
  }

  private func fields(_ structure: Structure) -> [ValueShape.Member] {
    switch structure {
    case .hash(.named(let members)), .stream(.named(let members), _, _): members
    default: []
    }
  }
}
