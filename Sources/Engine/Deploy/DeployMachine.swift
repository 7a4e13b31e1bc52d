import Planner
import Recipe

/// Decides what a deploy does next, and what became of each script on each node. Pure: it is told what nodes answered.
///
///     scripts on every node ─► libraries on the primary ─► read back ─► done
///                  └──────── something failed ────────────────┴─► libraries as they were ─► read back ─► done
///
/// Scripts go first: they are called by their digest, so one that is on half of the nodes is called by nobody. Libraries are
/// replaced last, in one place, from where replicas get them.
struct DeployMachine {
  enum Action: Equatable {
    case load(node: Int, artifacts: [Int])
    /// Ask the node what it holds, with patience where it follows another one.
    case verify(node: Int)
    /// On the primary, each library to the code that it had, nil for none.
    case restore([Restoration])
    case finish
  }

  struct Restoration: Equatable {
    let artifact: Int
    let code: [UInt8]?
  }

  /// What came of sending one script or library.
  enum LoadOutcome: Equatable {
    case loaded
    case failed(ItemFailure)
    /// No reply: it may have run.
    case unknown
  }

  enum Fate: Equatable {
    case ok
    case skipped(SkipReason)
    case failed(ItemFailure)
    case unknown
  }

  private enum Phase: Equatable {
    case scripts(node: Int)
    case libraries
    case verifying(node: Int)
    case restoring
    case finished
  }

  let plan: DeployPlan
  /// By node, the primary first, then by script.
  let before: [[Holding]]
  private(set) var after: [[Holding?]]
  private var outcomes: [[LoadOutcome?]]
  private var phase = Phase.scripts(node: 0)
  private var hasFailed = false
  /// Libraries that were put back, or were to be.
  private(set) var restored: Set<Int> = []

  init(_ plan: DeployPlan, before: [[Holding]]) {
    self.plan = plan
    self.before = before
    after = before.map { $0.map { _ in nil } }
    outcomes = before.map { $0.map { _ in nil } }
  }

  /// Whether a node's other code is left as it is.
  func isLeft(_ node: Int, _ artifact: Int) -> Bool {
    guard case .other(let code) = before[0][artifact] else { return false }
    return plan.drift != .overwrite && code != plan.artifacts[artifact].yields
  }

  /// What is to be sent to a node.
  func due(on node: Int) -> [Int] {
    plan.artifacts.indices.filter { index in
      before[node][index] != .present
        && (plan.artifacts[index].isLibrary ? node == 0 && !isLeft(node, index) : true)
    }
  }

  // MARK: What is next

  mutating func next() -> Action {
    while true {
      switch phase {
      case .scripts(let node):
        guard node < before.count, !hasFailed else {
          phase = hasFailed ? .verifying(node: 0) : .libraries
          continue
        }
        let scripts = due(on: node).filter { !plan.artifacts[$0].isLibrary }
        if !scripts.isEmpty { return .load(node: node, artifacts: scripts) }
        phase = .scripts(node: node + 1)
      case .libraries:
        let libraries = due(on: 0).filter { plan.artifacts[$0].isLibrary }
        if !libraries.isEmpty, !hasFailed { return .load(node: 0, artifacts: libraries) }
        phase = .verifying(node: 0)
      case .verifying(let node):
        if node < before.count { return .verify(node: node) }
        phase = hasFailed && restored.isEmpty ? .restoring : .finished
      case .restoring:
        let restorations = self.restorations
        if !restorations.isEmpty { return .restore(restorations) }
        phase = .finished
      case .finished: return .finish
      }
    }
  }

  /// The libraries that were sent, and may have been taken, in the opposite order.
  private var restorations: [Restoration] {
    due(on: 0).reversed().filter { plan.artifacts[$0].isLibrary }.compactMap { index in
      switch outcomes[0][index] {
      case .loaded?, .unknown?: break
      case .failed?, nil: return nil
      }
      if case .other(let code) = before[0][index] {
        return Restoration(artifact: index, code: code)
      }
      return Restoration(artifact: index, code: nil)
    }
  }

  // MARK: What happened

  mutating func loaded(_ artifacts: [Int], on node: Int, _ results: [LoadOutcome]) {
    for (artifact, result) in zip(artifacts, results) { outcomes[node][artifact] = result }
    if results.contains(where: { $0 != .loaded }) { hasFailed = true }
    if case .scripts(let node) = phase {
      phase = .scripts(node: node + 1)
    } else {
      phase = .verifying(node: 0)
    }
  }

  /// - Parameter holdings: nil when the node could not be asked.
  mutating func verified(_ node: Int, _ holdings: [Holding]?) {
    for artifact in plan.artifacts.indices { after[node][artifact] = holdings?[artifact] }
    if restored.isEmpty, !(holdings.map { isSatisfied(node, by: $0) } ?? false) {
      hasFailed = true
    }
    phase = .verifying(node: node + 1)
  }

  mutating func didRestore(_ restorations: [Restoration]) {
    restored = Set(restorations.map(\.artifact))
    phase = .verifying(node: 0)
  }

  /// Somebody wants it to end: what was begun is taken back.
  mutating func interrupt() {
    hasFailed = true
  }

  /// Whether a node holds what it should by now: what a replica that follows is waited for.
  func isSatisfied(_ node: Int, by holdings: [Holding]) -> Bool {
    plan.artifacts.indices.allSatisfy { index in
      if restored.contains(index) { return holdings[index] == before[0][index] }
      return holdings[index] == .present || isLeft(node, index)
    }
  }

  // MARK: What became of it

  func fate(_ node: Int, _ artifact: Int) -> Fate {
    if isLeft(node, artifact) { return .skipped(.drift) }
    let wasPresent = before[node][artifact] == .present
    let source = plan.artifacts[artifact].isLibrary ? 0 : node
    guard let after = after[node][artifact] else {
      return outcomes[source][artifact] == nil && !wasPresent ? .skipped(.stopped) : .unknown
    }
    if after == .present { return wasPresent ? .skipped(.present) : .ok }
    switch outcomes[source][artifact] {
    case .failed(let failure): return .failed(failure)
    case .loaded, .unknown:
      return restored.contains(artifact)
        ? .failed(ItemFailure("rolled-back", "put back as it was, because the deploy failed"))
        : .failed(ItemFailure("missing", "loaded, and not there when it was read back"))
    case nil:
      return wasPresent
        ? .failed(ItemFailure("missing", "it was there before, and is not any more"))
        : .skipped(.stopped)
    }
  }
}
