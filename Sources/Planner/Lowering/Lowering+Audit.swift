import Recipe

extension Lowering {
  /// No write command: SCAN, and for each key its type, its TTL and whatever the statement mentions.
  func lower(_ audit: Audit) throws(Refusal) -> Program {
    let mentioned = try probes(audit.slots)
    let split = try split(audit.filter, audit.slots, audit.selection)
    try refuseColumns(audit)
    return program(
      input: try input(audit.selection), slots: audit.slots, split: split,
      probes: Probe.allCases.filter { $0 == .ttl || $0 == .type || mentioned.contains($0) },
      output: .measure(audit))
  }
}
