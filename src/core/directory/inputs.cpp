#include "core/directory/inputs.h"

#include <algorithm>

#include "base/text.h"

namespace sonae::directory {

namespace {

// Zero-width, bidirectional and other invisible characters (CWE-1007), and everything that breaks a line.
bool is_invisible(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
         (c >= 0x2028 && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xe0000 && c <= 0xe0fff);
}

bool is_space(char32_t c) { return c == U' ' || c == 0xa0 || c == 0x3000; }

}  // namespace

std::unexpected<Error> fail_at(std::string place, std::string key, Args args) {
  Error error{ErrorKind::Invalid, "error.body", {}, {}, {}};
  error.fields.push_back({std::move(place), std::move(key), std::move(args)});
  return std::unexpected(std::move(error));
}

Result<std::string> clean_name(std::string_view name, std::string place) {
  const auto normal = text::nfc(text::trim(name));
  if (!normal || normal->empty()) return fail_at(std::move(place), "directory.name.empty");
  const std::u32string characters = text::to_utf32(*normal);
  if (characters.size() > longest_name)
    return fail_at(std::move(place), "directory.name.long", {{"limit", std::to_string(longest_name)}});
  if (std::ranges::any_of(characters, is_invisible)) return fail_at(std::move(place), "directory.name.invisible");
  return *normal;
}

Result<std::string> clean_login(std::string_view login) {
  const auto normal = text::nfc(text::trim(login));
  if (!normal || normal->empty()) return fail_at("/login", "directory.login.empty");
  const std::u32string characters = text::to_utf32(*normal);
  if (characters.size() > longest_login)
    return fail_at("/login", "directory.login.long", {{"limit", std::to_string(longest_login)}});
  if (std::ranges::any_of(characters, [](char32_t c) { return is_invisible(c) || is_space(c); }))
    return fail_at("/login", "directory.login.spaces");
  return *normal;
}

}  // namespace sonae::directory
