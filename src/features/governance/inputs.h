#pragma once
// Texts as they come in with this slice's commands. Pure.

#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::governance {

constexpr std::size_t longest_name = 200;      ///< a firm
constexpr std::size_t longest_letter_no = 60;  ///< code points, as all limits here
constexpr std::size_t longest_reason = 500;

/// Reasons that the program writes itself; the page says them in the reader's language. A person's words never begin
/// with a dot.
inline constexpr std::string_view reason_left = ".left";
inline constexpr std::string_view reason_replaced = ".replaced";

/// NFC and trimmed. Invalid ("error.body" at `place`) when nothing is left, or more than `longest`.
[[nodiscard]] Result<std::string> required_text(std::string_view text, std::string place, std::size_t longest);
/// The same, and "" is fine.
[[nodiscard]] Result<std::string> optional_text(std::string_view text, std::string place, std::size_t longest);

}  // namespace sonae::governance
