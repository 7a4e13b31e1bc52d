/// What a run is called.
package enum RunName {
  /// `r-7K2QM`: short enough to type, long enough not to meet another. Crockford's alphabet: no I, L, O, U.
  package static func new() -> String {
    let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    return "r-" + String((0..<6).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
  }
}
