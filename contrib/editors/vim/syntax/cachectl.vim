" Recipes of cachectl. Written by `make generate` from the vocabulary; do not edit.
if exists("b:current_syntax")
  finish
endif

syntax case match
syntax iskeyword @,48-57,_,-

" What comes later wins where two begin at the same place.
syntax match cachectlNumber "\<[0-9][0-9_]*\%(\.[0-9]\+\)\?\%(\%(GiB\|KiB\|MiB\|GB\|KB\|MB\|ms\|us\|B\|G\|M\|d\|h\|k\|m\|s\|w\)\%([0-9]\+\%(\.[0-9]\+\)\?\%(GiB\|KiB\|MiB\|GB\|KB\|MB\|ms\|us\|B\|G\|M\|d\|h\|k\|m\|s\|w\)\)*\)\?\%(/[smh]\|%\)\?"
syntax match cachectlOperator "==\|!=\|<=\|>=\|[<>+*/%=]\|\s\zs-\ze\s\|\.\."
syntax match cachectlOperator "\<\%(or\|and\|not\|in\|like\)\>"
syntax match cachectlConstant "\<\%(true\|false\|on\|off\|null\|never\)\>"
syntax match cachectlClause "\<\%(abort\|all\|allow\|always\|append\|approx\|args\|aside\|assert\|at\|auto\|backoff\|batch\|behind\|block\|buckets\|by\|ca\|ceiling\|cert\|changed\|claim\|class\|clean\|columns\|conns\|continue\|credential\|csv\|dead\|debounce\|dedupe\|delete\|depth\|dev\|doc\|drain\|drift\|each\|else\|env\|errors\|expect\|expire\|fail\|file\|fill\|first\|flags\|flush\|for\|from\|function\|geo\|group\|grouped\|guard\|hash\|header\|hll\|insert\|into\|invalidate\|jitter\|json\|jsonl\|keep\|key\|keys\|kind\|last\|lease\|library\|limit\|lines\|list\|lock\|match\|max\|maxlen\|measure\|member\|missing\|mode\|names\|of\|op\|open\|origin\|over\|overwrite\|password\|pause\|persist\|phase\|pick\|pin\|postgres\|production\|protect\|rate\|read\|redis\|rename\|replace\|report\|resume\|retry\|row\|sample\|say\|scan\|score\|script\|scripts\|seed\|server\|set\|size\|slot\|slow\|sql\|sqlite\|staging\|stale\|stop\|stream\|string\|sum\|table\|tag\|tail\|take\|test\|text\|threads\|through\|to\|tolerate\|top\|touch\|ttl\|type\|undo\|unlink\|update\|url\|user\|value\|verify\|wait\|warmup\|warn\|when\|where\|within\|write\|zset\)\>"
syntax match cachectlFunction "\<\%(age\|blob\|cliff\|count\|errors\|gauss\|hour\|latest\|length\|lognormal\|lower\|max\|min\|now\|prefix\|rate\|scramble\|sent\|seq\|share\|sum\|time\|uniform\|upper\|zipf\)\>\ze("
syntax match cachectlType ":\s*\zs\<\%(bool\|duration\|float\|int\|json\|size\|text\|time\)\>" contained
syntax match cachectlFilter "|\s*\zs\<\%(base64\|crc16\|date\|default\|json\|lower\|ms\|pad\|s\|sha1\|slice\|trim\|upper\|urlencode\)\>" contained
syntax match cachectlVerb "^\s*\zs\<\%(use\|param\|let\|secret\|source\|lua\|warm\|sweep\|audit\|deploy\|bench\|follow\|do\)\>"
syntax match cachectlVerb "^\<\%(use\|param\|let\|secret\|server\|source\|key\|lua\|warm\|sweep\|audit\|deploy\|bench\|follow\|flush\|do\)\>"

syntax cluster cachectlValue contains=cachectlNumber,cachectlOperator,cachectlConstant,cachectlFunction,cachectlString,cachectlRaw,cachectlText,cachectlRawText,cachectlCommand,cachectlList
syntax region cachectlList matchgroup=cachectlBracket start="\[" end="\]" contains=@cachectlValue,cachectlType,cachectlComment
syntax region cachectlHole matchgroup=cachectlHoleEdge start="{{\@!\%([#*]\)\?" end="}" contained contains=@cachectlValue,cachectlFilter,cachectlType
syntax match cachectlBrace "{{\|}}" contained
syntax match cachectlEscape "\\." contained
syntax region cachectlRaw start="'" end="'" oneline
syntax region cachectlRawText start="'''" end="'''"
syntax region cachectlString start=+"+ skip=+\\.+ end=+"+ oneline contains=cachectlHole,cachectlBrace,cachectlEscape
syntax region cachectlText start=+"""+ end=+"""+ contains=cachectlHole,cachectlBrace
syntax region cachectlCommand start="`" end="`" contains=cachectlHole,cachectlBrace
syntax match cachectlComment "#.*$" contains=@Spell

highlight default link cachectlVerb Statement
highlight default link cachectlClause Keyword
highlight default link cachectlFunction Function
highlight default link cachectlFilter Function
highlight default link cachectlType Type
highlight default link cachectlNumber Number
highlight default link cachectlConstant Constant
highlight default link cachectlOperator Operator
highlight default link cachectlString String
highlight default link cachectlText String
highlight default link cachectlRaw String
highlight default link cachectlRawText String
highlight default link cachectlCommand String
highlight default link cachectlHole Identifier
highlight default link cachectlHoleEdge Special
highlight default link cachectlBrace SpecialChar
highlight default link cachectlEscape SpecialChar
highlight default link cachectlComment Comment

let b:current_syntax = "cachectl"
