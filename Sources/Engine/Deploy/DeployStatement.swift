import Bytes
import Platform
import LuaScript
import Planner
import RESP
import Recipe
import RedisClient
import SourceText

/// `deploy`: ask every node what it holds, refuse what must not be replaced, load, read back, and take back what failed.
struct DeployStatement {
  private let run: StatementRun

  init(_ run: StatementRun) { self.run = run }

  func perform(_ report: inout StatementReport) throws(RunFailure) {
    let program = try run.lower()
    guard case .deploy(let plan) = program.output else {
      preconditionFailure("a deploy lowered to something else")
    }
    let nodes = try DeployNode.discover(from: run.session)
    var before: [[Holding]] = []
    for node in nodes {
      let listing = try node.list(plan.artifacts)
      if node.role == .primary { try refuseRivals(plan, listing) }
      before.append(plan.artifacts.map(listing.holding))
    }
    var machine = DeployMachine(plan, before: before)
    let preview = preview(machine, nodes, plan)
    report.deploy = preview.deploy
    try judgeDrift(machine, nodes, &report)
    guard try run.approve(program, preview, &report) else { return }
    if preview.matched > 0 { try keep(machine, as: preview.action) }
    run.observer.begin(run.action, writes: true)
    let driver = DeployDriver(nodes: nodes, interrupts: run.interrupts)
    driver.drive(&machine)
    report.commands = driver.commands
    report.batches = driver.batches
    report.bytes = driver.bytes
    report.deploy = DeployReport(nodes, machine, isApplied: true)
    account(machine, nodes, &report)
    if let signal = run.interrupts.signal { throw .interrupted(signal) }
    run.judge(&report, rows: 0, nil)
  }

  // MARK: The plan

  private func preview(
    _ machine: DeployMachine, _ nodes: [DeployNode], _ plan: DeployPlan
  ) -> PlanReport {
    var preview = PlanReport()
    preview.action = plan.artifacts.contains { !$0.isLibrary } ? "SCRIPT LOAD" : "FUNCTION LOAD"
    preview.scanned = nodes.count * plan.artifacts.count
    for node in nodes.indices {
      let due = machine.due(on: node)
      preview.matched += due.count
      preview.commands += due.count
      preview.bytes += due.reduce(0) { $0 + plan.artifacts[$1].code.count }
    }
    preview.deploy = DeployReport(nodes, machine, isApplied: false)
    return preview
  }

  /// A function that another library has already: the server would refuse ours.
  private func refuseRivals(_ plan: DeployPlan, _ listing: NodeListing) throws(RunFailure) {
    for artifact in plan.artifacts {
      guard let rival = listing.rival(of: artifact) else { continue }
      throw .refused(
        Lowering.Refusal(
          diagnostic: Diagnostic(
            id: "G024", severity: .refused, at: run.action.location,
            message: "the server has a function `\(rival.function)` already",
            label: "in its library `\(rival.library)`, which this recipe does not deploy",
            help: "rename the function, or remove that library: FUNCTION DELETE \(rival.library)"),
          kind: .notPermitted))
    }
  }

  /// Other code under our library's name: refused, or said.
  private func judgeDrift(
    _ machine: DeployMachine, _ nodes: [DeployNode], _ report: inout StatementReport
  ) throws(RunFailure) {
    for (index, artifact) in machine.plan.artifacts.enumerated() {
      guard case .other(let code) = machine.before[0][index] else { continue }
      let digest = ScriptDigest(of: code, as: .library)
      guard machine.isLeft(0, index) else { continue }
      let isRefusal = machine.plan.drift == .abort
      report.diagnostics.append(
        Diagnostic(
          id: "G023", severity: isRefusal ? .refused : .warning, at: run.action.location,
          message: "\(nodes[0].name) holds other code as library `\(artifact.library ?? "")`"
            + (isRefusal ? "; nothing was changed" : "; it was left"),
          label: "there \(digest.short)…, here \(artifact.digest.short)…",
          help: artifact.yields == nil
            ? "look at it with `cachectl lua diff`, then write `drift overwrite`"
            : "somebody has deployed since: deploy what you want instead"))
      guard isRefusal else { continue }
      report.status = .refused
      report.exit = .guardRefused
    }
  }

  /// Begins the statement's record, with the libraries that are replaced and what takes their place.
  private func keep(_ machine: DeployMachine, as command: String) throws(RunFailure) {
    try run.begin(command)
    for index in machine.due(on: 0) {
      let artifact = machine.plan.artifacts[index]
      guard let library = artifact.library else { continue }
      var before: [UInt8]?
      if case .other(let code) = machine.before[0][index] { before = code }
      try run.journal?.keep(
        DeployRecord(
          library: library, before: before, after: artifact.isRemoval ? nil : artifact.code),
        of: run.number)
    }
  }

  // MARK: The end

  private func account(
    _ machine: DeployMachine, _ nodes: [DeployNode], _ report: inout StatementReport
  ) {
    for (node, server) in nodes.enumerated() {
      for (index, artifact) in machine.plan.artifacts.enumerated() {
        let name = Array("\(artifact.name) on \(server.name)".utf8)
        name.withUnsafeBytes { bytes in
          switch machine.fate(node, index) {
          case .ok: report.ledger.succeed()
          case .skipped(let reason): report.ledger.skip(reason)
          case .failed(let failure): report.ledger.fail(failure, key: ByteSlice(bytes), row: nil)
          case .unknown: report.ledger.lose(key: ByteSlice(bytes), row: nil)
          }
        }
      }
    }
    if report.ledger.ok == 0, report.ledger.failed + report.ledger.unknown == 0,
      report.ledger.skipReasons.keys.allSatisfy({ $0 == SkipReason.present.rawValue })
    {
      report.notes.append("nothing to do: every node holds every script already")
    }
  }
}
