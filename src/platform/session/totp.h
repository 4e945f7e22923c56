#pragma once
// Time-based one-time passwords (RFC 6238: SHA-1, six digits, thirty seconds; AU06) and recovery codes. Pure except
// for the makers, which draw random bytes.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/time.h"

namespace sonae::session {

constexpr std::size_t totp_seed_bytes = 20;  ///< 160 bits
constexpr std::int64_t totp_step_seconds = 30;

[[nodiscard]] Bytes new_totp_seed();
/// RFC 4648, upper case, without padding: what people type into an authenticator by hand.
[[nodiscard]] std::string to_base32(std::span<const std::byte> bytes);
/// Spaces and case do not matter; nothing for other characters.
[[nodiscard]] std::optional<Bytes> from_base32(std::string_view text);

[[nodiscard]] std::int64_t totp_step(Instant at);
/// Six digits for one step.
[[nodiscard]] std::string totp_code(std::span<const std::byte> seed, std::int64_t step);

/// The step that `code` belongs to: the present one or a neighbour, but none up to `last_used` (a step is accepted
/// once). Full-width digits and spaces are taken as people type them. Constant time in the code (SE03).
[[nodiscard]] std::optional<std::int64_t> match_totp(std::span<const std::byte> seed, std::string_view code, Instant at,
                                                     std::int64_t last_used);

/// "otpauth://totp/…", the text of the QR picture.
[[nodiscard]] std::string totp_uri(std::span<const std::byte> seed, std::string_view issuer, std::string_view account);

constexpr std::size_t recovery_code_count = 10;
/// Ten codes of 120 random bits, "XXXX-XXXX-XXXX-XXXX-XXXX-XXXX". With 112 bits and more a plain SHA-256 is a
/// sufficient store (ASVS V6.5.2).
[[nodiscard]] std::vector<std::string> new_recovery_codes();
/// SHA-256 of the code as people may type it (spaces, dashes, case, full width); nothing when it cannot be one.
[[nodiscard]] std::optional<Digest> recovery_code_digest(std::string_view typed);

}  // namespace sonae::session
