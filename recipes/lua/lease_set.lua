-- lease_set: stores what a loader brought, if its lease still holds. Whoever invalidates deletes the value AND the lease
-- (UNLINK product:{17} product:{17}:lease): what was loaded before that is stale, and is refused here.
--
-- KEYS[1]  the value        KEYS[2]  its lease
-- ARGV[1]  the token that lease_get gave        ARGV[2]  the value        ARGV[3]  its TTL in milliseconds
--
-- 1  stored, and the lease is given back
-- 0  refused: the lease ran out, or the key was invalidated since; use the value for this one request only
if redis.call('GET', KEYS[2]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
redis.call('DEL', KEYS[2])
return 1
