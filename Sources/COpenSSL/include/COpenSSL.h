// OpenSSL's functions behind pointers, filled in by cachectl_openssl_load: most runs need no TLS, and a linked
// library is mapped at every start (docs/decisions/0032).
//
// Only what 1.1.1 and 3 have alike. The types are declared here, so that a build needs no OpenSSL headers; where there
// are some, openssl.c lets the compiler compare every signature with them.
#ifndef CACHECTL_COPENSSL_H
#define CACHECTL_COPENSSL_H

#include <stddef.h>
#include <stdint.h>

typedef struct ssl_st SSL;
typedef struct ssl_ctx_st SSL_CTX;
typedef struct ssl_method_st SSL_METHOD;
typedef struct x509_store_ctx_st X509_STORE_CTX;
typedef struct X509_VERIFY_PARAM_st X509_VERIFY_PARAM;

typedef int cachectl_passphrase(char *buffer, int size, int writing, void *context);
typedef int cachectl_verified(int passed, X509_STORE_CTX *store);

#define CACHECTL_OPENSSL(X)                                                                        \
  X(unsigned long, OpenSSL_version_num, (void))                                                    \
  X(const SSL_METHOD *, TLS_client_method, (void))                                                 \
  X(SSL_CTX *, SSL_CTX_new, (const SSL_METHOD *))                                                  \
  X(void, SSL_CTX_free, (SSL_CTX *))                                                               \
  X(long, SSL_CTX_ctrl, (SSL_CTX *, int, long, void *))                                            \
  X(uint64_t, SSL_CTX_set_options, (SSL_CTX *, uint64_t))                                          \
  X(void, SSL_CTX_set_verify, (SSL_CTX *, int, cachectl_verified *))                               \
  X(int, SSL_CTX_load_verify_locations, (SSL_CTX *, const char *, const char *))                   \
  X(int, SSL_CTX_set_default_verify_paths, (SSL_CTX *))                                            \
  X(void, SSL_CTX_set_default_passwd_cb, (SSL_CTX *, cachectl_passphrase *))                       \
  X(int, SSL_CTX_use_certificate_chain_file, (SSL_CTX *, const char *))                            \
  X(int, SSL_CTX_use_PrivateKey_file, (SSL_CTX *, const char *, int))                              \
  X(SSL *, SSL_new, (SSL_CTX *))                                                                   \
  X(void, SSL_free, (SSL *))                                                                       \
  X(long, SSL_ctrl, (SSL *, int, long, void *))                                                    \
  X(int, SSL_set_fd, (SSL *, int))                                                                 \
  X(int, SSL_set1_host, (SSL *, const char *))                                                     \
  X(void, SSL_set_hostflags, (SSL *, unsigned int))                                                \
  X(X509_VERIFY_PARAM *, SSL_get0_param, (SSL *))                                                  \
  X(int, X509_VERIFY_PARAM_set1_ip_asc, (X509_VERIFY_PARAM *, const char *))                       \
  X(int, SSL_connect, (SSL *))                                                                     \
  X(int, SSL_read, (SSL *, void *, int))                                                           \
  X(int, SSL_write, (SSL *, const void *, int))                                                    \
  X(int, SSL_shutdown, (SSL *))                                                                    \
  X(int, SSL_get_error, (const SSL *, int))                                                        \
  X(long, SSL_get_verify_result, (const SSL *))                                                    \
  X(const char *, SSL_get_version, (const SSL *))                                                  \
  X(const char *, X509_verify_cert_error_string, (long))                                           \
  X(unsigned long, ERR_get_error, (void))                                                          \
  X(void, ERR_clear_error, (void))                                                                 \
  X(const char *, ERR_reason_error_string, (unsigned long))

struct cachectl_openssl {
#define CACHECTL_FIELD(result, name, arguments) result(*name) arguments;
  CACHECTL_OPENSSL(CACHECTL_FIELD)
#undef CACHECTL_FIELD
};

// Opens the library and finds every function; null, and why in `reason`, when it is not there. Call it once.
const struct cachectl_openssl *cachectl_openssl_load(char *reason, size_t size);

#endif
