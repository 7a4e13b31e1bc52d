#ifndef CACHECTL_CSQLITE_SHIM_H
#define CACHECTL_CSQLITE_SHIM_H
#include <sqlite3.h>

// The destructor constants are casts of integers to function pointers, which Swift does not import.
static inline sqlite3_destructor_type cachectl_sqlite_transient(void) { return SQLITE_TRANSIENT; }
static inline sqlite3_destructor_type cachectl_sqlite_static(void) { return SQLITE_STATIC; }
#endif
