#pragma once
// Small cryptography of sign-in, all of it libsodium or OpenSSL (SE03): comparing, sealing, tokens, CSRF.

#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/result.h"

namespace sonae::session {

/// In constant time for equal lengths; lengths are public (SE03).
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);
[[nodiscard]] bool same_secret(std::span<const std::byte> a, std::span<const std::byte> b);

/// 256 random bits as 43 characters of base64url.
[[nodiscard]] std::string new_token();

/// Keys for one purpose each, derived from the installation's master key; the master is not kept.
class Keys {
 public:
  /// `master`: 32 bytes from the key file.
  explicit Keys(std::span<const std::byte> master);
  Keys(const Keys&) = delete;
  Keys& operator=(const Keys&) = delete;
  ~Keys();

  /// The CSRF token of one cookie value (WB01): known to whoever may read GET /session, useless with another cookie.
  [[nodiscard]] std::string csrf_token(std::string_view cookie) const;

  /// XChaCha20-Poly1305 with a random nonce in front; `owner` is bound, so that a seed copied to another account does
  /// not open.
  [[nodiscard]] Bytes seal(std::span<const std::byte> plain, std::string_view owner) const;
  /// Internal ("error.internal"; detail says "sealed with another key") when key, owner or bytes do not belong
  /// together.
  [[nodiscard]] Result<Bytes> open(std::span<const std::byte> sealed, std::string_view owner) const;

 private:
  Digest csrf_;
  Digest seal_;
};

}  // namespace sonae::session
