/// What a server may send us before we take it for broken or hostile. Checked while a reply is parsed.
package struct ReplyLimits: Sendable {
  /// Tokens of one reply: its elements at every level, and the arrays around them.
  package var elements: Int
  /// Bytes of one reply, and bytes read that do not yet make up a reply. Redis' own limit for a bulk is 512 MiB.
  package var bytes: Int
  /// Arrays inside arrays. hiredis 0.14 cannot do more than 8.
  package var depth: Int

  package init(
    elements: Int = 1 << 22, bytes: Int = (512 << 20) + (1 << 20), depth: Int = 8
  ) {
    self.elements = elements
    self.bytes = bytes
    self.depth = min(depth, 8)
  }
}

/// Bytes that are not RESP2, or more of them than the limits allow. The connection they came from is of no more use.
package enum ProtocolError: Error, Equatable, Sendable {
  /// hiredis' own words.
  case malformed(String)
  /// RESP3, or a kind that no RESP2 server sends.
  case unsupportedType
  /// A reply while no command waited for one.
  case unexpectedReply
  /// An error in answer to half a command: the server does not take what it was sent, and closes.
  case refused(String)
  case tooManyElements(limit: Int)
  case tooLarge(limit: Int)
  case tooDeep(limit: Int)

  package var description: String {
    switch self {
    case .malformed(let reason): reason
    case .unsupportedType: "a reply of a type that RESP2 does not have"
    case .unexpectedReply: "a reply to no command"
    case .refused(let error): "the server takes no more of what it was sent: \(error)"
    case .tooManyElements(let limit): "a reply of more than \(limit) elements"
    case .tooLarge(let limit): "a reply of more than \(limit) bytes"
    case .tooDeep(let limit): "arrays nested more than \(limit) deep"
    }
  }
}
