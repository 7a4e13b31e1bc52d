-- cas_set: stores a value only if nobody has stored another since it was read.
--
-- KEYS[1]  a hash of value and version; read both with HMGET
-- ARGV[1]  the version that was read, 0 for none        ARGV[2]  the new value        ARGV[3]  its TTL in milliseconds, 0 for none
--
-- {1, version}   stored; this is its version now
-- {0, version}   somebody was faster; this is the version that is there, 0 for none
local version = tonumber(redis.call('HGET', KEYS[1], 'version') or '0')
if version ~= tonumber(ARGV[1]) then return {0, version} end
redis.call('HSET', KEYS[1], 'value', ARGV[2], 'version', version + 1)
if tonumber(ARGV[3]) > 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[3])
else
  redis.call('PERSIST', KEYS[1])
end
return {1, version + 1}
