/// `deploy NAME scripts […] drift abort|report|overwrite`.
package struct Deploy: Sendable {
  package enum Drift: String, Sendable {
    /// Nothing is changed anywhere.
    case abort
    /// It is said, and that library is left as it is.
    case report
    case overwrite
  }

  package let scripts: [Script]
  /// What to do where a server holds other code under a library's name.
  package let drift: Drift
}
