// hiredis, as the reader of replies only: the socket is ours. hiredis.h is here for its version.
#ifndef CACHECTL_CHIREDIS_SHIM_H
#define CACHECTL_CHIREDIS_SHIM_H
#include <hiredis/hiredis.h>
#endif
