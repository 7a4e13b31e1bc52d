#!lua name=mylib flag=x
redis.register_function("get", function(keys) return 1 end)
