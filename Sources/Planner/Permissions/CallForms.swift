/// A valid call of each command that programs send, so that the server's answer is about permission and not about form.
enum CallForms {
  /// `{}` is the key.
  private static let forms: [String: String] = [
    "DBSIZE": "", "TIME": "", "SCAN": "0", "SCRIPT LOAD": "return",
    "EVALSHA": "0000000000000000000000000000000000000000 1 {}",
    "EVAL": "return 1 {}", "DUMP": "{}", "RESTORE": "{} 0 v", "DEL": "{}", "PEXPIRE": "{} 1",
    "EXISTS": "{}", "GET": "{}", "SET": "{} v", "PTTL": "{}", "TYPE": "{}", "UNLINK": "{}",
    "PERSIST": "{}", "PEXPIREAT": "{} 1", "RENAME": "{} {}", "RENAMENX": "{} {}",
    "OBJECT IDLETIME": "{}", "OBJECT FREQ": "{}", "MEMORY USAGE": "{}",
    "CLIENT NO-TOUCH": "OFF",
    "STRLEN": "{}", "LLEN": "{}", "HLEN": "{}", "SCARD": "{}", "ZCARD": "{}", "XLEN": "{}",
    "HGET": "{} f", "HSET": "{} f v", "SADD": "{} m", "RPUSH": "{} v", "PFADD": "{} e",
    "ZADD": "{} 1 m", "ZINCRBY": "{} 1 m", "ZREMRANGEBYRANK": "{} 0 0", "GEOADD": "{} 0 0 m",
    "XADD": "{} * f v", "SSCAN": "{} 0", "ZSCAN": "{} 0", "HSCAN": "{} 0", "ZREVRANGE": "{} 0 0",
    "LRANGE": "{} 0 0",
    "XRANGE": "{} - + COUNT 1", "XREVRANGE": "{} + - COUNT 1", "ZREMRANGEBYSCORE": "{} 0 0",
  ]

  /// Commands whose first argument is a command of its own to an ACL.
  static let containers: Set<String> = [
    "acl", "client", "cluster", "command", "config", "function", "latency", "memory", "module",
    "object", "pubsub", "script", "slowlog", "xgroup", "xinfo",
  ]

  /// A command without a form is called by its name alone: the server then answers about its form, which tells nothing, or
  /// that it is forbidden.
  static func example(of name: String, key: [UInt8]?) -> [[UInt8]] {
    name.split(separator: " ").map { Array($0.utf8) }
      + (forms[name] ?? "").split(separator: " ").map { $0 == "{}" ? key ?? [] : Array($0.utf8) }
  }

  static func hasForm(_ name: String) -> Bool { forms[name] != nil }
}

/// The commands that a Lua script of ours calls. Read from its source, so that they cannot drift from it: every call in it
/// names its command by a literal.
enum ScriptCommands {
  /// `OBJECT IDLETIME`, each once, in order.
  static func named(in source: String) -> [String] {
    var names: [String] = []
    // Every second piece stood between quotes.
    let pieces = source.split(separator: "'", omittingEmptySubsequences: false)
    for index in stride(from: 1, to: pieces.count, by: 2)
    where pieces[index - 1].hasSuffix("redis.call(") || pieces[index - 1].hasSuffix("redis.pcall(")
    {
      var name = String(pieces[index])
      if CallForms.containers.contains(name.lowercased()), index + 2 < pieces.count {
        name += " \(pieces[index + 2])"
      }
      if !names.contains(name) { names.append(name) }
    }
    return names
  }
}
