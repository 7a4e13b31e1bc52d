/// What a load generator must know of a command before it sends it a million times: whether it may be sent at all, whether it
/// writes, and where its keys stand. What is not listed counts as a write whose first argument is its key.
package enum BenchCommands {
  package enum Kind: Equatable, Sendable {
    case reads
    case writes
    /// Never sent; the text says why.
    case refused(String)
  }

  package static func kind(of name: String) -> Kind {
    let name = name.uppercased()
    if reads.contains(name) { return .reads }
    for (reason, names) in refused where names.contains(name) { return .refused(reason) }
    return .writes
  }

  /// The indexes of the arguments that are keys; the command's name is at 0.
  package static func keyPlaces(of arguments: [CommandTemplate.Argument]) -> [Int] {
    guard case .fixed(let word)? = arguments.first else { return [] }
    let name = String(decoding: word, as: UTF8.self).uppercased()
    let last = arguments.count - 1
    guard last >= 1 else { return [] }
    switch name {
    case "DEL", "UNLINK", "PFMERGE", "MGET", "EXISTS", "TOUCH", "SINTER", "SUNION", "SDIFF",
      "PFCOUNT", "SINTERSTORE", "SUNIONSTORE", "SDIFFSTORE":
      return Array(1...last)
    case "MSET", "MSETNX": return Array(stride(from: 1, through: last, by: 2))
    case "RENAME", "RENAMENX", "SMOVE", "LMOVE", "RPOPLPUSH", "COPY":
      return last >= 2 ? [1, 2] : []
    case "BITOP", "XGROUP", "OBJECT", "MEMORY", "XINFO": return last >= 2 ? [2] : []
    case "EVAL", "EVALSHA", "EVAL_RO", "EVALSHA_RO", "FCALL", "FCALL_RO":
      guard last >= 2, case .fixed(let digits) = arguments[2],
        let count = Int(String(decoding: digits, as: UTF8.self)), count > 0, 2 + count <= last
      else { return [] }
      return Array(3...(2 + count))
    case "PING", "ECHO", "TIME", "DBSIZE", "RANDOMKEY", "SCAN", "INFO", "PUBLISH", "SPUBLISH":
      return []
    default: return [1]
    }
  }

  private static let reads: Set<String> = [
    "PING", "ECHO", "TIME", "DBSIZE", "RANDOMKEY", "SCAN", "INFO",
    "GET", "MGET", "GETRANGE", "SUBSTR", "STRLEN", "EXISTS", "TTL", "PTTL", "EXPIRETIME",
    "PEXPIRETIME", "TYPE", "TOUCH", "OBJECT", "MEMORY", "DUMP", "LCS", "BITCOUNT", "BITPOS",
    "GETBIT", "BITFIELD_RO", "HGET", "HMGET", "HGETALL", "HLEN", "HKEYS", "HVALS", "HEXISTS",
    "HSCAN", "HSTRLEN", "HRANDFIELD", "LRANGE", "LLEN", "LINDEX", "LPOS", "SMEMBERS", "SISMEMBER",
    "SMISMEMBER", "SCARD", "SRANDMEMBER", "SINTER", "SUNION", "SDIFF", "SINTERCARD", "SSCAN",
    "ZRANGE", "ZRANGEBYSCORE", "ZREVRANGE", "ZREVRANGEBYSCORE", "ZRANGEBYLEX", "ZREVRANGEBYLEX",
    "ZCARD", "ZSCORE", "ZMSCORE", "ZRANK", "ZREVRANK", "ZCOUNT", "ZLEXCOUNT", "ZRANDMEMBER",
    "ZSCAN", "ZINTER", "ZUNION", "ZDIFF", "ZINTERCARD", "PFCOUNT", "GEOSEARCH", "GEOPOS",
    "GEODIST", "GEOHASH", "XRANGE", "XREVRANGE", "XLEN", "XINFO", "SORT_RO", "EVAL_RO",
    "EVALSHA_RO", "FCALL_RO",
  ]

  private static let refused: [(reason: String, names: Set<String>)] = [
    (
      "it changes the connection that it is sent on",
      [
        "AUTH", "HELLO", "RESET", "QUIT", "SELECT", "CLIENT", "MULTI", "EXEC", "DISCARD", "WATCH",
        "UNWATCH", "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE",
        "SUNSUBSCRIBE", "MONITOR", "SYNC", "PSYNC", "REPLCONF", "ASKING", "READONLY", "READWRITE",
      ]
    ),
    (
      "it waits, and what is measured would be the waiting",
      [
        "BLPOP", "BRPOP", "BLMOVE", "BRPOPLPUSH", "BLMPOP", "BZPOPMIN", "BZPOPMAX", "BZMPOP",
        "XREAD", "XREADGROUP", "WAIT", "WAITAOF",
      ]
    ),
    (
      "it is about the whole server, and no load",
      [
        "FLUSHALL", "FLUSHDB", "SWAPDB", "SHUTDOWN", "DEBUG", "CONFIG", "CLUSTER", "REPLICAOF",
        "SLAVEOF", "FAILOVER", "MIGRATE", "SCRIPT", "FUNCTION", "MODULE", "ACL", "SAVE", "BGSAVE",
        "BGREWRITEAOF", "LATENCY", "SLOWLOG", "KEYS", "SENTINEL", "COMMAND", "ROLE", "LASTSAVE",
      ]
    ),
  ]
}
