/// A value of many members: each row of a key gives one, or for a hash and a stream its fields.
package enum Structure: Sendable {
  case hash(Fields)
  case set(TextFormula)
  case list(TextFormula)
  /// `sums`: the scores of equal members add up, else the last one stands. `top`: only the highest scores are kept.
  case sortedSet(member: TextFormula, score: Formula, sums: Bool, top: Int?)
  case hyperLogLog(TextFormula)
  case stream(Fields, maxLength: Int?, isApproximate: Bool)
  case geo(member: TextFormula, longitude: Formula, latitude: Formula)

  /// The fields that a row gives.
  package enum Fields: Sendable {
    case named([ValueShape.Member])
    /// All columns of the source, once they are known.
    case row
  }

  /// What `TYPE` answers for it.
  package var type: RedisType {
    switch self {
    case .hash: .hash
    case .set: .set
    case .list: .list
    case .sortedSet, .geo: .zset
    case .hyperLogLog: .string
    case .stream: .stream
    }
  }
}
