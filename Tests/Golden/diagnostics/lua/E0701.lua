local left = redis.call("GET", KEYS[1])
if left = nil then return 0 end
return left
