// The functions of OpenSSL that platform calls, most of them through Asio's TLS stream.
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/ssl.h>

#include "base/shared_library.h"

namespace sonae {
namespace {
constexpr SharedLibrary libcrypto("libcrypto.so.3");
constexpr SharedLibrary libssl("libssl.so.3");
using ChooseProtocol = SSL_CTX_alpn_select_cb_func;
}  // namespace

// clang-format off
SONAE_FORWARD(libcrypto, long, BIO_ctrl, (BIO* bio, int command, long number, void* data), (bio, command, number, data))
SONAE_FORWARD(libcrypto, size_t, BIO_ctrl_pending, (BIO* bio), (bio))
SONAE_FORWARD(libcrypto, int, BIO_free, (BIO* bio), (bio))
SONAE_FORWARD(libcrypto, int, BIO_new_bio_pair, (BIO** one, size_t one_size, BIO** two, size_t two_size),
              (one, one_size, two, two_size))
SONAE_FORWARD(libcrypto, int, BIO_read, (BIO* bio, void* to, int size), (bio, to, size))
SONAE_FORWARD(libcrypto, int, BIO_write, (BIO* bio, const void* from, int size), (bio, from, size))
SONAE_FORWARD(libcrypto, void, ERR_clear_error, (), ())
SONAE_FORWARD(libcrypto, void, ERR_error_string_n, (unsigned long code, char* to, size_t size), (code, to, size))
SONAE_FORWARD(libcrypto, unsigned long, ERR_get_error, (), ())
SONAE_FORWARD(libcrypto, const char*, ERR_lib_error_string, (unsigned long code), (code))
SONAE_FORWARD(libcrypto, const char*, ERR_reason_error_string, (unsigned long code), (code))
SONAE_FORWARD(libcrypto, const EVP_MD*, EVP_sha1, (), ())
SONAE_FORWARD(libcrypto, unsigned char*, HMAC,
              (const EVP_MD* type, const void* key, int key_size, const unsigned char* data, size_t size,
               unsigned char* mac, unsigned* mac_size),
              (type, key, key_size, data, size, mac, mac_size))
SONAE_FORWARD(libcrypto, const char*, OpenSSL_version, (int what), (what))

SONAE_FORWARD(libssl, int, SSL_CTX_check_private_key, (const SSL_CTX* context), (context))
SONAE_FORWARD(libssl, long, SSL_CTX_ctrl, (SSL_CTX* context, int command, long number, void* data),
              (context, command, number, data))
SONAE_FORWARD(libssl, void, SSL_CTX_free, (SSL_CTX* context), (context))
SONAE_FORWARD(libssl, void*, SSL_CTX_get_default_passwd_cb_userdata, (SSL_CTX* context), (context))
SONAE_FORWARD(libssl, void*, SSL_CTX_get_ex_data, (const SSL_CTX* context, int index), (context, index))
SONAE_FORWARD(libssl, SSL_CTX*, SSL_CTX_new, (const SSL_METHOD* method), (method))
SONAE_FORWARD(libssl, void, SSL_CTX_set_alpn_select_cb, (SSL_CTX* context, ChooseProtocol choose, void* argument),
              (context, choose, argument))
SONAE_FORWARD(libssl, int, SSL_CTX_set_cipher_list, (SSL_CTX* context, const char* list), (context, list))
SONAE_FORWARD(libssl, void, SSL_CTX_set_default_passwd_cb_userdata, (SSL_CTX* context, void* data), (context, data))
SONAE_FORWARD(libssl, int, SSL_CTX_set_ex_data, (SSL_CTX* context, int index, void* data), (context, index, data))
SONAE_FORWARD(libssl, uint64_t, SSL_CTX_set_options, (SSL_CTX* context, uint64_t options), (context, options))
SONAE_FORWARD(libssl, int, SSL_CTX_use_PrivateKey_file, (SSL_CTX* context, const char* file, int type),
              (context, file, type))
SONAE_FORWARD(libssl, int, SSL_CTX_use_certificate_chain_file, (SSL_CTX* context, const char* file), (context, file))
SONAE_FORWARD(libssl, int, SSL_accept, (SSL* ssl), (ssl))
SONAE_FORWARD(libssl, int, SSL_connect, (SSL* ssl), (ssl))
SONAE_FORWARD(libssl, long, SSL_ctrl, (SSL* ssl, int command, long number, void* data), (ssl, command, number, data))
SONAE_FORWARD(libssl, void, SSL_free, (SSL* ssl), (ssl))
SONAE_FORWARD(libssl, int, SSL_get_error, (const SSL* ssl, int code), (ssl, code))
SONAE_FORWARD(libssl, void*, SSL_get_ex_data, (const SSL* ssl, int index), (ssl, index))
SONAE_FORWARD(libssl, int, SSL_get_shutdown, (const SSL* ssl), (ssl))
SONAE_FORWARD(libssl, SSL*, SSL_new, (SSL_CTX* context), (context))
SONAE_FORWARD(libssl, int, SSL_read, (SSL* ssl, void* to, int size), (ssl, to, size))
SONAE_FORWARD(libssl, int, SSL_select_next_proto,
              (unsigned char** out, unsigned char* out_size, const unsigned char* server, unsigned server_size,
               const unsigned char* client, unsigned client_size),
              (out, out_size, server, server_size, client, client_size))
SONAE_FORWARD(libssl, void, SSL_set_bio, (SSL* ssl, BIO* reading, BIO* writing), (ssl, reading, writing))
SONAE_FORWARD(libssl, int, SSL_set_ex_data, (SSL* ssl, int index, void* data), (ssl, index, data))
SONAE_FORWARD(libssl, int, SSL_shutdown, (SSL* ssl), (ssl))
SONAE_FORWARD(libssl, int, SSL_write, (SSL* ssl, const void* from, int size), (ssl, from, size))
SONAE_FORWARD(libssl, const SSL_METHOD*, TLS_server_method, (), ())
// clang-format on

}  // namespace sonae
