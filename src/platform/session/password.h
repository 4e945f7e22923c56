#pragma once
// Stored passwords: Argon2id in PHC strings (AU01, ASVS V11.4.2), worked in few slots (AU02).

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::session {

/// What one hash costs. Salt (16 bytes), tag (32 bytes) and p=1 are fixed by libsodium.
struct HashCost {
  std::uint64_t passes = 3;
  std::size_t memory_bytes = 64 * 1024 * 1024;
  friend bool operator==(const HashCost&, const HashCost&) = default;
};
/// OWASP's floor is 19 MiB and two passes. Measured on one core of 2024: about a quarter of a second.
constexpr HashCost production_cost{};

/// How much hashing may go on at once: `slots` × memory is the ceiling, `waiting` callers may queue behind it.
struct HashSlots {
  int slots = 1;
  int waiting = 32;
};
/// Cores - 1, at least one (AU02).
[[nodiscard]] HashSlots slots_of_this_machine();

class PasswordHasher {
 public:
  explicit PasswordHasher(HashCost cost = production_cost, HashSlots slots = slots_of_this_machine());
  PasswordHasher(const PasswordHasher&) = delete;
  PasswordHasher& operator=(const PasswordHasher&) = delete;

  /// The PHC string. The password is brought to NFC first. Unavailable ("error.busy") when slots and queue are full;
  /// Invalid ("session.password.too_large") above `max_password_bytes` or for bytes that are not UTF-8.
  [[nodiscard]] Result<std::string> hash(std::string_view password);
  /// Whether `password` made `stored`. Same errors, except that an unfit password is just a wrong one.
  [[nodiscard]] Result<bool> verify(std::string_view stored, std::string_view password);
  /// True when `stored` was made with another cost than today's: hash again while the password is at hand (AU01).
  [[nodiscard]] bool needs_rehash(const std::string& stored) const;
  /// A stored form that no password opens and that costs as much to try: for unknown accounts (AU05).
  [[nodiscard]] const std::string& nobody() const { return nobody_; }

 private:
  class Slot;
  const HashCost cost_;
  const HashSlots slots_;
  std::string nobody_;
  std::mutex mutex_;
  std::condition_variable freed_;
  int running_ = 0;
  int waiting_ = 0;
};

/// Larger input is refused before anything is computed (AU03).
constexpr std::size_t max_password_bytes = 1024;

}  // namespace sonae::session
