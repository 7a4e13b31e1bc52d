/// What of a Redis server rows are made of: `zset "hot:articles" top 10k` of a `from` clause.
package struct RedisCollection: Hashable, Sendable {
  /// Named as the `from` clause names it.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case set, zset, list, hash, stream
    /// The names of keys.
    case names
  }

  package let kind: Kind
  /// A key; of `names` a glob.
  package let name: [UInt8]
  /// Of a sorted set, only so many: the highest scores.
  package let top: Int?

  package init(_ kind: Kind, _ name: [UInt8], top: Int? = nil) {
    self.kind = kind
    self.name = name
    self.top = top
  }
}

extension RedisCollection.Kind {
  /// In the order of the fields of a row. Nil for a stream: an entry has the fields that it has, and its `id`.
  package var columns: [Column]? {
    switch self {
    case .set: [Column(name: "member")]
    case .zset: [Column(name: "member"), Column(name: "score", type: .float)]
    case .list: [Column(name: "index", type: .int), Column(name: "element")]
    case .hash: [Column(name: "field"), Column(name: "value")]
    case .names: [Column(name: "key")]
    case .stream: nil
    }
  }

  /// What `TYPE` must say; nil where there is no one key to ask about.
  package var type: RedisType? {
    switch self {
    case .set: .set
    case .zset: .zset
    case .list: .list
    case .hash: .hash
    case .stream: .stream
    case .names: nil
    }
  }
}
