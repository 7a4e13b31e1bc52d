import LuaScript
import SourceText

/// `lua NAME { file "…" … }`: a script or a function library, read and checked.
package struct Script: Sendable {
  package let name: String
  package let location: Location
  /// Absolute.
  package let path: String
  package let kind: LuaKind
  /// The bytes as they are loaded, and what was read of them.
  package let lua: LuaScript
  package let digest: ScriptDigest
  package let pin: ScriptPin?
  /// How many keys it takes, where the recipe says.
  package let keyCount: Int?
  package let tests: [ScriptTest]
  package let doc: String?

  /// What servers call it: a library's own name.
  package var libraryName: String? { kind == .library ? lua.header?.name : nil }

  /// Whether it declares that it writes nothing, so that it may run where writing is not allowed.
  package var isReadOnly: Bool { lua.header?.flags.contains("no-writes") ?? false }
}

/// A digest as a pin writes it: `sha1:…` of a script, which is what EVALSHA calls it, `sha256:…` of a library.
package struct ScriptDigest: Hashable, Sendable, CustomStringConvertible {
  package let kind: LuaKind
  /// Lower case.
  package let hex: String

  package init(of bytes: [UInt8], as kind: LuaKind) {
    self.kind = kind
    hex = kind == .script ? SHA1.hexDigest(of: bytes) : SHA256.hexDigest(of: bytes)
  }

  /// Nil for text that is not a whole digest of this kind.
  init?(_ text: String, as kind: LuaKind) {
    let prefix = Self.prefix(kind)
    guard text.hasPrefix(prefix) else { return nil }
    let digits = text.dropFirst(prefix.count).lowercased()
    guard digits.utf8.count == (kind == .script ? 40 : 64), digits.allSatisfy(\.isHexDigit) else {
      return nil
    }
    (self.kind, hex) = (kind, digits)
  }

  package var description: String { Self.prefix(kind) + hex }

  /// As much of it as tells scripts apart: `sha1:2f9c0b7e`.
  package var short: String { Self.prefix(kind) + hex.prefix(8) }

  static func prefix(_ kind: LuaKind) -> String { kind == .script ? "sha1:" : "sha256:" }
}

/// `pin "sha1:…"`, and where it stands.
package struct ScriptPin: Sendable {
  package let digest: ScriptDigest
  package let location: Location
}

/// `test keys […] args […] expect …`: one call, known to the byte.
package struct ScriptTest: Sendable {
  package let location: Location
  /// Which function of a library is called.
  package let function: String?
  package let keys: [[UInt8]]
  package let arguments: [[UInt8]]
  package let expected: ExpectedReply
}

/// What a test expects, in the types that a reply can have.
package indirect enum ExpectedReply: Hashable, Sendable {
  case null
  case integer(Int64)
  /// A bulk or a status; with `-` in front also an error that begins so.
  case text([UInt8])
  case list([ExpectedReply])
}
