import Bytes
import Recipe

/// The keys of a pattern: its glob, and one key of them that surely nobody has.
struct KeyExample {
  let glob: [UInt8]
  let key: [UInt8]

  /// Where scripts build a key before they rename it over another.
  static let beside = ":cachectl:new"
  private static let nobody = Array("cachectl~nobody".utf8)

  private init(glob: [UInt8], key: [UInt8]) {
    self.glob = glob
    self.key = key
  }

  /// One key, by name.
  init(key: [UInt8]) {
    self.init(glob: key.withUnsafeBytes { GlobPattern.escape(ByteSlice($0)) }, key: key)
  }

  init(_ template: KeyTemplate) {
    let key = template.parts.reduce(into: [UInt8]()) { key, part in
      switch part {
      case .literal(let bytes): key += bytes
      case .field(let field):
        // A pattern of digits, which an ACL may have, matches no word.
        let value = field.type == .text ? Self.nobody : Array("0".utf8)
        key += field.isHashTag ? Array("{".utf8) + value + Array("}".utf8) : value
      }
    }
    self.init(glob: template.glob, key: key)
  }

  init(_ text: TextFormula) {
    var (glob, key): ([UInt8], [UInt8]) = ([], [])
    for part in text.parts {
      switch part {
      case .literal(let literal):
        glob += GlobPattern.escape(literal.slice)
        key += Array(literal.slice)
      case .value(_, let isHashTag):
        glob += isHashTag ? Array("{*}".utf8) : Array("*".utf8)
        key += isHashTag ? Array("{".utf8) + Self.nobody + Array("}".utf8) : Self.nobody
      }
    }
    self.init(glob: glob, key: key)
  }

  /// A Redis glob: `?` and a class are filled with what they match.
  init(glob: [UInt8]) {
    var key: [UInt8] = []
    var rest = glob[...]
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "*"): key += Self.nobody
      case UInt8(ascii: "?"): key.append(UInt8(ascii: "x"))
      case UInt8(ascii: "\\"): key.append(rest.popFirst() ?? byte)
      case UInt8(ascii: "["):
        let members = rest.prefix { $0 != UInt8(ascii: "]") }
        rest = rest.dropFirst(members.count + 1)
        // Of `[^a]` any other will do.
        key.append(members.first == UInt8(ascii: "^") ? UInt8(ascii: "~") : members.first ?? byte)
      default: key.append(byte)
      }
    }
    self.init(glob: glob, key: key)
  }

  var besideIt: KeyExample {
    KeyExample(glob: glob + Array(Self.beside.utf8), key: key + Array(Self.beside.utf8))
  }
}
