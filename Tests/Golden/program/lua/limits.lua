#!lua name=limits
local function below(keys, args)
  local count = tonumber(redis.call('GET', keys[1]) or '0')
  return count < tonumber(args[1]) and redis.call('INCR', keys[1]) or false
end
redis.register_function('limit_below', below)
