import Bytes
import RESP
import Recipe

/// The first place where a reply is not what a test expects, with both in the types that replies have.
package struct ReplyMismatch: Hashable, Sendable {
  /// `[2][1]`, counted from 1 as Lua does; empty for the whole.
  package let place: String
  package let expected: String
  package let got: String

  /// Nil when it is what was expected.
  init?(_ reply: Reply, expecting expected: ExpectedReply, place: String = "") {
    switch (expected, reply) {
    case (.null, .null): return nil
    case (.integer(let wanted), .integer(let number)) where Int(wanted) == number: return nil
    case (.text(let wanted), .bulk(let bytes)) where wanted == bytes: return nil
    case (.text(let wanted), .status(let bytes)) where wanted == bytes: return nil
    case (.text(let wanted), .error(let error))
    where wanted.first == UInt8(ascii: "-") && error.message.starts(with: wanted.dropFirst()):
      return nil
    case (.list(let wanted), .array(let elements)) where wanted.count == elements.count:
      for (index, pair) in zip(wanted, elements).enumerated() {
        let place = "\(place)[\(index + 1)]"
        guard let mismatch = ReplyMismatch(pair.1, expecting: pair.0, place: place) else {
          continue
        }
        self = mismatch
        return
      }
      return nil
    default:
      self.init(place: place, expected: expected.typedText, got: reply.typedText)
    }
  }

  init(place: String, expected: String, got: String) {
    (self.place, self.expected, self.got) = (place, expected, got)
  }
}

extension ExpectedReply {
  /// `integer 9`, `text "9"`, `list [integer 1, null]`.
  package var typedText: String {
    switch self {
    case .null: "null"
    case .integer(let number): "integer \(number)"
    case .text(let bytes) where bytes.first == UInt8(ascii: "-"):
      "error \(TypedText.quoted(Array(bytes.dropFirst())))"
    case .text(let bytes): "text \(TypedText.quoted(bytes))"
    case .list(let elements): TypedText.list(elements.map(\.typedText))
    }
  }
}

extension Reply {
  /// The same of what came.
  package var typedText: String {
    switch self {
    case .null: "null"
    case .integer(let number): "integer \(number)"
    case .bulk(let bytes), .status(let bytes): "text \(TypedText.quoted(bytes))"
    case .error(let error): "error \(TypedText.quoted(error.message))"
    case .array(let elements): TypedText.list(elements.map(\.typedText))
    }
  }
}

/// Values in a line that fits into a report.
private enum TypedText {
  private static let longest = 100
  private static let most = 8

  static func quoted(_ bytes: [UInt8]) -> String {
    bytes.count > longest
      ? "\"\(Escaping.escaped(Array(bytes.prefix(longest))))…\" of \(bytes.count) bytes"
      : "\"\(Escaping.escaped(bytes))\""
  }

  static func list(_ elements: [String]) -> String {
    let shown = elements.prefix(most).joined(separator: ", ")
    return "list [\(shown)\(elements.count > most ? ", … \(elements.count) in all" : "")]"
  }
}
