/// What a warm of one structure should leave behind, worked out from its rows without a server.
package struct StructureModel {
  package struct Row {
    package let key: String
    let member: String
    let score: Int
  }

  package let cell: StructureCell
  package let rows: [Row]
  private let shuffled: [Row]

  package init(_ cell: StructureCell, seed: UInt64) {
    self.cell = cell
    var random = SeededRandom(seed: seed)
    rows = (0..<240).map { _ in
      Row(
        key: "k:\(Int.random(in: 0..<20, using: &random))",
        member: "m\(Int.random(in: 0..<12, using: &random))",
        score: Int.random(in: -60...60, using: &random))
    }
    shuffled = rows.shuffled(using: &random)
  }

  /// Keys 0 to 4 were there before, the first three of them with most of their lives ahead.
  package static func wasThere(_ key: String) -> Bool { number(key) < 5 }
  private static func isFresh(_ key: String) -> Bool { number(key) < 3 }
  private static func number(_ key: String) -> Int { Int(key.dropFirst(2)) ?? 99 }
  private static let oldMember = "m3"
  private static let oldScore = 7

  package func recipe(expires: Bool) -> String {
    let write =
      switch cell.mode {
      case .stale: "stale 50%"
      default: "\(cell.mode)"
      }
    return """
      source feed csv "rows.csv" columns [k member score:int]
      warm w from feed key "{k}" value \(value) ttl \(expires ? "1h" : "never") write \(write)
      """
  }

  private var value: String {
    switch cell.shape {
    case .hash: "hash [member score last=\"{member}-{score}\"]"
    case .set: "set \"{member}\""
    case .list: "list \"{member}\""
    case .zset: "zset member \"{member}\" score score"
    case .zsetSum: "zset member \"{member}\" score score sum"
    case .zsetTop: "zset member \"{member}\" score score top 4"
    case .hll: "hll \"{member}\""
    case .stream: "stream [member score]"
    case .geo: "geo member \"{member}\" at score score"
    }
  }

  package func csv(shuffled isShuffled: Bool) -> String {
    "k,member,score\n"
      + (isShuffled ? shuffled : rows).map { "\($0.key),\($0.member),\($0.score)\n" }.joined()
  }

  /// Empties the server, and puts there what stood before.
  package func prepare(_ client: TestClient) throws {
    try client.call("FLUSHALL")
    for number in 0..<5 {
      let key = "k:\(number)"
      let (member, score) = (Self.oldMember, String(Self.oldScore))
      let command =
        switch cell.shape {
        case .hash: ["HSET", key, "member", member, "old", score]
        case .set: ["SADD", key, member, "old"]
        case .list: ["RPUSH", key, member]
        case .zset, .zsetSum, .zsetTop: ["ZADD", key, score, member, score, "old"]
        case .hll: ["PFADD", key, member, "old"]
        case .stream: ["XADD", key, "*", "member", member, "score", score]
        case .geo: ["GEOADD", key, score, score, member, score, score, "old"]
        }
      try client.pipeline([command, ["PEXPIRE", key, Self.isFresh(key) ? "7200000" : "1000000"]])
    }
  }

  /// Members before a run whose repetition would show.
  package static let initialEntries = 5

  /// How many elements or entries there are in all.
  package func entryCount(_ client: TestClient) throws -> Int {
    let command = cell.shape == .list ? "LLEN" : "XLEN"
    return try keys(client).reduce(0) { try $0 + (client.call(command, $1).integer ?? 0) }
  }

  private func keys(_ client: TestClient) throws -> [String] {
    try client.call("KEYS", "k:*").elements.compactMap(\.text).sorted()
  }

  // MARK: What should be there

  package func expected(expires: Bool, shuffled isShuffled: Bool = false) -> [String: [String]] {
    var held: [String: [Row]] = [:]
    for row in isShuffled ? shuffled : rows { held[row.key, default: []].append(row) }
    var result: [String: [String]] = [:]
    for number in 0..<20 {
      let key = "k:\(number)"
      let old = Self.wasThere(key)
      let rows = held[key] ?? []
      let isLeft =
        switch cell.mode {
        case .missing: old
        case .stale: old && expires && Self.isFresh(key)
        default: false
        }
      let keeps = old && (isLeft || rows.isEmpty || isAdding)
      let contents = canonical(keeps ? Self.oldMember : nil, isLeft ? [] : rows)
      if !contents.isEmpty { result[key] = contents }
    }
    return result
  }

  private var isAdding: Bool {
    switch cell.mode {
    case .append, .always, .changed: true
    case .missing, .stale, .replace: false
    }
  }

  private func canonical(_ old: String?, _ rows: [Row]) -> [String] {
    switch cell.shape {
    case .hash:
      var fields = old.map { ["member": $0, "old": String(Self.oldScore)] } ?? [:]
      for row in rows {
        fields["member"] = row.member
        fields["score"] = String(row.score)
        fields["last"] = "\(row.member)-\(row.score)"
      }
      return fields.map { "\($0)=\($1)" }.sorted()
    case .set, .geo, .hll:
      var members = Set(rows.map(\.member))
      if let old { members.formUnion([old, "old"]) }
      return cell.shape == .hll ? counted(members.count) : members.sorted()
    case .list: return (old.map { [$0] } ?? []) + rows.map(\.member)
    case .stream:
      return (old.map { ["\($0) \(Self.oldScore)"] } ?? [])
        + rows.map { "\($0.member) \($0.score)" }
    case .zset, .zsetSum, .zsetTop: return scores(old, rows)
    }
  }

  private func counted(_ count: Int) -> [String] { count == 0 ? [] : [String(count)] }

  private func scores(_ old: String?, _ rows: [Row]) -> [String] {
    var scores = old.map { [$0: Self.oldScore, "old": Self.oldScore] } ?? [:]
    for row in rows {
      scores[row.member] =
        row.score + (cell.shape == .zsetSum ? scores[row.member] ?? 0 : 0)
    }
    var ranked = scores.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
    if cell.shape == .zsetTop, !rows.isEmpty { ranked = Array(ranked.prefix(4)) }
    return ranked.map { "\($0.key)=\($0.value)" }.sorted()
  }

  // MARK: What is there

  package func read(_ client: TestClient) throws -> [String: [String]] {
    var result: [String: [String]] = [:]
    for key in try keys(client) { result[key] = try contents(of: key, client) }
    return result
  }

  private func contents(of key: String, _ client: TestClient) throws -> [String] {
    func texts(_ command: String...) throws -> [String] {
      try client.pipeline([command])[0].elements.compactMap(\.text)
    }
    func pairs(_ texts: [String]) -> [String] {
      stride(from: 0, to: texts.count - 1, by: 2).map { "\(texts[$0])=\(texts[$0 + 1])" }.sorted()
    }
    switch cell.shape {
    case .hash: return pairs(try texts("HGETALL", key))
    case .set: return try texts("SMEMBERS", key).sorted()
    case .list: return try texts("LRANGE", key, "0", "-1")
    case .zset, .zsetSum, .zsetTop:
      return pairs(try texts("ZRANGE", key, "0", "-1", "WITHSCORES"))
    case .hll: return counted(try client.call("PFCOUNT", key).integer ?? 0)
    case .geo: return try texts("ZRANGE", key, "0", "-1").sorted()
    case .stream:
      return try client.call("XRANGE", key, "-", "+").elements.map { entry in
        let fields = entry.elements[1].elements.compactMap(\.text)
        return "\(fields[1]) \(fields[3])"
      }
    }
  }
}
