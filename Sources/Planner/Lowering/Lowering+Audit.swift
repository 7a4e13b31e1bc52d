import Recipe

extension Lowering {
  /// No write command: SCAN, and for each key its type, its TTL and whatever the statement mentions.
  func lower(_ audit: Audit) throws(Refusal) -> Program {
    var asked = Set(try probes(audit.slots)).union([.ttl, .type])
    if audit.asksForSizes { asked.insert(.bytes) }
    let split = try split(audit.filter, audit.slots, audit.selection)
    try refuseColumns(audit)
    return program(
      input: try input(audit.selection), slots: audit.slots, split: split,
      probes: Probe.inOrder(asked),
      output: .measure(audit))
  }
}
