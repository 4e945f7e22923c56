#include "platform/http/tls.h"

#include <openssl/err.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace sonae::http {

namespace {

std::string last_problem() {
  std::array<char, 256> text{};
  const unsigned long code = ERR_get_error();
  ERR_clear_error();
  if (code == 0) return std::strerror(errno);
  ERR_error_string_n(code, text.data(), text.size());
  return text.data();
}

std::unexpected<Error> bad_file(const std::filesystem::path& file) {
  return invalid("http.start.tls", {{"file", file.string()}, {"reason", last_problem()}});
}

int choose_http_1_1(SSL* /*ssl*/, const unsigned char** out, unsigned char* out_size, const unsigned char* in,
                    unsigned int in_size, void* /*argument*/) {
  static constexpr std::array<unsigned char, 9> ours = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* chosen = nullptr;
  if (SSL_select_next_proto(&chosen, out_size, ours.data(), ours.size(), in, in_size) != OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_NOACK;
  *out = chosen;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<SslContext> make_tls_context(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  struct stat facts{};
  if (::stat(key.c_str(), &facts) != 0) return bad_file(key);
  if ((facts.st_mode & 0077) != 0) return invalid("http.start.tls_key_mode", {{"file", key.string()}});

  ERR_clear_error();
  SslContext context(SSL_CTX_new(TLS_server_method()));
  if (!context) return internal("no TLS context: " + last_problem());
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  SSL_CTX_set_options(context.get(), SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                                         SSL_OP_IGNORE_UNEXPECTED_EOF);
  // Idle connections give their 34 KiB of buffers back.
  SSL_CTX_set_mode(context.get(), SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(context.get(), &choose_http_1_1, nullptr);
  if (SSL_CTX_set_cipher_list(context.get(), "ECDHE+AESGCM:ECDHE+CHACHA20") != 1)
    return internal("no TLS 1.2 ciphers: " + last_problem());
  if (SSL_CTX_use_certificate_chain_file(context.get(), certificate.c_str()) != 1) return bad_file(certificate);
  if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) return bad_file(key);
  if (SSL_CTX_check_private_key(context.get()) != 1) return bad_file(key);
  return context;
}

std::uint64_t tls_stamp(const std::filesystem::path& certificate, const std::filesystem::path& key) {
  std::uint64_t stamp = 0;
  for (const auto& file : {certificate, key}) {
    struct stat facts{};
    if (::stat(file.c_str(), &facts) != 0) return 0;
    // Only a mark to compare with: it may wrap around.
    for (const std::int64_t fact :
         {static_cast<std::int64_t>(facts.st_mtim.tv_sec), static_cast<std::int64_t>(facts.st_mtim.tv_nsec),
          static_cast<std::int64_t>(facts.st_ino), static_cast<std::int64_t>(facts.st_size)})
      stamp = stamp * 1'000'003 + static_cast<std::uint64_t>(fact);
  }
  return stamp;
}

}  // namespace sonae::http
