// Lua 5.1, the language of every Redis and Valkey, as a parser only: nothing is ever run here, so no library is opened.
#ifndef CACHECTL_CLUA_SHIM_H
#define CACHECTL_CLUA_SHIM_H
#if __has_include(<lua5.1/lua.h>)
#include <lua5.1/lua.h>
#include <lua5.1/lauxlib.h>
#elif __has_include(<lua-5.1/lua.h>)
#include <lua-5.1/lua.h>
#include <lua-5.1/lauxlib.h>
#else
#include <lua.h>
#include <lauxlib.h>
#endif
#endif
