#include "platform/session/password.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <thread>

#include "base/text.h"
#include "platform/clock.h"

namespace sonae::session {

namespace {

template <std::size_t N>
std::string base64_unpadded(const std::array<std::byte, N>& bytes) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  std::array<char, sodium_base64_ENCODED_LEN(N, variant)> text{};
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), N, variant);
  return text.data();
}

// NFC, so that the same keys on two systems give the same password (N63). Nothing for what nobody can have set.
std::optional<std::string> normal_form(std::string_view password) {
  if (password.size() > max_password_bytes) return std::nullopt;
  return text::nfc(password);
}

}  // namespace

/// A place in the queue and then a slot, given back on every way out.
class PasswordHasher::Slot {
 public:
  explicit Slot(PasswordHasher& owner) : owner_(owner) {
    std::unique_lock lock(owner_.mutex_);
    if (owner_.running_ >= owner_.slots_.slots) {
      if (owner_.waiting_ >= owner_.slots_.waiting) return;
      ++owner_.waiting_;
      owner_.freed_.wait(lock, [&] { return owner_.running_ < owner_.slots_.slots; });
      --owner_.waiting_;
    }
    ++owner_.running_;
    held_ = true;
  }
  ~Slot() {
    if (!held_) return;
    {
      const std::lock_guard lock(owner_.mutex_);
      --owner_.running_;
    }
    owner_.freed_.notify_one();
  }
  Slot(const Slot&) = delete;
  Slot& operator=(const Slot&) = delete;
  [[nodiscard]] bool held() const { return held_; }

 private:
  PasswordHasher& owner_;
  bool held_ = false;
};

HashSlots slots_of_this_machine() {
  return {.slots = std::max(1, static_cast<int>(std::thread::hardware_concurrency()) - 1), .waiting = 32};
}

PasswordHasher::PasswordHasher(HashCost cost, HashSlots slots) : cost_(cost), slots_(slots) {
  if (sodium_init() < 0) die("libsodium does not start");
  // Written out instead of computed, so that starting the server costs no hash. Random salt and tag: nobody knows a
  // password for it.
  nobody_ = "$argon2id$v=19$m=" + std::to_string(cost.memory_bytes / 1024) + ",t=" + std::to_string(cost.passes) +
            ",p=1$" + base64_unpadded(random_bytes<16>()) + "$" + base64_unpadded(random_bytes<32>());
}

Result<std::string> PasswordHasher::hash(std::string_view password) {
  const auto normal = normal_form(password);
  if (!normal) return invalid("session.password.too_large", {{"limit", std::to_string(max_password_bytes)}});
  const Slot slot(*this);
  if (!slot.held()) return unavailable("error.busy", "password hashing queue is full");
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), normal->data(), normal->size(), cost_.passes, cost_.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    return unavailable("error.busy", "no memory for Argon2id");
  return std::string(out.data());
}

Result<bool> PasswordHasher::verify(std::string_view stored, std::string_view password) {
  // An unfit password takes the same way through the slots, so that its answer tells nothing.
  const auto normal = normal_form(password);
  const std::string candidate = normal.value_or("");
  const Slot slot(*this);
  if (!slot.held()) return unavailable("error.busy", "password hashing queue is full");
  const std::string phc(stored);
  const bool same = crypto_pwhash_str_verify(phc.c_str(), candidate.data(), candidate.size()) == 0;
  return same && normal.has_value();
}

bool PasswordHasher::needs_rehash(const std::string& stored) const {
  return crypto_pwhash_str_needs_rehash(stored.c_str(), cost_.passes, cost_.memory_bytes) != 0;
}

}  // namespace sonae::session
