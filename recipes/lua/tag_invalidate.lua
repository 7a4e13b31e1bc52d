-- tag_invalidate: removes keys of a tag, and the tag with the last of them. At most so many a call, because a script
-- holds everybody up while it runs: call it until it returns 0.
--
-- KEYS[1]  the tag, as tag_add keeps it. Its keys are read from it, so all must live in its slot: use it on one server,
--          or with a hash tag in every key.
-- ARGV[1]  at most how many keys: 500 is a good number
--
-- How many keys are left in the tag.
local keys = redis.call('ZRANGE', KEYS[1], 0, tonumber(ARGV[1]) - 1)
if #keys == 0 then return 0 end
redis.call('UNLINK', unpack(keys))
redis.call('ZREM', KEYS[1], unpack(keys))
return redis.call('ZCARD', KEYS[1])
