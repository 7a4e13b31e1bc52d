import SourceText

/// One token of Lua, as far as the checks need to tell them apart.
struct LuaToken {
  enum Kind: Equatable {
    case name(String)
    /// The string's bytes where it has no escapes, which is all that a key or a command's name needs; else nil.
    case string([UInt8]?)
    case number
    case symbol(UInt8)
    /// `..`
    case concatenation
    /// With its dashes, without its line end.
    case comment
  }

  let kind: Kind
  let span: Span

  func isName(_ text: String) -> Bool { kind == .name(text) }
  func isSymbol(_ text: Unicode.Scalar) -> Bool { kind == .symbol(UInt8(ascii: text)) }
}
