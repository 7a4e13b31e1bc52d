import Bytes
import Recipe

/// The literal bytes that all keys of a pattern begin with, and those that they end with.
struct KeyEnds {
  let prefix: [UInt8]
  let suffix: [UInt8]

  init(prefix: [UInt8], suffix: [UInt8]) {
    self.prefix = prefix
    self.suffix = suffix
  }

  /// Of a Redis glob. One with an escape or a class has no suffix that could be read backwards.
  init(glob: [UInt8]) {
    let special = Set("*?[\\".utf8)
    prefix = Array(glob.prefix { !special.contains($0) })
    let isPlain = !glob.contains(UInt8(ascii: "\\")) && !glob.contains(UInt8(ascii: "["))
    suffix = isPlain ? glob.reversed().prefix { !special.contains($0) }.reversed() : []
  }

  init(_ text: TextFormula) {
    prefix = Self.literal(text.parts, brace: "{")
    suffix = Self.literal(text.parts.reversed(), brace: "}").reversed()
  }

  /// The bytes up to the first hole, from the side at which `parts` begin.
  private static func literal(_ parts: [TextFormula.Part], brace: Unicode.Scalar) -> [UInt8] {
    var bytes: [UInt8] = []
    for part in parts {
      switch part {
      case .literal(let literal):
        bytes += brace == "{" ? Array(literal.slice) : Array(literal.slice).reversed()
      case .value(_, let isHashTag):
        return isHashTag ? bytes + [UInt8(ascii: brace)] : bytes
      }
    }
    return bytes
  }

  /// Whether a key may be of both; false only where none can.
  func mayMeet(_ other: KeyEnds) -> Bool {
    Self.agree(prefix, other.prefix) && Self.agree(suffix.reversed(), other.suffix.reversed())
  }

  private static func agree(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    zip(left, right).allSatisfy { $0 == $1 }
  }
}
