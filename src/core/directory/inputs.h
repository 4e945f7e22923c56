#pragma once
// Names and logins as they come in. Pure.

#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::directory {

constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_login = 64;

/// One problem with one place: Invalid ("error.body") with this field.
[[nodiscard]] std::unexpected<Error> fail_at(std::string place, std::string key, Args args = {});

/// NFC and trimmed. Invalid at `place` when empty, longer than `longest_name`, of several lines, or with characters
/// that nobody sees (AZ and CWE-1007: two people must not look the same in a list).
[[nodiscard]] Result<std::string> clean_name(std::string_view name, std::string place);
/// NFC and trimmed. Invalid at "/login" when empty, longer than `longest_login`, or with white space.
[[nodiscard]] Result<std::string> clean_login(std::string_view login);

}  // namespace sonae::directory
