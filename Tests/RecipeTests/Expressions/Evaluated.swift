import Bytes
import Foundation
import SourceText
import Testing

@testable import Recipe

/// A key with the attributes that a test gives it, and a condition asked of it.
struct Key {
  var attributes: [KeyAttribute: Value] = [:]
  var hashFields: [String: Value] = [:]

  /// What `where CONDITION` says of the key: true, false, or nil for unknown.
  func satisfies(_ condition: String) throws -> Bool? {
    let recipe = try checked("sweep \"k:*\" where \(condition)")
    guard case .sweep(let sweep) = recipe.actions[0].body else { throw Unexpected() }
    // A condition that is always true leaves nothing to ask.
    guard let filter = sweep.filter else { return true }
    let scope = Scope(slotCount: sweep.slots.count, now: World.options.now)
    for (index, slot) in sweep.slots.enumerated() {
      switch slot.source {
      case .attribute(let attribute): scope.slots[index] = attributes[attribute] ?? .null
      case .hashField(let name): scope.slots[index] = hashFields[name] ?? .null
      default: throw Unexpected()
      }
    }
    return filter.truth(in: scope)
  }
}

/// Text that stays where it is for as long as the tests run.
func text(_ string: String) -> Value { .text(Texts.shared.slice(Array(string.utf8))) }

private final class Texts: @unchecked Sendable {
  static let shared = Texts()
  private let lock = NSLock()
  private var owners: [PinnedBytes] = []

  func slice(_ bytes: [UInt8]) -> ByteSlice {
    lock.withLock {
      owners.append(PinnedBytes(bytes))
      return owners[owners.count - 1].slice
    }
  }
}
