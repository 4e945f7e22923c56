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

Result<std::string> clean_line(std::string_view line, std::size_t limit, std::string place) {
  if (text::trim(line).empty()) return std::string();
  const auto normal = text::nfc(text::trim(line));
  if (!normal) return fail_at(std::move(place), "directory.name.invisible");
  const std::u32string characters = text::to_utf32(*normal);
  if (characters.size() > limit)
    return fail_at(std::move(place), "directory.line.long", {{"limit", std::to_string(limit)}});
  if (std::ranges::any_of(characters, is_invisible)) return fail_at(std::move(place), "directory.name.invisible");
  return *normal;
}

Result<std::string> clean_optional_name(std::string_view name, std::string place) {
  if (text::trim(name).empty()) return std::string();
  return clean_name(name, std::move(place));
}

Result<std::string> clean_employee_no(std::string_view employee_no) {
  const std::string folded = text::nfkc(employee_no);
  const std::string_view plain = text::trim(folded);
  const std::u32string characters = text::to_utf32(plain);
  if (!text::is_utf8(plain) || characters.size() > longest_employee_no)
    return fail_at("/employee_no", "directory.employee_no.long", {{"limit", std::to_string(longest_employee_no)}});
  if (std::ranges::any_of(characters, [](char32_t c) { return is_invisible(c) || is_space(c); }))
    return fail_at("/employee_no", "directory.employee_no.spaces");
  return std::string(plain);
}

Result<std::string> clean_mail(std::string_view mail) {
  const std::string folded = text::nfkc(mail);
  const std::string_view plain = text::trim(folded);
  if (plain.empty()) return std::string();
  const std::size_t at = plain.find('@');
  const bool one_at = at != std::string_view::npos && at > 0 && plain.find('@', at + 1) == std::string_view::npos;
  const auto allowed = [](char c) {
    return c > ' ' && c < 0x7f && std::string_view("()<>[]:;,\\\"").find(c) == std::string_view::npos;
  };
  const std::string_view domain = one_at ? plain.substr(at + 1) : std::string_view();
  if (!one_at || plain.size() > longest_mail || !std::ranges::all_of(plain, allowed) ||
      domain.find('.') == std::string_view::npos || domain.front() == '.' || domain.back() == '.')
    return fail_at("/mail", "directory.mail.form");
  return std::string(plain);
}

}  // namespace sonae::directory
