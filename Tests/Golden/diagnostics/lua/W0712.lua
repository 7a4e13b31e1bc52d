local dice = math.random(6)
local now = os.clock()
return {dice, now, redis.call("RANDOMKEY")}
