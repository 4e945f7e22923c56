#pragma once
// Sentences for people, by key, in Japanese and English (i18n/<language>/<slice>.json, embedded). Placeholders are
// named: "{row}行目の{column}…". The same files are bundled into the page.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sonae::messages {

/// The sentence, arguments filled in. An unknown key comes back as itself (and a convention test fails).
[[nodiscard]] std::string say(std::string_view language, std::string_view key, const Args& args = {});
[[nodiscard]] std::string say(std::string_view language, const Error& error);
[[nodiscard]] bool has(std::string_view language, std::string_view key);
[[nodiscard]] std::vector<std::string> languages();  ///< {"ja", "en"}

}  // namespace sonae::messages
