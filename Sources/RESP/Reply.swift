import Bytes

/// A reply that owns its bytes: for requests of the control plane. The pipeline works on `ReplyView`.
package enum Reply: Hashable, Sendable {
  case status([UInt8])
  case error(ServerError)
  case integer(Int)
  case bulk([UInt8])
  case array([Reply])
  case null

  package init(_ view: ReplyView) {
    switch view.kind {
    case .status: self = .status(Array(view.bytes))
    case .error: self = .error(ServerError(view.bytes))
    case .integer: self = .integer(view.integer ?? 0)
    case .bulk: self = .bulk(Array(view.bytes))
    case .array: self = .array(view.elements.map(Reply.init))
    case .null: self = .null
    }
  }

  package var error: ServerError? {
    if case .error(let error) = self { error } else { nil }
  }

  package var isOK: Bool { self == .status(Array("OK".utf8)) }

  /// The bytes of a bulk or a status.
  package var bytes: [UInt8]? {
    switch self {
    case .bulk(let bytes), .status(let bytes): bytes
    default: nil
    }
  }

  /// The text of a bulk or a status; invalid UTF-8 is repaired.
  package var text: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }

  /// The number of an integer, or of a bulk that holds one.
  package var integer: Int? {
    switch self {
    case .integer(let value): value
    case .bulk(let bytes), .status(let bytes): Int(String(decoding: bytes, as: UTF8.self))
    default: nil
    }
  }

  package var elements: [Reply]? {
    if case .array(let elements) = self { elements } else { nil }
  }
}
