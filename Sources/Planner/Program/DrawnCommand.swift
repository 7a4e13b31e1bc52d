import Bytes
import RESP
import Recipe

/// A command template laid out flat, for a load generator: what is rendered a million times a second must count no references.
///
/// The same bytes as `CommandTemplate.render`, from steps that are plain words at addresses of their own; the memory that they point to is
/// owned here. One a worker, on its thread.
package final class DrawnCommand {
  private enum Step {
    /// As they are.
    case bytes(ByteSlice)
    case beginArgument
    case endArgument
    /// The value of a slot, as text.
    case slot(Int)
    /// A text whose holes compute something: a place in `texts`.
    case text(Int)
  }

  private let steps: UnsafeMutableBufferPointer<Step>
  private let owners: [PinnedBytes]
  private let texts: [TextFormula]

  package init(_ template: CommandTemplate) {
    var steps: [Step] = []
    var owners: [PinnedBytes] = []
    var texts: [TextFormula] = []
    var encoder = CommandEncoder()
    func add(_ bytes: [UInt8]) {
      guard !bytes.isEmpty else { return }
      let owner = PinnedBytes(bytes)
      owners.append(owner)
      steps.append(.bytes(owner.slice))
    }
    encoder.beginCommand(argumentCount: template.arguments.count)
    for argument in template.arguments {
      switch argument {
      case .fixed(let bytes): encoder.append(argument: bytes)
      case .text(let text):
        add(encoder.bytes.copy())
        encoder.bytes.removeAll()
        steps.append(.beginArgument)
        if let flat = Self.flat(text) {
          for part in flat {
            switch part {
            case .literal(let bytes): add(Array(bytes.slice))
            case .value(.slot(let slot), _): steps.append(.slot(slot))
            case .value: preconditionFailure("a hole that computes is not flat")
            }
          }
        } else {
          steps.append(.text(texts.count))
          texts.append(text)
        }
        steps.append(.endArgument)
      case .key, .json: preconditionFailure("a bench's commands have no rows")
      }
    }
    add(encoder.bytes.copy())
    self.steps = .allocate(capacity: steps.count)
    _ = self.steps.initialize(from: steps)
    self.owners = owners
    self.texts = texts
  }

  deinit { steps.deallocate() }

  /// The parts of a text whose holes are slots and nothing more.
  private static func flat(_ text: TextFormula) -> [TextFormula.Part]? {
    let isFlat = text.parts.allSatisfy { part in
      switch part {
      case .literal, .value(.slot, hashTag: false): true
      case .value: false
      }
    }
    return isFlat ? text.parts : nil
  }

  /// Appends the command for what is drawn in `scope`. On a failure nothing is appended.
  package func render(into encoder: inout CommandEncoder, scope: Scope) -> ItemFailure? {
    let start = encoder.bytes.count
    for index in steps.indices {
      switch steps[index] {
      case .bytes(let bytes): encoder.bytes.append(bytes)
      case .beginArgument: encoder.beginArgument()
      case .endArgument: encoder.endArgument()
      case .slot(let slot):
        guard !scope.slots[slot].append(to: &encoder.bytes) else { continue }
        encoder.endArgument()
        encoder.bytes.truncate(to: start)
        return ItemFailure("null", "a hole has no value")
      case .text(let place):
        guard
          let failure = ItemFailure(texts[place].render(into: &encoder.bytes, scope: scope))
        else { continue }
        encoder.endArgument()
        encoder.bytes.truncate(to: start)
        return failure
      }
    }
    return nil
  }
}
