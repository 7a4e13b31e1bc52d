local limit = redis.call("GET", "config:limit")
local user = redis.call("HGETALL", "user:" .. ARGV[1])
return {limit, user}
