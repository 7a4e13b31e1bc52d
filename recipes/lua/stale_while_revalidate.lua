-- stale_while_revalidate: old values go on being served while one caller loads the new one.
-- (RFC 5861 has the same for HTTP caches.)
--
-- KEYS[1]  a hash: value, fresh_until (milliseconds since 1970); its TTL says how long a stale value may be served.
--          Store it with HSET KEY value V fresh_until T, then PEXPIRE, in one MULTI.
-- KEYS[2]  its lease, in the same slot
-- ARGV[1]  now, in milliseconds since 1970: the caller's clock, so that a replay gives the same
-- ARGV[2]  how long a load may take, in milliseconds        ARGV[3]  a token nobody else has
--
-- {"fresh", value}          use it
-- {"stale", value}          use it: somebody loads a new one already
-- {"revalidate", value}     use it, and load a new one: you hold the lease
-- {"load", token}           there is none, and you hold the lease
-- {"wait", left}            there is none, and somebody loads it; their lease ends within so many seconds
local entry = redis.call('HMGET', KEYS[1], 'value', 'fresh_until')
if entry[1] and tonumber(ARGV[1]) < (tonumber(entry[2]) or 0) then return {'fresh', entry[1]} end
local mine = redis.call('SET', KEYS[2], ARGV[3], 'NX', 'PX', ARGV[2])
if entry[1] then return {mine and 'revalidate' or 'stale', entry[1]} end
if mine then return {'load', ARGV[3]} end
return {'wait', math.ceil(redis.call('PTTL', KEYS[2]) / 1000)}
