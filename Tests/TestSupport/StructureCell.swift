/// One cell of the language's table of values and writes.
package struct StructureCell: Sendable, CustomStringConvertible {
  package enum Shape: Sendable, CaseIterable {
    case hash, set, list, zset, zsetSum, zsetTop, hll, stream, geo
  }
  package enum Mode: Sendable, CaseIterable {
    case always, missing, stale, changed, replace, append
  }

  package let shape: Shape
  package let mode: Mode
  package var description: String { "\(shape) \(mode)" }

  /// What a second run finds as the first one left it, and a cut one can be run again for.
  package var isRepeatable: Bool {
    switch (shape, mode) {
    case (.list, .append), (.stream, .append), (.zsetSum, .append): false
    default: true
    }
  }

  package static let all: [StructureCell] = Shape.allCases.flatMap { shape in
    let modes: [Mode] =
      switch shape {
      case .hash: [.always, .missing, .stale, .changed, .replace]
      case .hll, .stream: [.append, .replace]
      default: [.missing, .stale, .replace, .append]
      }
    return modes.map { StructureCell(shape: shape, mode: $0) }
  }
}
