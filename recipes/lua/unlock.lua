-- unlock: gives a lock back that is still ours: taken with SET KEY TOKEN NX PX …, it may have run out and be another's.
--
-- KEYS[1]  the lock        ARGV[1]  the token that it was taken with
--
-- 1  given back        0  it was not ours any more
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
