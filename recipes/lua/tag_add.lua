-- tag_add: stores a value and notes it under a tag in one step, so that no key is there that its tag does not know.
--
-- KEYS[1]  the value        KEYS[2]  the tag: a sorted set of keys by when they expire, in the same slot
-- ARGV[1]  the value        ARGV[2]  its TTL in milliseconds        ARGV[3]  now, in milliseconds since 1970
--
-- How many keys the tag has. Those that have expired are dropped; the tag lives as long as its longest-lived key.
local now, ttl = tonumber(ARGV[3]), tonumber(ARGV[2])
redis.call('SET', KEYS[1], ARGV[1], 'PX', ttl)
redis.call('ZADD', KEYS[2], now + ttl, KEYS[1])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', now)
if redis.call('PTTL', KEYS[2]) < ttl then redis.call('PEXPIRE', KEYS[2], ttl) end
return redis.call('ZCARD', KEYS[2])
