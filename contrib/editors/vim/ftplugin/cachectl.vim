" Comments, indentation, and `gq` through the formatter of cachectl.
if exists("b:did_ftplugin")
  finish
endif
let b:did_ftplugin = 1

setlocal comments=:# commentstring=#\ %s
setlocal expandtab shiftwidth=2 softtabstop=2
setlocal iskeyword+=-
if executable("cachectl")
  setlocal formatprg=cachectl\ fmt\ -
endif

let b:undo_ftplugin = "setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< iskeyword< formatprg<"
