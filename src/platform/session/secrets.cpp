#include "platform/session/secrets.h"

#include <sodium.h>

#include <algorithm>

#include "platform/clock.h"

namespace sonae::session {

namespace {

const unsigned char* raw(std::span<const std::byte> bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}
unsigned char* room(std::span<std::byte> bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

Digest hmac(std::span<const std::byte> key, std::string_view message) {
  Digest out;
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, raw(key), key.size());
  crypto_auth_hmacsha256_update(&state, raw(as_bytes(message)), message.size());
  crypto_auth_hmacsha256_final(&state, room(out));
  return out;
}

}  // namespace

bool same_secret(std::span<const std::byte> a, std::span<const std::byte> b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool same_secret(std::string_view a, std::string_view b) { return same_secret(as_bytes(a), as_bytes(b)); }

std::string new_token() { return to_base64url(random_bytes<32>()); }

Keys::Keys(std::span<const std::byte> master) {
  if (master.size() != 32) die("the master key must have 32 bytes");
  csrf_ = hmac(master, "sonae session csrf 1");
  seal_ = hmac(master, "sonae session seal 1");
}

Keys::~Keys() {
  sodium_memzero(csrf_.data(), csrf_.size());
  sodium_memzero(seal_.data(), seal_.size());
}

std::string Keys::csrf_token(std::string_view cookie) const { return to_base64url(hmac(csrf_, cookie)); }

Bytes Keys::seal(std::span<const std::byte> plain, std::string_view owner) const {
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  const auto nonce = random_bytes<nonce_size>();
  Bytes out(nonce_size + plain.size() + crypto_aead_xchacha20poly1305_ietf_ABYTES);
  std::ranges::copy(nonce, out.begin());
  crypto_aead_xchacha20poly1305_ietf_encrypt(room(std::span(out).subspan(nonce_size)), nullptr, raw(plain),
                                             plain.size(), raw(as_bytes(owner)), owner.size(), nullptr, raw(nonce),
                                             raw(seal_));
  return out;
}

Result<Bytes> Keys::open(std::span<const std::byte> sealed, std::string_view owner) const {
  constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  constexpr std::size_t overhead = nonce_size + crypto_aead_xchacha20poly1305_ietf_ABYTES;
  if (sealed.size() < overhead) return internal("a sealed value is too short");
  Bytes plain(sealed.size() - overhead);
  const auto box = sealed.subspan(nonce_size);
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(room(plain), nullptr, nullptr, raw(box), box.size(),
                                                 raw(as_bytes(owner)), owner.size(), raw(sealed), raw(seal_)) != 0)
    return internal("a value was sealed with another key, for another owner, or was damaged");
  return plain;
}

}  // namespace sonae::session
