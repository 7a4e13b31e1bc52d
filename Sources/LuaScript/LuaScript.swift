import SourceText

/// One script or function library as it is sent to a server: its files joined, and what was read of it without running it.
package struct LuaScript: Sendable {
  /// What SCRIPT LOAD or FUNCTION LOAD gets, to the byte: the file itself, with the files that it includes in their places.
  package let bytes: [UInt8]
  /// The file itself, then those that it includes, in the order of their places.
  package let files: [SourceFile]
  /// `#!lua …` on the first line.
  package let header: LuaHeader?
  /// The functions that a library registers by literal names.
  package let functions: [String]
  /// Keys that are named in the text instead of being passed.
  package let literalKeys: [LiteralKey]

  package struct LiteralKey: Sendable {
    package let name: [UInt8]
    package let location: Location
    /// Only the beginning of the key: something is appended to it.
    package let isPrefix: Bool
  }
}

/// What a file is loaded as.
package enum LuaKind: String, Sendable {
  /// For EVALSHA.
  case script
  /// Functions, for FCALL.
  case library
}

/// What reading a script gave: the script when there was no error, and everything there is to say about it.
package struct LuaReading: Sendable {
  package let script: LuaScript?
  package let diagnostics: [Diagnostic]
}
