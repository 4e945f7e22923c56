#include "features/people/cells.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace sonae::people {

namespace {

constexpr int years_before_reiwa = 2018;
constexpr std::int64_t first_workbook_day = 36'526;  ///< 2000-01-01
constexpr std::int64_t last_workbook_day = 73'050;   ///< 2099-12-31
constexpr std::int64_t workbook_day_of_1970 = 25'569;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The numbers of a text; nothing when there are more than three or one is longer than five digits.
std::optional<std::vector<int>> numbers_of(std::string_view text) {
  std::vector<int> numbers;
  for (std::size_t i = 0; i < text.size();) {
    if (!is_digit(text[i])) {
      ++i;
      continue;
    }
    int number = 0;
    const std::size_t start = i;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      if (i - start >= 5) return std::nullopt;
      number = number * 10 + (text[i] - '0');
    }
    numbers.push_back(number);
  }
  if (numbers.size() > 3) return std::nullopt;
  return numbers;
}

/// Whether nothing but digits and the marks between the parts of a day is left.
bool is_plain(std::string_view text) {
  std::string rest(text);
  for (const std::string_view mark : {"年", "月", "日"})
    if (const auto at = rest.find(mark); at != std::string::npos) rest.replace(at, mark.size(), "/");
  return std::ranges::all_of(rest, [](char c) { return is_digit(c) || c == '/' || c == '-' || c == '.'; });
}

}  // namespace

bool says_none(std::string_view cell) {
  static constexpr std::array<std::string_view, 6> words = {"なし", "無し", "無", "-", "ー", "none"};
  return std::ranges::find(words, text::squash(cell)) != words.end();
}

std::vector<std::string> parts_of(std::string_view cell) {
  std::vector<std::string> parts;
  std::u32string part;
  for (const char32_t c : text::to_utf32(cell) + U';') {
    if (c != U',' && c != U';' && c != U'\n' && c != 0x3001 && c != 0xff0c && c != 0xff1b) {
      part += c;
      continue;
    }
    const std::string utf8 = text::from_utf32(part);
    if (const auto plain = text::trim(utf8); !plain.empty()) parts.emplace_back(plain);
    part.clear();
  }
  return parts;
}

std::optional<Date> read_day(std::string_view cell) {
  std::string text = text::squash(cell);
  int era = 0;
  for (const std::string_view mark : {"令和", "r"})
    if (text.starts_with(mark)) {
      era = years_before_reiwa;
      text.erase(0, mark.size());
      break;
    }
  if (era != 0 && text.starts_with("元年")) text.replace(0, std::string_view("元年").size(), "1/");
  const auto numbers = numbers_of(text);
  if (!numbers || !is_plain(text)) return std::nullopt;
  if (numbers->size() == 1 && era == 0 && numbers->front() >= first_workbook_day &&
      numbers->front() <= last_workbook_day)
    return Date::from_days(numbers->front() - workbook_day_of_1970);
  if (numbers->size() != 3) return std::nullopt;
  const int year = numbers->at(0) + era;
  if (year < 2000 || year > 2099) return std::nullopt;
  return Date::make(year, numbers->at(1), numbers->at(2));
}

}  // namespace sonae::people
