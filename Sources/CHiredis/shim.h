// hiredis, as the reader of replies only: the socket is ours.
#ifndef CACHECTL_CHIREDIS_SHIM_H
#define CACHECTL_CHIREDIS_SHIM_H
#include <hiredis/read.h>
#endif
