#pragma once
// Texts and places of this folder's commands. Pure.

#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::assessment::work {

constexpr std::size_t longest_text = 4'000;    ///< a question, an answer to it, a note
constexpr std::size_t longest_reason = 1'000;  ///< code points

/// NFC and trimmed. Invalid ("error.body" at `place`) when nothing is left, or more than `longest`.
[[nodiscard]] Result<std::string> required_text(std::string_view text, std::string place, std::size_t longest);
/// The same, and "" is fine.
[[nodiscard]] Result<std::string> optional_text(std::string_view text, std::string place, std::size_t longest);

/// Invalid ("error.body") that names one place of the body.
[[nodiscard]] std::unexpected<Error> fail_at(std::string place, std::string key, Args args = {});

}  // namespace sonae::assessment::work
