count = redis.call("INCR", KEYS[1])
function double(x) return 2 * x end
return double(count)
