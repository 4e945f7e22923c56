#pragma once
// The TLS context of the server (WB09): TLS 1.2 with forward secrecy and authenticated encryption, TLS 1.3.

#include <openssl/ssl.h>

#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/result.h"

namespace sonae::http {

struct FreeSslContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using SslContext = std::unique_ptr<SSL_CTX, FreeSslContext>;

/// Invalid ("http.start.tls") when a file cannot be read, is not PEM, or key and certificate do not belong together;
/// ("http.start.tls_key_mode") when others than the owner can read the key (SE01).
[[nodiscard]] Result<SslContext> make_tls_context(const std::filesystem::path& certificate,
                                                  const std::filesystem::path& key);

/// Changes when one of the files was replaced or written; 0 while one is missing.
[[nodiscard]] std::uint64_t tls_stamp(const std::filesystem::path& certificate, const std::filesystem::path& key);

}  // namespace sonae::http
