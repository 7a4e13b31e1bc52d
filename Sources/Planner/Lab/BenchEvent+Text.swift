import Bytes
import Recipe

extension BenchEvent.Kind {
  /// As it was written, without its time.
  package var text: String {
    switch self {
    case .expireAll: "expire all"
    case .invalidate(let glob): "invalidate \"\(Escaping.escaped(glob))\""
    case .slowOrigin(let factor): "slow origin \(UnitText.number(factor))"
    case .flush: "flush"
    }
  }
}
