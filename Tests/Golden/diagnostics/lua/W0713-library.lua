#!lua name=mylib
redis.register_function("get", function(keys) return redis.call("GET", KEYS[1]) end)
