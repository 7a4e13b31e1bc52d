import LuaScript
import Planner
import Recipe

/// What the nodes of a deploy hold of its scripts.
package struct DeployReport: Sendable {
  package struct Node: Sendable {
    package let name: String
    package let role: DeployNode.Role
    package let items: [Item]
  }

  package struct Item: Sendable {
    package let script: String
    package let digest: ScriptDigest
    /// Nothing is to stand under the name.
    package let isRemoval: Bool
    package let before: State
    /// Nil: nothing was applied.
    package let after: State?
  }

  package enum State: Hashable, Sendable {
    case absent, present
    /// Other code under the library's name.
    case other(ScriptDigest)
    /// The node could not be asked.
    case unknown

    init(_ holding: Holding?, of artifact: DeployArtifact) {
      switch holding {
      case .present where artifact.isRemoval: self = .absent
      case .absent: self = .absent
      case .present: self = .present
      case .other(let code): self = .other(ScriptDigest(of: code, as: .library))
      case nil: self = .unknown
      }
    }

    /// `present`, `other sha256:2f9c0b7e`.
    package var text: String {
      switch self {
      case .absent: "absent"
      case .present: "present"
      case .other(let digest): "other \(digest.short)"
      case .unknown: "unknown"
      }
    }
  }

  package let nodes: [Node]

  init(_ nodes: [DeployNode], _ machine: DeployMachine, isApplied: Bool) {
    self.nodes = nodes.enumerated().map { node, server in
      let items = machine.plan.artifacts.enumerated().map { index, artifact in
        Item(
          script: artifact.name, digest: artifact.digest, isRemoval: artifact.isRemoval,
          before: State(machine.before[node][index], of: artifact),
          after: isApplied ? State(machine.after[node][index], of: artifact) : nil)
      }
      return Node(name: server.name, role: server.role, items: items)
    }
  }
}
