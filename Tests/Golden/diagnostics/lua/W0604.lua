return redis.call("SUNION", KEYS[1], KEYS[2])
