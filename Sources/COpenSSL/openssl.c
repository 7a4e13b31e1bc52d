#include "COpenSSL.h"

#include <dlfcn.h>
#include <stdio.h>

// A signature that the headers know otherwise does not compile.
#if __has_include(<openssl/ssl.h>)
#include <openssl/ssl.h>
#if OPENSSL_VERSION_MAJOR >= 3
#include <openssl/err.h>
#include <openssl/x509v3.h>
#define CHECKED(result, name, arguments) extern result name arguments;
CACHECTL_OPENSSL(CHECKED)
#endif
#endif

static const char *const libraries[] = {
#ifdef __APPLE__
    "/opt/homebrew/opt/openssl@3/lib/libssl.3.dylib", "/usr/local/opt/openssl@3/lib/libssl.3.dylib",
    "libssl.3.dylib",
#else
    "libssl.so.3", "libssl.so.1.1",
#endif
};

const struct cachectl_openssl *cachectl_openssl_load(char *reason, size_t size) {
  static struct cachectl_openssl table;
  void *library = NULL;
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries && !library; i++)
    library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) {
    snprintf(reason, size, "no OpenSSL on this machine (%s)", libraries[0]);
    return NULL;
  }
  // libcrypto's functions are found through libssl, which depends on it.
#define FIND(result, name, arguments)                                                              \
  if (!(table.name = (result(*) arguments)dlsym(library, #name))) {                                \
    snprintf(reason, size, "the OpenSSL on this machine has no %s", #name);                        \
    return NULL;                                                                                   \
  }
  CACHECTL_OPENSSL(FIND)
  return &table;
}
