import Planner
import RESP
import Recipe
import RedisClient
import SourceText

/// A warm that cannot fit is refused before it starts: strings, on a server that has a limit (docs/decisions/0043).
extension WarmStatement {
  /// Whether it is planned for its size alone: a server that evicts nothing would end it in the middle.
  func mustFit(_ plan: WritePlan) -> Bool {
    guard case .value = plan.form, !run.action.watchesMemory else { return false }
    return run.session.info.maxMemory ?? 0 > 0 && run.session.info.maxMemoryPolicy == "noeviction"
  }

  /// Why the server has no room for what was planned; nil where it has, or where nobody can say.
  func refusalOfSize(
    _ found: PlanReport, _ plan: WritePlan
  ) throws(RunFailure) -> Diagnostic? {
    guard case .value = plan.form, !run.action.watchesMemory,
      let limit = run.session.info.maxMemory,
      limit > 0, !found.someKeys.isEmpty
    else { return nil }
    let policy = run.session.info.maxMemoryPolicy ?? "noeviction"
    var present = 0
    for start in stride(from: 0, to: found.someKeys.count, by: 100) {
      let keys = found.someKeys[start..<min(start + 100, found.someKeys.count)]
      present += try run.session.ask([Array("EXISTS".utf8)] + keys).integer ?? 0
    }
    let different = Double(Set(found.someKeys).count) / Double(found.someKeys.count)
    let forecast = MemoryForecast(
      commandBytes: Double(found.bytes),
      newShare: (1 - Double(present) / Double(found.someKeys.count)) * different,
      used: try run.session.infoNumber("memory", "used_memory"), limit: Double(limit),
      evicts: policy != "noeviction")
    guard !forecast.fits else { return nil }
    let room =
      forecast.evicts
      ? "maxmemory is \(Self.size(forecast.limit)) in all"
      : "\(Self.size(forecast.used)) of \(Self.size(forecast.limit)) are used"
    return Diagnostic(
      id: "G027", severity: .refused, at: run.action.location,
      message: "this would not fit in the server's memory; nothing was changed",
      label:
        "\(found.matched) keys need at least \(Self.size(forecast.need)), and \(room), policy \(policy)",
      help: "raise maxmemory, or warm less; `guard server.memory < …` instead of this check")
  }

  private static func size(_ bytes: Double) -> String {
    bytes < 10 * 1_048_576
      ? "\(Int(bytes / 1024)) KiB" : "\(Int(bytes / 1_048_576)) MiB"
  }
}

extension StatementReport {
  /// Refused as a guard refuses: nothing was changed.
  mutating func refuse(_ refusal: Diagnostic, _ found: PlanReport) {
    plan = found
    diagnostics.append(refusal)
    status = .refused
    exit = .guardRefused
  }
}

extension Action {
  /// Whoever says how much memory the server may use during the run decides it so.
  fileprivate var watchesMemory: Bool {
    guards.contains { $0.aggregates.contains { $0.source == .aggregate(.serverMemory) } }
  }
}
