import Recipe

/// A Lua script that writes one key: its value and its TTL become visible together, whatever the value is made of.
///
/// KEYS: the key. ARGV: what `MemberTemplate` renders for all rows of the key (for `changed` text: the value), then the absolute
/// expiry in milliseconds where the key has one. It returns OK, or nil where it left the key alone.
package struct WriteScript: Sendable {
  package let source: String
  /// What EVALSHA calls it.
  package let digest: String

  init(_ lines: [String]) {
    source = lines.joined(separator: "\n")
    digest = SHA1.hexDigest(of: source)
  }

  package enum Mode: Sendable {
    /// Adds to what is there: `append`, and `always` of a hash.
    case add
    /// Built beside and renamed over a key of the same type.
    case replace
    /// Built beside, where there is no key.
    case create
    /// A hash whose fields differ from these; `touches`: equal ones get the TTL.
    case change(touches: Bool)
  }

  init(_ structure: Structure, _ mode: Mode, expires: Bool) {
    let expire = expires ? ["redis.call('PEXPIREAT', key, ARGV[#ARGV])"] : []
    let head = ["local key, last = KEYS[1], #ARGV\(expires ? " - 1" : "")"]
    let done = ["return redis.status_reply('OK')"]
    let add = Self.add(structure)
    switch mode {
    case .add: self.init(head + add + ["add(key)"] + expire + done)
    case .change(let touches):
      let equal = Self.compare(touches ? expire : [])
      self.init(head + equal + add + ["add(key)"] + expire + done)
    case .create, .replace:
      self.init(head + Self.check(mode, structure.type) + add + Self.build + expire + done)
    }
  }

  /// `write changed` of a string.
  init(changedValueTouching touches: Bool, expires: Bool) {
    let touch = touches && expires ? "redis.call('PEXPIREAT', KEYS[1], ARGV[2]) " : ""
    self.init([
      "if redis.call('GET', KEYS[1]) == ARGV[1] then \(touch)return false end",
      "return redis.call('SET', KEYS[1], ARGV[1]\(expires ? ", 'PXAT', ARGV[2]" : ""))",
    ])
  }

  /// A key of another type is somebody else's: it is not written over.
  private static func check(_ mode: Mode, _ type: RedisType) -> [String] {
    let held = ["local held = redis.call('TYPE', key).ok"]
    if case .create = mode { return held + ["if held ~= 'none' then return false end"] }
    return held + [
      "if held ~= 'none' and held ~= '\(type.rawValue)' then",
      "  return redis.error_reply('WRONGTYPE the key holds a ' .. held)",
      "end",
    ]
  }

  private static func compare(_ touch: [String]) -> [String] {
    [
      "local equal = true",
      "for i = 1, last, 2 do",
      "  if redis.call('HGET', key, ARGV[i]) ~= ARGV[i + 1] then equal = false break end",
      "end",
      "if equal then \(touch.map { $0 + " " }.joined())return false end",
    ]
  }

  /// The name beside the key begins with it, so that an ACL that lets us write the one lets us write the other.
  private static let build = [
    "local beside = key .. ':cachectl:new'",
    "redis.call('UNLINK', beside)",
    "local built, problem = pcall(add, beside)",
    "if not built then",
    "  redis.call('UNLINK', beside)",
    "  return redis.error_reply(type(problem) == 'table' and problem.err or tostring(problem))",
    "end",
    "redis.call('UNLINK', key)",
    "redis.call('RENAME', beside, key)",
  ]

  /// Lua's `unpack` is bounded by its stack (LUAI_MAXCSTACK, 8,000): 3,000 arguments at a time, whole pairs and triples.
  private static let step = 3000

  private static func add(_ structure: Structure) -> [String] {
    switch structure {
    case .hash: adding("HSET")
    case .set: adding("SADD")
    case .list: adding("RPUSH")
    case .hyperLogLog: adding("PFADD")
    case .geo: adding("GEOADD")
    case .sortedSet(_, _, sums: false, let top): adding("ZADD", then: trim(top))
    case .sortedSet(_, _, sums: true, let top):
      ["local function add(k)", "  for i = 1, last, 2 do"]
        + ["    redis.call('ZINCRBY', k, ARGV[i], ARGV[i + 1])", "  end"] + trim(top) + ["end"]
    case .stream(_, let maxLength, let isApproximate):
      [
        "local function add(k)", "  local i = 1", "  while i <= last do",
        "    local fields = 2 * tonumber(ARGV[i])",
        "    redis.call('XADD', k, \(limit(maxLength, isApproximate))'*',"
          + " unpack(ARGV, i + 1, i + fields))",
        "    i = i + fields + 1", "  end", "end",
      ]
    }
  }

  private static func adding(_ command: String, then: [String] = []) -> [String] {
    ["local function add(k)", "  for i = 1, last, \(step) do"]
      + [
        "    redis.call('\(command)', k, unpack(ARGV, i, math.min(i + \(step - 1), last)))",
        "  end",
      ] + then + ["end"]
  }

  private static func trim(_ top: Int?) -> [String] {
    top.map { ["  redis.call('ZREMRANGEBYRANK', k, 0, -\($0 + 1))"] } ?? []
  }

  private static func limit(_ maxLength: Int?, _ isApproximate: Bool) -> String {
    maxLength.map { "'MAXLEN', '\(isApproximate ? "~" : "=")', '\($0)', " } ?? ""
  }
}
