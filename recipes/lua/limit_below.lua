-- limit_below: counts one more, if fewer than the limit were counted in this window. Refused calls cost nothing.
--
-- KEYS[1]  the counter; put the window's number into its name or let its TTL be the window
-- ARGV[1]  the limit        ARGV[2]  the window in milliseconds, from the first count
--
-- {1, count}   go ahead: this was the count-th
-- {0, left}    over the limit; the window ends within so many seconds, as a Retry-After wants it
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if count >= tonumber(ARGV[1]) then return {0, math.ceil(redis.call('PTTL', KEYS[1]) / 1000)} end
count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return {1, count}
