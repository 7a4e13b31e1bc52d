#!lua name=cachectl_tools
-- The scripts of this folder as functions: FCALL lease_get 2 product:{17} product:{17}:lease 5000 TOKEN
-- Each file stays what EVALSHA runs; here it is the body of a function with the same names for keys and arguments.
redis.register_function('lease_get', function(KEYS, ARGV)
--- @include "lease_get.lua"
end)
redis.register_function('lease_set', function(KEYS, ARGV)
--- @include "lease_set.lua"
end)
redis.register_function{function_name = 'xfetch_get', flags = {'no-writes'}, callback = function(KEYS, ARGV)
--- @include "xfetch_get.lua"
end}
redis.register_function('stale_while_revalidate', function(KEYS, ARGV)
--- @include "stale_while_revalidate.lua"
end)
redis.register_function('tag_add', function(KEYS, ARGV)
--- @include "tag_add.lua"
end)
redis.register_function('tag_invalidate', function(KEYS, ARGV)
--- @include "tag_invalidate.lua"
end)
redis.register_function('limit_below', function(KEYS, ARGV)
--- @include "limit_below.lua"
end)
redis.register_function('token_bucket', function(KEYS, ARGV)
--- @include "token_bucket.lua"
end)
redis.register_function('unlock', function(KEYS, ARGV)
--- @include "unlock.lua"
end)
redis.register_function('cas_set', function(KEYS, ARGV)
--- @include "cas_set.lua"
end)
