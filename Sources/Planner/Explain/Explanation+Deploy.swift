import Recipe

extension Explanation {
  mutating func add(_ plan: DeployPlan) {
    for artifact in plan.artifacts {
      let size = UnitText.size(Int64(artifact.code.count))
      if let library = artifact.library {
        add("library", "\(artifact.name)  \(artifact.digest)  \(size)")
        let functions = artifact.functions.map { "`\($0)`" }.joined(separator: " ")
        add("load", "FUNCTION LOAD [REPLACE] `\(library)` on the primary; replicas follow")
        if !functions.isEmpty { add("functions", functions) }
      } else {
        add("script", "\(artifact.name)  \(artifact.digest)  \(size)")
        add("load", "SCRIPT LOAD on the primary and on each replica")
      }
    }
    let hasLibraries = plan.artifacts.contains(where: \.isLibrary)
    if hasLibraries {
      let text =
        switch plan.drift {
        case .abort: "other code under a library's name: nothing is changed anywhere"
        case .report: "other code under a library's name is said, and left"
        case .overwrite: "other code under a library's name is kept in the report, and replaced"
        }
      add("drift", text)
    }
    let hasScripts = !plan.artifacts.allSatisfy(\.isLibrary)
    let questions =
      (hasScripts ? ["SCRIPT EXISTS"] : []) + (hasLibraries ? ["FUNCTION LIST WITHCODE"] : [])
    add("verify", questions.joined(separator: " and ") + " on every node")
    if hasLibraries { add("failure", "the libraries are put back as they were") }
    add("resend", "idempotent: sent again after a lost connection")
  }
}
