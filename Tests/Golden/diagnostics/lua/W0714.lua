local all = redis.call("KEYS", "*")
return #all
