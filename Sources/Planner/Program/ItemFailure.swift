import Recipe

/// Why one row or key could not be acted on: a short code that reports group by, and a sentence for people.
///
/// Codes of our own: `null`, `utf8`, `type`, `ttl-range`, `ttl-null`, `csv`. A server's error gives its own code in lower case:
/// `wrongtype`, `oom`, `noperm`.
package struct ItemFailure: Error, Hashable, Sendable {
  package let code: String
  package let detail: String

  package init(_ code: String, _ detail: String) {
    self.code = code
    self.detail = detail
  }
}

extension ItemFailure {
  /// What rendering a template said, or nil when it rendered.
  package init?(_ failure: RenderFailure?) {
    guard let failure else { return nil }
    self.init(failure)
  }

  package init(_ failure: RenderFailure) {
    if let problem = failure.problem {
      self.init("type", problem.phrase)
    } else {
      self.init("null", "a hole is null for this row; `| default` gives it a text")
    }
  }
}
