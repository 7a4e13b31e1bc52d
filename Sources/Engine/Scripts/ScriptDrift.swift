import LuaScript
import Planner
import Recipe

/// What a recipe, the files on disk and the nodes of a server say of each script: three things that should be one.
package struct ScriptDrift: Sendable {
  package struct Row: Sendable {
    package let script: String
    package let node: String
    package let role: DeployNode.Role
    /// As the recipe writes it; nil without a pin.
    package let pin: ScriptDigest?
    /// Nil for a library that the recipe does not know.
    package let disk: ScriptDigest?
    package let holds: DeployReport.State

    package var drifts: Bool { holds != .present || (pin != nil && pin != disk) }
  }

  package let rows: [Row]

  package var drifts: Bool { rows.contains(where: \.drifts) }

  /// - Parameter known: every script of the recipe: a library of another name is one too many.
  package init(
    of scripts: [Script], known: [Script], on session: ServerSession
  ) throws(RunFailure) {
    let artifacts = scripts.map(DeployArtifact.init)
    let names = Set(known.compactMap(\.libraryName))
    var rows: [Row] = []
    for node in try DeployNode.discover(from: session) {
      let listing = try node.list(artifacts)
      for (script, artifact) in zip(scripts, artifacts) {
        rows.append(
          Row(
            script: script.name, node: node.name, role: node.role, pin: script.pin?.digest,
            disk: script.digest, holds: DeployReport.State(listing.holding(of: artifact))))
      }
      for library in listing.libraries where !names.contains(library.name) {
        rows.append(
          Row(
            script: library.name, node: node.name, role: node.role, pin: nil, disk: nil,
            holds: .other(ScriptDigest(of: library.code, as: .library))))
      }
    }
    self.rows = rows
  }
}
