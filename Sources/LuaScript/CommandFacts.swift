/// What is to be known of Redis commands to judge a script that calls them.
enum CommandFacts {
  /// Refused inside a script by every server (the flag `noscript` of Redis 7.0, and of Valkey), as a command of its own or by its
  /// subcommand.
  static func isForbidden(_ command: String, subcommand: String?) -> Bool {
    if forbidden.contains(command) { return true }
    guard let subcommand else { return false }
    return forbiddenSubcommands.contains("\(command) \(subcommand)")
  }

  /// Which argument is the first key; nil where none stands at a fixed place.
  static func firstKey(_ command: String) -> Int? {
    if keyless.contains(command) { return nil }
    return ["BITOP", "XGROUP", "XINFO", "OBJECT", "MEMORY"].contains(command) ? 2 : 1
  }

  private static let forbidden: Set<String> = [
    "AUTH", "BGREWRITEAOF", "BGSAVE", "BLMOVE", "BLPOP", "BRPOP", "BRPOPLPUSH", "BZPOPMAX",
    "BZPOPMIN",
    "DEBUG", "DISCARD", "EVAL", "EVALSHA", "EVALSHA_RO", "EVAL_RO", "EXEC", "FAILOVER", "FCALL",
    "FCALL_RO", "HELLO", "MONITOR", "MULTI", "PSUBSCRIBE", "PSYNC", "PUNSUBSCRIBE", "QUIT",
    "REPLCONF",
    "REPLICAOF", "RESET", "ROLE", "SAVE", "SHUTDOWN", "SLAVEOF", "SSUBSCRIBE", "SUBSCRIBE",
    "SUNSUBSCRIBE", "SYNC", "UNSUBSCRIBE", "UNWATCH", "WAIT", "WATCH",
  ]
  private static let forbiddenSubcommands: Set<String> = [
    "CLIENT KILL", "CLIENT PAUSE", "CLIENT REPLY", "CLIENT TRACKING", "CONFIG GET", "CONFIG SET",
    "CONFIG REWRITE", "CONFIG RESETSTAT", "FUNCTION DELETE", "FUNCTION FLUSH", "FUNCTION KILL",
    "FUNCTION LOAD", "FUNCTION RESTORE", "SCRIPT FLUSH", "SCRIPT KILL", "SCRIPT LOAD",
    "SCRIPT DEBUG",
  ]
  private static let keyless: Set<String> = [
    "ACL", "BLMPOP", "BZMPOP", "CLIENT", "CLUSTER", "COMMAND", "CONFIG", "DBSIZE", "ECHO",
    "FLUSHALL",
    "FLUSHDB", "FUNCTION", "INFO", "KEYS", "LASTSAVE", "LATENCY", "LMPOP", "LOLWUT", "MIGRATE",
    "MODULE",
    "PING", "PUBLISH", "PUBSUB", "RANDOMKEY", "SCAN", "SCRIPT", "SELECT", "SINTERCARD", "SLOWLOG",
    "SPUBLISH", "SWAPDB", "TIME", "XREAD", "XREADGROUP", "ZDIFF", "ZINTER", "ZINTERCARD", "ZMPOP",
    "ZUNION",
  ]

  /// The globals that the servers give a script: Redis 6.2 to 8, Valkey 8 and 9.
  static let globals: Set<String> = [
    "KEYS", "ARGV", "redis", "server", "cjson", "cmsgpack", "bit", "struct", "string", "table",
    "math",
    "os", "coroutine", "_G", "_VERSION", "assert", "collectgarbage", "error", "gcinfo",
    "getmetatable",
    "ipairs", "load", "loadstring", "next", "pairs", "pcall", "rawequal", "rawget", "rawset",
    "select",
    "setmetatable", "tonumber", "tostring", "type", "unpack", "xpcall",
  ]
}
