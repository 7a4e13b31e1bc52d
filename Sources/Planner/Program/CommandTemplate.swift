import Bytes
import RESP
import Recipe

/// A command with holes, as RESP: what is fixed is encoded once, a row only fills the holes.
package struct CommandTemplate: Sendable {
  package enum Argument: Sendable {
    case fixed([UInt8])
    case key(TextFormula)
    case text(TextFormula)
    case json(JSONTemplate)
  }

  /// A run of fixed arguments, already encoded, or one hole.
  enum Piece: Sendable {
    case encoded(PinnedBytes)
    case hole(Argument)
  }

  package let arguments: [Argument]
  /// Whether one more argument follows: the absolute expiry in milliseconds since 1970, which is fixed at the first send and
  /// so appended then. Everything before it can be rendered, counted and spooled beforehand.
  package let awaitsExpiry: Bool
  let pieces: [Piece]

  package init(_ arguments: [Argument], awaitsExpiry: Bool = false) {
    self.arguments = arguments
    self.awaitsExpiry = awaitsExpiry
    var encoder = CommandEncoder()
    encoder.beginCommand(argumentCount: arguments.count + (awaitsExpiry ? 1 : 0))
    var pieces: [Piece] = []
    for argument in arguments {
      if case .fixed(let bytes) = argument {
        encoder.append(argument: bytes)
        continue
      }
      if !encoder.bytes.isEmpty {
        pieces.append(.encoded(PinnedBytes(encoder.bytes.copy())))
        encoder.bytes.removeAll()
      }
      pieces.append(.hole(argument))
    }
    if !encoder.bytes.isEmpty { pieces.append(.encoded(PinnedBytes(encoder.bytes.copy()))) }
    self.pieces = pieces
  }

  /// Appends the command for the row in `scope`, up to its expiry. On a failure nothing is appended.
  package func render(into encoder: inout CommandEncoder, scope: Scope) -> ItemFailure? {
    let start = encoder.bytes.count
    for piece in pieces {
      let failure: ItemFailure?
      switch piece {
      case .encoded(let bytes):
        encoder.bytes.append(bytes.slice)
        failure = nil
      case .hole(.key(let formula)), .hole(.text(let formula)):
        encoder.beginArgument()
        failure = ItemFailure(formula.render(into: &encoder.bytes, scope: scope))
        encoder.endArgument()
      case .hole(.json(let template)):
        encoder.beginArgument()
        failure = template.render(into: &encoder.bytes, scope: scope)
        encoder.endArgument()
      case .hole(.fixed):
        preconditionFailure("a fixed argument is encoded when the template is made")
      }
      if let failure {
        encoder.bytes.truncate(to: start)
        return failure
      }
    }
    return nil
  }
}
