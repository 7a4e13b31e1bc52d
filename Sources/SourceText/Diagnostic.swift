/// A problem of a recipe: what is wrong, where, why, and what to write instead.
///
/// Diagnostics are values. The parser and the checker collect them; prose is made in one catalogue beside each of them;
/// `DiagnosticRenderer` prints them for people and `cli.md`'s JSON for programs.
package struct Diagnostic: Sendable {
  package enum Severity: String, Sendable {
    case error
    case warning
    case refused
  }

  /// A stable id: `E0107`, `W0201`, `G002`. Every id has a golden file.
  package let id: String
  package let severity: Severity
  package let location: Location?
  package let message: String
  /// One line that says why, shown under the span.
  package let label: String
  /// What to write instead, ready to paste where possible.
  package let help: String?
  package let notes: [String]

  package init(
    id: String, severity: Severity = .error, at location: Location?, message: String,
    label: String = "", help: String? = nil, notes: [String] = []
  ) {
    self.id = id
    self.severity = severity
    self.location = location
    self.message = message
    self.label = label
    self.help = help
    self.notes = notes
  }
}
