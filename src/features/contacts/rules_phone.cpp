#include "features/contacts/rules_phone.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "base/text.h"

namespace sonae::contacts {

namespace {

std::unexpected<FieldError> refuse(std::string key, Args args = {}) {
  return std::unexpected(FieldError{"", std::move(key), std::move(args)});
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// After NFKC: ASCII hyphen and dots, every dash, the long-vowel mark that a Japanese keyboard gives for "-", brackets.
bool is_separator(char32_t c) {
  return c == U'-' || c == U'.' || c == U'(' || c == U')' || c == U' ' || c == U'\t' || c == 0x30fc ||
         (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x3000;
}

bool is_short_number(std::string_view digits) { return digits.size() == 3 && digits.front() == '1'; }
bool is_hash_number(std::string_view digits) { return digits.size() == 4 && digits.front() == '9'; }

std::string in_groups(std::string_view digits, const std::array<std::size_t, 3>& sizes) {
  return std::string(digits.substr(0, sizes[0])) + "-" + std::string(digits.substr(sizes[0], sizes[1])) + "-" +
         std::string(digits.substr(sizes[0] + sizes[1]));
}

std::string with_known_groups(const std::string& digits) {
  const auto begins = [&](std::string_view with) { return std::string_view(digits).starts_with(with); };
  if (digits.size() == 11 && begins("0800")) return in_groups(digits, {4, 3, 4});
  if (digits.size() == 11) return in_groups(digits, {3, 4, 4});
  if (begins("0120") || begins("0570") || begins("0990")) return in_groups(digits, {4, 3, 3});
  if (begins("03") || begins("06")) return in_groups(digits, {2, 4, 4});
  return digits;
}

/// Digits of a number within Japan: 10, or 11 for 050, 060-090 and 0800.
std::size_t expected_digits(std::string_view digits) {
  constexpr std::array<std::string_view, 6> long_ones = {"050", "060", "070", "080", "090", "020"};
  return std::ranges::any_of(long_ones, [&](std::string_view one) { return digits.starts_with(one); }) ? 11 : 10;
}

struct Parts {
  char mark = 0;  ///< '+', '#' or none
  std::string digits;
  std::string grouped;  ///< digits with single hyphens where separators stood
};

std::expected<Parts, FieldError> parts_of(std::u32string_view all) {
  Parts parts;
  bool gap = false;
  for (const char32_t c : all) {
    if (is_separator(c)) {
      gap = !parts.digits.empty();
    } else if ((c == U'+' || c == U'#') && parts.digits.empty() && parts.mark == 0) {
      parts.mark = static_cast<char>(c);
    } else if (is_digit(c)) {
      if (gap) parts.grouped += '-';
      gap = false;
      parts.digits += static_cast<char>(c);
      parts.grouped += static_cast<char>(c);
    } else {
      return refuse("contacts.phone.unreadable", {{"piece", text::from_utf32(std::u32string(1, c))}});
    }
  }
  return parts;
}

}  // namespace

std::expected<std::string, FieldError> clean_phone(std::string_view typed) {
  const std::string folded = text::nfkc(typed);
  const std::string_view trimmed = text::trim(folded);
  if (trimmed.empty()) return std::string();
  const auto parts = parts_of(text::to_utf32(trimmed));
  if (!parts) return std::unexpected(parts.error());
  const std::string& digits = parts->digits;
  const auto wrong_length = [&](std::string_view expected) {
    return refuse("contacts.phone.length",
                  {{"digits", std::to_string(digits.size())}, {"expected", std::string(expected)}});
  };
  if (parts->mark == '#')
    return is_hash_number(digits) ? "#" + digits : std::expected<std::string, FieldError>(wrong_length("4"));
  if (parts->mark == '+') {
    if (digits.size() < 8 || digits.size() > 15) return wrong_length("8-15");
    if (digits.front() == '0') return refuse("contacts.phone.start");
    return "+" + parts->grouped;
  }
  if (is_short_number(digits)) return digits;
  if (digits.empty() || digits.front() != '0') return refuse("contacts.phone.start");
  if (const std::size_t expected = expected_digits(digits); digits.size() != expected)
    return wrong_length(std::to_string(expected));
  return parts->grouped == digits ? with_known_groups(digits) : parts->grouped;
}

std::string dial_of(std::string_view cleaned) {
  std::string dial;
  for (const char c : cleaned) {
    if (c == '#') dial += "%23";
    if (c == '+' || (c >= '0' && c <= '9')) dial += c;
  }
  return dial;
}

}  // namespace sonae::contacts
