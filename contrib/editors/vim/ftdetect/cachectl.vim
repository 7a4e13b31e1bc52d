autocmd BufRead,BufNewFile *.recipe setfiletype cachectl
