/// What people call a run: `r-7K2QM0`, short enough to type, long enough not to meet another.
package enum RunID {
  /// Crockford's alphabet: no I, L, O, U.
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  package static func make() -> String {
    "r-" + String((0..<6).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
  }
}
