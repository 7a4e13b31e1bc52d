import Bytes
import Engine

/// A plan as it is shown before it is applied.
extension ReportText {
  /// ```
  /// plan   sweep session → UNLINK
  ///        scanned 4,812,094   matched 38,120 (0.8 %)   ≈ 61 MiB   8 s
  ///        guards  pass  keys <= 100k   keys = 38,120
  ///        sample  session:eu:9f3a…  idle 9d2h  412 B
  /// ```
  package func preview(_ plan: PlanReport, verb: String, name: String) -> [String] {
    let palette = style.palette
    var lines = [
      palette.paint("plan", .heading)
        + "   \(verb) \(Escaping.escaped(name)) → \(palette.paint(plan.action, .emphasis))",
      Self.indent + extent(plan, verb),
    ]
    if let deploy = plan.deploy { lines += DeployText(deploy).lines.map { Self.indent + $0 } }
    if let remark = plan.remark, verb != "bench" { lines.append(Self.indent + "keys    " + remark) }
    for (index, verdict) in plan.guards.enumerated() {
      lines.append(Self.indent + (index == 0 ? "guards  " : "        ") + line(verdict))
    }
    let samples = plan.sample.prefix(5).map { sample in
      ([Escaping.escaped(sample.key)]
        + sample.facts.map { "\($0.name) \(Escaping.escaped($0.text))" })
        .joined(separator: "  ")
    }
    for (index, sample) in samples.enumerated() {
      let text = (index == 0 ? "sample  " : "        ") + sample
      lines.append(Self.indent + (style.width.map { DisplayWidth.elide(text, to: $0 - 8) } ?? text))
    }
    return lines
  }

  private func extent(_ plan: PlanReport, _ verb: String) -> String {
    var parts: [String] = []
    if let deploy = plan.deploy {
      parts.append("nodes \(deploy.nodes.count)")
      parts.append("scripts \(deploy.nodes.first?.items.count ?? 0)")
    } else if verb == "bench" {
      return plan.remark ?? ""
    } else {
      parts.append("\(verb == "warm" ? "rows" : "scanned") \(Units.count(plan.scanned))")
      parts.append("matched \(Units.count(plan.matched)) (\(Units.percent(plan.share)))")
    }
    if plan.unusable > 0 { parts.append("unusable \(Units.count(plan.unusable))") }
    if let memory = plan.memory { parts.append("≈ \(Units.bytes(memory))") }
    if plan.commands > 0 {
      parts.append(Units.counted(plan.commands, "command"))
    }
    if plan.bytes > 0 { parts.append(Units.bytes(plan.bytes)) }
    if plan.estimateSeconds >= 0.001 {
      parts.append("≈ \(Units.elapsed(nanoseconds: Int(plan.estimateSeconds * 1e9)))")
    }
    return parts.joined(separator: "   ")
  }
}
