-- token_bucket: a bucket that fills evenly and from which each call takes some: a steady rate with bursts.
--
-- KEYS[1]  the bucket: a hash of tokens and when they were counted
-- ARGV[1]  how many it holds        ARGV[2]  how many flow in per second        ARGV[3]  how many are taken
-- ARGV[4]  now, in milliseconds since 1970. A clock that goes back adds nothing.
--
-- {1, left}    taken; so many whole tokens are left
-- {0, wait}    not enough, nothing was taken; there would be in so many milliseconds, -1 for never
local size, rate, wanted, now = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local entry = redis.call('HMGET', KEYS[1], 'tokens', 'at')
local tokens, at = tonumber(entry[1]) or size, tonumber(entry[2]) or now
tokens = math.min(size, tokens + math.max(0, now - at) * rate / 1000)
if wanted > size then return {0, -1} end
local taken = tokens >= wanted and 1 or 0
if taken == 1 then tokens = tokens - wanted end
redis.call('HSET', KEYS[1], 'tokens', string.format('%.6f', tokens), 'at', string.format('%d', math.max(now, at)))
-- A full bucket is as good as none.
redis.call('PEXPIRE', KEYS[1], math.ceil(size / rate * 1000) + 1000)
if taken == 1 then return {1, math.floor(tokens)} end
return {0, math.ceil((wanted - tokens) / rate * 1000)}
