import Bytes

/// A server's `-ERR`: data, not a Swift error. It is thrown by nothing here.
package struct ServerError: Hashable, Sendable, CustomStringConvertible {
  /// The whole line without its `-`: `WRONGTYPE Operation against a key …`. Unescaped: sanitize before showing it.
  package let message: [UInt8]

  package init(message: [UInt8]) { self.message = message }
  package init(_ slice: ByteSlice) { self.message = Array(slice) }

  /// The first word: `WRONGTYPE`.
  package var code: String {
    String(decoding: message.prefix { $0 != UInt8(ascii: " ") }, as: UTF8.self)
  }

  package var kind: ServerErrorKind {
    message.withUnsafeBytes { ServerErrorKind(of: ByteSlice($0)) }
  }

  package var description: String { String(decoding: message, as: UTF8.self) }
}

/// What a server's error means for what we do next.
package enum ServerErrorKind: Hashable, Sendable {
  case outOfMemory
  case readOnly
  case moved(slot: Int, host: String, port: Int)
  case ask(slot: Int, host: String, port: Int)
  case loading
  case busy
  case noScript
  case noPermission
  case noAuthentication
  case wrongPassword
  case wrongType
  case clusterDown
  case tryAgain
  case masterDown
  /// Protected mode: the server takes no strangers.
  case denied
  case maxClients
  case other

  package init(of message: ByteSlice) {
    let words = message.buffer.split(separator: UInt8(ascii: " "), maxSplits: 3)
    guard let code = words.first else {
      self = .other
      return
    }
    switch String(decoding: code, as: UTF8.self) {
    case "OOM": self = .outOfMemory
    case "READONLY": self = .readOnly
    case "LOADING": self = .loading
    case "BUSY": self = .busy
    case "NOSCRIPT": self = .noScript
    case "NOPERM": self = .noPermission
    case "NOAUTH": self = .noAuthentication
    case "WRONGPASS": self = .wrongPassword
    case "WRONGTYPE": self = .wrongType
    case "CLUSTERDOWN": self = .clusterDown
    case "TRYAGAIN": self = .tryAgain
    case "MASTERDOWN": self = .masterDown
    case "DENIED": self = .denied
    case "MOVED":
      guard let (slot, host, port) = Self.redirection(words) else { fallthrough }
      self = .moved(slot: slot, host: host, port: port)
    case "ASK":
      guard let (slot, host, port) = Self.redirection(words) else { fallthrough }
      self = .ask(slot: slot, host: host, port: port)
    case "ERR":
      self = Self.plainError(String(decoding: message.buffer, as: UTF8.self))
    default: self = .other
    }
  }

  /// `MOVED 3999 127.0.0.1:6381`; the host is empty when it is the one that was asked, and may be IPv6.
  private static func redirection(
    _ words: [Slice<UnsafeBufferPointer<UInt8>>]
  ) -> (slot: Int, host: String, port: Int)? {
    guard words.count >= 3, let slot = Int(String(decoding: words[1], as: UTF8.self)),
      let colon = words[2].lastIndex(of: UInt8(ascii: ":")),
      let port = Int(String(decoding: words[2][(colon + 1)...], as: UTF8.self))
    else { return nil }
    return (slot, String(decoding: words[2][..<colon], as: UTF8.self), port)
  }

  /// Errors of servers that give a sentence and no code of its own.
  private static func plainError(_ message: String) -> ServerErrorKind {
    if message.hasPrefix("ERR max number of clients") { return .maxClients }
    // Redis 5 and older, and `AUTH user password` of 6 when only the default user exists.
    if message.hasPrefix("ERR invalid password") { return .wrongPassword }
    if message.hasPrefix("ERR operation not permitted") { return .noAuthentication }
    return .other
  }
}
