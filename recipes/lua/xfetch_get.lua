-- xfetch_get: the value, and whether this caller should load it again before it expires. The closer to its end and the
-- dearer the load, the likelier: so one caller or a few refresh early, and nobody meets a cold key.
-- A. Vattani, F. Chierichetti, K. Lowenstein: Optimal Probabilistic Cache Stampede Prevention. PVLDB 8(8), 2015.
--
-- KEYS[1]  a hash: value, delta (how long the last load took, in milliseconds); its TTL is the value's.
--          Store it with HSET KEY value V delta D, then PEXPIRE, in one MULTI.
-- ARGV[1]  beta: 1 is the paper's optimum, more refreshes earlier
-- ARGV[2]  a random number from 0 to 1, other for each call. It comes from the caller: scripts of Redis before 7 must
--          not draw one, and their generator begins with the same seed each time.
--
-- {value, 0}   use it
-- {value, 1}   use it or not, but load it now
-- {false, 1}   there is none: load it
local entry = redis.call('HMGET', KEYS[1], 'value', 'delta')
if not entry[1] then return {false, 1} end
local left = redis.call('PTTL', KEYS[1])
if left < 0 then return {entry[1], 0} end
local delta, beta, random = tonumber(entry[2]) or 0, tonumber(ARGV[1]), tonumber(ARGV[2])
-- now - delta * beta * ln(random) >= expiry, with both sides counted from now. ln(0) would always refresh.
if -delta * beta * math.log(math.max(random, 1e-12)) >= left then return {entry[1], 1} end
return {entry[1], 0}
