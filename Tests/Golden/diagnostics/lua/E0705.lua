redis.call("MULTI")
return redis.call("BLPOP", KEYS[1], 5)
