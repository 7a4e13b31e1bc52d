/// A query whose holes became parameters: what a recipe puts there is a value, never SQL.
package struct SQLQuery: Sendable {
  /// With a `?` for each parameter.
  package let text: [UInt8]
  /// Values known before the run, in the order of their `?`.
  package let parameters: [Formula]
  /// Whether `{resume}` is among the holes.
  package let hasResume: Bool
}
