/// `deploy NAME scripts […] drift abort|report|overwrite`.
package struct Deploy: Sendable {
  package enum Drift: String, Sendable {
    /// Nothing is changed anywhere.
    case abort
    /// It is said, and that library is left as it is.
    case report
    case overwrite
  }

  /// A library to be put back as it stood before an earlier deploy.
  package struct Restored: Sendable {
    package let library: String
    /// Nil: there was none.
    package let code: [UInt8]?
    /// What the earlier deploy left there, and what may be replaced therefore.
    package let deployed: [UInt8]

    package init(library: String, code: [UInt8]?, deployed: [UInt8]) {
      (self.library, self.code, self.deployed) = (library, code, deployed)
    }
  }

  package let scripts: [Script]
  /// Of a rollback, which has no scripts.
  package let restored: [Restored]
  /// What to do where a server holds other code under a library's name.
  package let drift: Drift

  package init(scripts: [Script], drift: Drift) {
    (self.scripts, self.drift, restored) = (scripts, drift, [])
  }

  /// Puts back what stood before; refused where somebody has deployed since.
  package init(restoring restored: [Restored]) {
    (scripts, drift, self.restored) = ([], .abort, restored)
  }
}
