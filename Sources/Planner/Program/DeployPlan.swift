import LuaScript
import Recipe

/// What a deploy brings to a server: content-addressed scripts, and function libraries under their names.
package struct DeployPlan: Sendable {
  package let artifacts: [DeployArtifact]
  package let drift: Deploy.Drift
}

/// One script or library as servers know it.
package struct DeployArtifact: Sendable {
  /// As the recipe calls it.
  package let name: String
  package let digest: ScriptDigest
  package let code: [UInt8]
  /// The name under which a server holds a library; nil for a script, whose name is its digest.
  package let library: String?
  /// The functions that a library registers, as far as its text says.
  package let functions: [String]

  /// Other code that gives way whatever `drift` says: what the deploy left that is rolled back.
  package let yields: [UInt8]?
  /// Nothing is to stand under the library's name.
  package let isRemoval: Bool

  package init(_ script: Script) {
    name = script.name
    digest = script.digest
    code = script.lua.bytes
    library = script.libraryName
    functions = script.lua.functions
    yields = nil
    isRemoval = false
  }

  package init(_ restored: Deploy.Restored) {
    name = restored.library
    code = restored.code ?? []
    digest = ScriptDigest(of: code, as: .library)
    library = restored.library
    functions = []
    yields = restored.deployed
    isRemoval = restored.code == nil
  }

  package var isLibrary: Bool { library != nil }
}
