/// A query whose holes became parameters: what a recipe puts there is a value, never SQL.
package struct SQLQuery: Sendable {
  /// With a `?` for each parameter.
  package let text: [UInt8]
  /// Values known before the run, in the order of their `?`.
  package let parameters: [Formula]
  /// Where `{resume}` stands; nil without it.
  package let resume: ResumePlace?

  /// A condition that is put into the text: nothing when a query begins, `"id" > ?` when it goes on.
  package struct ResumePlace: Sendable {
    /// In `text`.
    package let offset: Int
    /// How many parameters come before it.
    package let parameter: Int
  }

  /// The text of a query that begins, or that goes on behind a value of `column`, which is then its parameter `place`.
  package func text(resumingBy column: String?) -> [UInt8] {
    guard let resume else { return text }
    let condition =
      column.map {
        "\"\($0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\" > ?"
      }
      ?? "1 = 1"
    return Array(text[..<resume.offset]) + condition.utf8 + text[resume.offset...]
  }
}
