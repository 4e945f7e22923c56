#pragma once
// What every command does the same way: speaking the terminal's language and turning errors into exit codes.

#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::app {

/// "ja" or "en", by LC_ALL, LC_MESSAGES, LANG; anything else is English.
[[nodiscard]] std::string terminal_language();
[[nodiscard]] std::string say(std::string_view key, const Args& args = {});
[[nodiscard]] std::string say(const Error& error);

/// Prints the sentence (and, for an internal error, its detail: whoever runs the command is its administrator) on
/// standard error. 3: unusable input or state.
int report(const Error& error);

}  // namespace sonae::app
