#ifndef CACHECTL_CZLIB_SHIM_H
#define CACHECTL_CZLIB_SHIM_H
#include <zlib.h>

// inflateInit2 is a macro. 16 asks for a gzip header and its CRC, 15 for the largest window, which is 32 KiB.
static inline int cachectl_gunzip_init(z_stream *stream) { return inflateInit2(stream, 16 + 15); }
#endif
