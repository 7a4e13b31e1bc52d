#ifndef CACHECTL_CZSTD_SHIM_H
#define CACHECTL_CZSTD_SHIM_H
#include <zstd.h>
#include <zstd_errors.h>
#endif
