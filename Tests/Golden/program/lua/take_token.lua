local left = tonumber(redis.call("GET", KEYS[1]) or "0")
return {1, left}
