// The functions of libcrypto that base calls.
#include <openssl/evp.h>

#include "base/shared_library.h"

namespace sonae {
namespace {
constexpr SharedLibrary libcrypto("libcrypto.so.3");
}  // namespace

SONAE_FORWARD(libcrypto, int, EVP_DigestFinal_ex, (EVP_MD_CTX * context, unsigned char* digest, unsigned* size),
              (context, digest, size))
SONAE_FORWARD(libcrypto, int, EVP_DigestInit_ex, (EVP_MD_CTX * context, const EVP_MD* type, ENGINE* engine),
              (context, type, engine))
SONAE_FORWARD(libcrypto, int, EVP_DigestUpdate, (EVP_MD_CTX * context, const void* data, size_t size),
              (context, data, size))
SONAE_FORWARD(libcrypto, void, EVP_MD_CTX_free, (EVP_MD_CTX * context), (context))
SONAE_FORWARD(libcrypto, EVP_MD_CTX*, EVP_MD_CTX_new, (), ())
SONAE_FORWARD(libcrypto, const EVP_MD*, EVP_sha256, (), ())

}  // namespace sonae
