import Platform
import Planner
import RESP
import Recipe
import RedisClient

/// Does what a `DeployMachine` decides, on the thread of the run.
final class DeployDriver {
  private let nodes: [DeployNode]
  private let interrupts: any InterruptSource
  private(set) var commands = 0
  private(set) var batches = 0
  private(set) var bytes = 0

  /// How long a replica may take to get what its primary has.
  private static let patience = Duration.seconds(5)
  private static let pause: Int32 = 10

  init(nodes: [DeployNode], interrupts: any InterruptSource) {
    self.nodes = nodes
    self.interrupts = interrupts
  }

  func drive(_ machine: inout DeployMachine) {
    while true {
      if interrupts.count > 0 { machine.interrupt() }
      switch machine.next() {
      case .load(let node, let artifacts):
        let code = artifacts.map { machine.plan.artifacts[$0] }
        let replies = send(code.map(Self.load), to: nodes[node])
        machine.loaded(artifacts, on: node, zip(code, replies).map(Self.outcome))
      case .verify(let node): machine.verified(node, holdings(of: node, machine))
      case .restore(let restorations):
        _ = send(restorations.map { Self.restore($0, machine.plan) }, to: nodes[0])
        machine.didRestore(restorations)
      case .finish: return
      }
    }
  }

  private func send(_ requests: [[[UInt8]]], to node: DeployNode) -> [Reply?] {
    commands += requests.count
    batches += 1
    bytes += requests.reduce(0) { $1.reduce($0) { $0 + $1.count } }
    return node.send(requests)
  }

  /// What a node holds; a replica is asked again until it has followed. Nil when it cannot be asked.
  private func holdings(of index: Int, _ machine: DeployMachine) -> [Holding]? {
    let deadline = MonotonicTime.now() + Self.patience
    while true {
      guard let listing = try? nodes[index].list(machine.plan.artifacts) else { return nil }
      let holdings = machine.plan.artifacts.map(listing.holding)
      if nodes[index].role == .primary || machine.isSatisfied(index, by: holdings)
        || MonotonicTime.now() >= deadline || interrupts.count > 1
      {
        return holdings
      }
      _ = poll(nil, 0, Self.pause)
    }
  }

  // MARK: Commands

  private static func load(_ artifact: DeployArtifact) -> [[UInt8]] {
    guard let name = artifact.library else { return words("SCRIPT", "LOAD") + [artifact.code] }
    return artifact.isRemoval ? words("FUNCTION", "DELETE", name) : library(artifact.code)
  }

  /// What stands under the name was compared before, so it may be replaced.
  private static func library(_ code: [UInt8]) -> [[UInt8]] {
    words("FUNCTION", "LOAD", "REPLACE") + [code]
  }

  private static func restore(
    _ restoration: DeployMachine.Restoration, _ plan: DeployPlan
  ) -> [[UInt8]] {
    if let code = restoration.code { return library(code) }
    return words("FUNCTION", "DELETE", plan.artifacts[restoration.artifact].library ?? "")
  }

  private static func words(_ words: String...) -> [[UInt8]] { words.map { Array($0.utf8) } }

  private static func outcome(
    _ artifact: DeployArtifact, _ reply: Reply?
  ) -> DeployMachine.LoadOutcome {
    guard let reply else { return .unknown }
    if let error = reply.error { return .failed(ItemFailure(error)) }
    let expected = artifact.isRemoval ? "OK" : artifact.library ?? artifact.digest.hex
    guard reply.text == expected else {
      return .failed(
        ItemFailure("digest", "the server calls it \(reply.text ?? "nothing"), not \(expected)"))
    }
    return .loaded
  }
}
