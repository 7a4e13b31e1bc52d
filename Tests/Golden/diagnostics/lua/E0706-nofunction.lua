#!lua name=mylib
local a = 1
