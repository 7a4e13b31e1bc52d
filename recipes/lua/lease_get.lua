-- lease_get: the value, or the right to load it, or the advice to wait. One loader a key, however many miss at once.
--
-- KEYS[1]  the value        KEYS[2]  its lease, in the same slot: product:{17} and product:{17}:lease
-- ARGV[1]  how long the loader may take, in milliseconds; afterwards somebody else may load
-- ARGV[2]  a token nobody else has: random, 16 bytes or more
--
-- {"hit", value}       there it is
-- {"load", token}      you load it, then call lease_set with this token
-- {"wait", left}       somebody else loads it: ask again soon; their lease ends within so many seconds
local value = redis.call('GET', KEYS[1])
if value then return {'hit', value} end
if redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[1]) then return {'load', ARGV[2]} end
return {'wait', math.ceil(redis.call('PTTL', KEYS[2]) / 1000)}
