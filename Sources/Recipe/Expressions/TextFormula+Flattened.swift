import Bytes

extension TextFormula {
  /// The same text with the holes of texts inside it as its own, so that rendering it puts nothing together twice.
  package var flattened: TextFormula {
    var flat: [Part] = []
    var literal: [UInt8] = []
    func flush() {
      if !literal.isEmpty { flat.append(.literal(PinnedBytes(literal))) }
      literal = []
    }
    func add(_ parts: [Part]) {
      for part in parts {
        switch part {
        case .literal(let bytes): literal += Array(bytes.slice)
        case .value(.text(let inner), hashTag: false): add(inner.parts)
        case .value:
          flush()
          flat.append(part)
        }
      }
    }
    add(parts)
    flush()
    return TextFormula(parts: flat)
  }
}
