import LuaScript
import Recipe

extension Lowering {
  /// `SCRIPT LOAD` on every node, `FUNCTION LOAD` on the primary, from where replicas get it; then both are read back.
  func lower(_ deploy: Deploy) throws(Refusal) -> Program {
    try refuseReplica()
    for script in deploy.scripts where !capabilities.hasFunctions {
      if script.libraryName != nil {
        throw refusal(
          "G021", "this server has no function libraries", at: script.location,
          label: "FUNCTION LOAD needs 7.0, this is \(capabilities.version.description)",
          help: "declare it as a script, or deploy it to a newer server", .notPermitted)
      }
      if script.lua.header != nil {
        throw refusal(
          "G022", "this server does not know a `#!lua` line", at: script.location,
          label: "flags of a script need 7.0, this is \(capabilities.version.description)",
          help: "remove the first line of the script for this server", .notPermitted)
      }
    }
    return program(
      input: .none,
      output: .deploy(
        DeployPlan(
          artifacts: deploy.scripts.map { DeployArtifact($0) }
            + deploy.restored.map { DeployArtifact($0) },
          drift: deploy.drift)))
  }

  /// A deploy sends a handful of commands: there is nothing to pace or to cut up.
  func refuseUnbuiltDeploy() throws(Refusal) {
    if action.batch != nil { throw notBuilt("`batch` of a deploy is not built yet") }
    if action.rate != nil { throw notBuilt("`rate` of a deploy is not built yet") }
  }
}
