extension WriteScript {
  /// Adds keys to a tag: KEYS is the tag, ARGV for each key its expiry in milliseconds (or `+inf`) and its name.
  ///
  /// A score only grows, and so does the life of the tag: it must list every key for as long as that may live. Members whose time
  /// has come are dropped. ZADD is first: a tag that is something else refuses before anything has changed.
  package static let tagging = WriteScript([
    "local tag, time = KEYS[1], redis.call('TIME')",
    "local now = time[1] * 1000 + math.floor(time[2] / 1000)",
    "local left = redis.call('PTTL', tag)",
    "for i = 1, #ARGV, 3000 do",
    "  redis.call('ZADD', tag, 'GT', unpack(ARGV, i, math.min(i + 2999, #ARGV)))",
    "end",
    "redis.call('ZREMRANGEBYSCORE', tag, '-inf', string.format('(%.0f', now))",
    "local last, lasting = left >= 0 and now + left or 0, left == -1",
    "for i = 1, #ARGV, 2 do",
    "  if ARGV[i] == '+inf' then lasting = true else last = math.max(last, tonumber(ARGV[i])) end",
    "end",
    "if lasting then",
    "  redis.call('PERSIST', tag)",
    "else",
    "  redis.call('PEXPIREAT', tag, string.format('%.0f', last))",
    "end",
    "return redis.status_reply('OK')",
  ])
}
