#pragma once
// What a password must be (AU03, N63): long enough, not one of those that everybody tries, not made of names. No
// composition rules. Pure except for the embedded list of common words (data/passwords).

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sonae::session {

enum class PasswordUse : std::uint8_t {
  Alone,         ///< the only factor: 15 characters
  BesideFactor,  ///< a second factor is compulsory or present: 8 characters
};
constexpr std::size_t minimum_alone = 15;
constexpr std::size_t minimum_beside_factor = 8;

/// Invalid with one field error at "/new": session.password.short (arg minimum), .too_large (arg limit, bytes),
/// .common when nothing unforeseeable is left beside common words, `own_words`, the product's name, sequences,
/// repetitions and years.
[[nodiscard]] Result<void> check_password(std::string_view password, PasswordUse use,
                                          const std::vector<std::string>& own_words);
/// Shorter than a password that stands alone must be.
[[nodiscard]] bool is_short_password(std::string_view password);
/// The error for one password rule.
[[nodiscard]] std::unexpected<Error> fail_password(std::string key, Args args = {});

/// Characters of `password` that neither a known word nor a sequence, repetition, year or trimming explains.
[[nodiscard]] std::size_t unforeseeable_characters(std::string_view password,
                                                   const std::vector<std::string>& own_words);

/// Four groups of five letters and digits without look-alikes: 97 bits. Shown once to whoever makes the account.
[[nodiscard]] std::string new_initial_password();

}  // namespace sonae::session
