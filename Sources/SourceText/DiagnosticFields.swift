/// A diagnostic as programs read it: the fields of docs/cli.md, in their order.
///
/// `start` and `end` are byte offsets into the file; `line` and `column` are 1-based.
package struct DiagnosticFields: Sendable, Equatable {
  package let id: String
  package let severity: String
  package let file: String?
  package let line: Int?
  package let column: Int?
  package let start: Int?
  package let end: Int?
  package let message: String
  package let label: String
  package let help: String?
}

extension Diagnostic {
  package var fields: DiagnosticFields {
    let position = location?.position
    return DiagnosticFields(
      id: id, severity: severity.rawValue, file: location?.file.path, line: position?.line,
      column: position?.column, start: location?.span.start, end: location?.span.end,
      message: message, label: label, help: help)
  }
}
