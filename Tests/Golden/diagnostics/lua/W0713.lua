print("here")
local helper = require("helper")
return tostirng(KEYS[1])
