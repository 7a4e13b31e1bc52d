import Bytes
import RESP
import Recipe

/// A command with holes, as RESP: what is fixed is encoded once, a row only fills the holes.
///
/// A class, because it is called once a row: a struct would be copied for the call.
package final class CommandTemplate: Sendable {
  package enum Argument: Sendable {
    case fixed([UInt8])
    case key(TextFormula)
    case text(TextFormula)
    case json(JSONTemplate)
  }

  /// A run of fixed arguments, already encoded, or one hole.
  enum Piece: Sendable {
    /// Bytes that lie in `owners`.
    case encoded(ByteSlice)
    case key
    /// A place in `texts`: a plain number, so that a row counts no references.
    case text(Int)
    /// One of `documents`, likewise.
    case json(Unmanaged<JSONTemplate>)
  }

  package let arguments: [Argument]
  /// Whether one more argument follows: the absolute expiry in milliseconds since 1970, which is fixed at the first send and
  /// so appended then. Everything before it can be rendered, counted and spooled beforehand.
  package let awaitsExpiry: Bool
  let pieces: [Piece]
  private let owners: [PinnedBytes]
  private let texts: [TextFormula]
  private let documents: [JSONTemplate]

  package init(_ arguments: [Argument], awaitsExpiry: Bool = false) {
    self.arguments = arguments
    self.awaitsExpiry = awaitsExpiry
    var encoder = CommandEncoder()
    encoder.beginCommand(argumentCount: arguments.count + (awaitsExpiry ? 1 : 0))
    var pieces: [Piece] = []
    var owners: [PinnedBytes] = []
    var texts: [TextFormula] = []
    var documents: [JSONTemplate] = []
    func flush(_ encoder: inout CommandEncoder) {
      if encoder.bytes.isEmpty { return }
      let owner = PinnedBytes(encoder.bytes.copy())
      owners.append(owner)
      pieces.append(.encoded(owner.slice))
      encoder.bytes.removeAll()
    }
    for argument in arguments {
      if case .fixed(let bytes) = argument {
        encoder.append(argument: bytes)
        continue
      }
      flush(&encoder)
      switch argument {
      case .fixed: continue
      case .key: pieces.append(.key)
      case .text(let formula):
        pieces.append(.text(texts.count))
        texts.append(formula)
      case .json(let template):
        pieces.append(.json(.passUnretained(template)))
        documents.append(template)
      }
    }
    flush(&encoder)
    self.pieces = pieces
    self.owners = owners
    self.texts = texts
    self.documents = documents
  }

  /// Appends the command for the row in `scope`, whose key was rendered before, up to its expiry. On a failure nothing is
  /// appended.
  package func render(
    into encoder: inout CommandEncoder, key: ByteSlice, scope: Scope
  ) -> ItemFailure? {
    let start = encoder.bytes.count
    for index in pieces.indices {
      switch pieces[index] {
      case .encoded(let bytes): encoder.bytes.append(bytes)
      case .key: encoder.append(argument: key)
      case .text(let text):
        encoder.beginArgument()
        let failure = texts[text].render(into: &encoder.bytes, scope: scope)
        encoder.endArgument()
        if let failure {
          encoder.bytes.truncate(to: start)
          return ItemFailure(failure)
        }
      case .json(let document):
        encoder.beginArgument()
        let failure = document._withUnsafeGuaranteedRef {
          $0.render(into: &encoder.bytes, scope: scope)
        }
        encoder.endArgument()
        if let failure {
          encoder.bytes.truncate(to: start)
          return failure
        }
      }
    }
    return nil
  }
}
