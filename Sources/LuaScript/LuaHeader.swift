import SourceText

/// The first line of a library, and of a script that declares flags: `#!lua name=leases flags=no-writes,allow-stale`.
package struct LuaHeader: Hashable, Sendable {
  package let engine: String
  package let name: String?
  package let flags: [String]
  /// Words that no server knows.
  package let unknown: [String]
  /// The line, without its end.
  package let span: Span

  /// Nil where the text does not begin with `#!`.
  init?(_ bytes: [UInt8]) {
    guard bytes.starts(with: "#!".utf8) else { return nil }
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    span = Span(0, line.count)
    var words = String(decoding: line.dropFirst(2), as: UTF8.self)
      .split(separator: " ").map(String.init)[...]
    engine = words.popFirst() ?? ""
    var name: String?
    var flags: [String] = []
    var unknown: [String] = []
    for word in words {
      if word.hasPrefix("name=") {
        name = String(word.dropFirst(5))
      } else if word.hasPrefix("flags=") {
        flags += word.dropFirst(6).split(separator: ",").map(String.init)
      } else {
        unknown.append(word)
      }
    }
    (self.name, self.flags, self.unknown) = (name, flags, unknown)
  }
}
