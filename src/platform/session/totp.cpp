#include "platform/session/totp.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

#include "base/result.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/session/secrets.h"

namespace sonae::session {

namespace {

constexpr std::string_view base32_alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

// What people type: full-width forms, spaces, dashes and lower case are all the same to them.
std::string typed_form(std::string_view typed) {
  std::string out;
  for (const char c : text::nfkc(typed)) {
    if (c == ' ' || c == '-') continue;
    out += (c >= 'a' && c <= 'z') ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                       c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += digits[byte >> 4];
    out += digits[byte & 0x0f];
  }
  return out;
}

}  // namespace

Bytes new_totp_seed() {
  const auto random = random_bytes<totp_seed_bytes>();
  return {random.begin(), random.end()};
}

std::string to_base32(std::span<const std::byte> bytes) {
  std::string out;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const std::byte byte : bytes) {
    buffer = (buffer << 8) | std::to_integer<std::uint32_t>(byte);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += base32_alphabet[(buffer >> bits) & 0x1f];
    }
  }
  if (bits > 0) out += base32_alphabet[(buffer << (5 - bits)) & 0x1f];
  return out;
}

std::optional<Bytes> from_base32(std::string_view text) {
  Bytes out;
  std::uint32_t buffer = 0;
  int bits = 0;
  for (const char c : typed_form(text)) {
    const std::size_t value = base32_alphabet.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    buffer = (buffer << 5) | static_cast<std::uint32_t>(value);
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      out.push_back(static_cast<std::byte>((buffer >> bits) & 0xff));
    }
  }
  return out;
}

std::int64_t totp_step(Instant at) { return at.ms() / 1000 / totp_step_seconds; }

std::string totp_code(std::span<const std::byte> seed, std::int64_t step) {
  std::array<unsigned char, 8> counter{};
  for (std::size_t i = 0; i < counter.size(); ++i)
    counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
  std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
  unsigned int size = 0;
  if (HMAC(EVP_sha1(), seed.data(), static_cast<int>(seed.size()), counter.data(), counter.size(), mac.data(), &size) ==
      nullptr)
    die("HMAC-SHA-1 is not available");
  const std::size_t offset = mac[size - 1] & 0x0fU;
  const std::uint32_t number = (std::uint32_t{mac[offset]} & 0x7fU) << 24 | std::uint32_t{mac[offset + 1]} << 16 |
                               std::uint32_t{mac[offset + 2]} << 8 | std::uint32_t{mac[offset + 3]};
  std::string code = std::to_string(number % 1'000'000);
  return std::string(6 - code.size(), '0') + code;
}

std::optional<std::int64_t> match_totp(std::span<const std::byte> seed, std::string_view code, Instant at,
                                       std::int64_t last_used) {
  const std::string typed = typed_form(code);
  const std::int64_t now_step = totp_step(at);
  std::optional<std::int64_t> matched;
  // All three are computed whatever matches, so that the time says nothing.
  for (std::int64_t step = now_step - 1; step <= now_step + 1; ++step)
    if (same_secret(totp_code(seed, step), typed) && step > last_used) matched = step;
  return matched;
}

std::string totp_uri(std::span<const std::byte> seed, std::string_view issuer, std::string_view account) {
  const std::string issuer_text = percent_encoded(issuer);
  return "otpauth://totp/" + issuer_text + ":" + percent_encoded(account) + "?secret=" + to_base32(seed) +
         "&issuer=" + issuer_text + "&algorithm=SHA1&digits=6&period=30";
}

std::vector<std::string> new_recovery_codes() {
  std::vector<std::string> codes;
  for (std::size_t i = 0; i < recovery_code_count; ++i) {
    const std::string characters = to_base32(random_bytes<15>());
    std::string code;
    for (std::size_t at = 0; at < characters.size(); at += 4) {
      if (at > 0) code += '-';
      code += characters.substr(at, 4);
    }
    codes.push_back(std::move(code));
  }
  return codes;
}

std::optional<Digest> recovery_code_digest(std::string_view typed) {
  const std::string plain = typed_form(typed);
  if (plain.size() != 24) return std::nullopt;
  if (!std::ranges::all_of(plain, [](char c) { return base32_alphabet.contains(c); })) return std::nullopt;
  return sha256(plain);
}

}  // namespace sonae::session
