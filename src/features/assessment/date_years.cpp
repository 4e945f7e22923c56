#include "features/assessment/date_years.h"

#include <algorithm>
#include <string>

namespace sonae::assessment {

namespace {

constexpr int reiwa = 2018, heisei = 1988, showa = 1925;

std::optional<int> era_year(int base, int number) {
  const int longest = base == heisei ? 31 : base == showa ? 64 : 60;
  if (number < 1 || number > longest) return std::nullopt;
  return base + number;
}

/// Product names that carry a year which says nothing about when something was introduced.
bool after_product(Chars text, std::size_t at) {
  static constexpr std::array<Chars, 9> products = {U"server",  U"office", U"windows", U"sql", U"exchange",
                                                    U"acrobat", U"studio", U"excel",   U"word"};
  std::size_t end = at;
  while (end > 0 && text[end - 1] == U' ') --end;
  std::size_t begin = end;
  while (begin > 0 && is_latin(text[begin - 1])) --begin;
  std::u32string word(text.substr(begin, end - begin));
  std::transform(word.begin(), word.end(), word.begin(),
                 [](char32_t c) { return c >= U'A' && c <= U'Z' ? c + 32 : c; });
  return std::find(products.begin(), products.end(), Chars(word)) != products.end();
}

/// 2000人, 2,000円, 2000台: amounts.
bool followed_by_amount(const Cursor& cursor) {
  const char32_t next = cursor.peek();
  if (Chars(U"人件円台名個回時分秒字頁社点%").find(next) != Chars::npos && next != U'\0') return true;
  return (is_latin(next) && next != U'Q') || (next == U',' && is_digit(cursor.peek(1)));
}

}  // namespace

int short_year(int number) {
  constexpr int border = 18;
  return number < border ? reiwa + number : 2000 + number;
}

std::optional<int> take_four_digit_year(Cursor& cursor, Chars text) {
  const std::size_t start = cursor.at();
  const char32_t previous = cursor.before();
  if (is_digit(previous) || previous == U',') return std::nullopt;
  if (previous == U':' && start > 1 && is_digit(text[start - 2])) return std::nullopt;  // ISO/IEC 27001:2022
  if (previous == U'.' && start > 1 && is_digit(text[start - 2])) return std::nullopt;
  if (after_product(text, start)) return std::nullopt;
  const auto year = cursor.number(4, 4);
  if (!year || *year < first_year || *year > last_year || followed_by_amount(cursor)) {
    cursor.set(start);
    return std::nullopt;
  }
  return year;
}

std::optional<int> take_era(Cursor& cursor) {
  static constexpr std::array<std::pair<Chars, int>, 3> names = {
      {{U"令和", reiwa}, {U"平成", heisei}, {U"昭和", showa}}};
  const std::size_t start = cursor.at();
  const auto give_up = [&]() -> std::optional<int> {
    cursor.set(start);
    return std::nullopt;
  };
  if (const auto base = cursor.take_one_of(names)) {
    cursor.spaces();
    if (cursor.take(U"元")) return *base + 1;
    const auto number = cursor.number(1, 2);
    const auto year = number ? era_year(*base, *number) : std::nullopt;
    return year ? year : give_up();
  }
  static constexpr std::array<std::pair<Chars, int>, 6> letters = {
      {{U"R", reiwa}, {U"r", reiwa}, {U"H", heisei}, {U"h", heisei}, {U"S", showa}, {U"s", showa}}};
  if (is_latin(cursor.before()) || is_digit(cursor.before())) return std::nullopt;
  // "Windows Server 2012 R2" names a release.
  if (cursor.before() == U' ' && start > 1) {
    Cursor back = cursor;
    back.set(start - 2);
    if (is_digit(back.peek())) return std::nullopt;
  }
  const auto base = cursor.take_one_of(letters);
  if (!base) return std::nullopt;
  cursor.take(U".");
  if (*base == reiwa && cursor.take(U"元")) return reiwa + 1;
  const auto number = cursor.number(1, 2);
  const auto year = number ? era_year(*base, *number) : std::nullopt;
  if (!year || is_latin(cursor.peek())) return give_up();
  // H and S alone are too common as part of a number ("S3", "H2"); a month or 年 must follow.
  const bool dated =
      cursor.peek() == U'年' || (Chars(U"./-").find(cursor.peek()) != Chars::npos && is_digit(cursor.peek(1)));
  if (*base != reiwa && !dated) return give_up();
  return year;
}

bool take_short_form(Cursor& cursor, DateMention& mention) {
  const std::size_t start = cursor.at();
  if (!is_latin(cursor.before()) && (cursor.take(U"FY") || cursor.take(U"fy"))) {
    cursor.take(U"'");
    cursor.spaces();
    mention.year = cursor.number(4, 4);
    if (mention.year && (*mention.year < first_year || *mention.year > last_year)) mention.year.reset();
    if (!mention.year) {
      if (const auto two = cursor.number(2, 2)) mention.year = 2000 + *two;
    }
    if (mention.year) {
      mention.fiscal = true;
      return true;
    }
  }
  cursor.set(start);
  if (cursor.take(U"'")) {
    if (const auto two = cursor.number(2, 2); two && !is_latin(cursor.peek())) {
      mention.year = 2000 + *two;
      return true;
    }
  }
  cursor.set(start);
  if (is_digit(cursor.before()) || cursor.before() == U'.') return false;
  if (const auto number = cursor.number(1, 2); number && *number > 0 && cursor.take(U"年")) {
    const std::size_t after = cursor.at();
    const auto month = cursor.number(1, 2);
    if (month && *month >= 1 && *month <= 12 && cursor.peek() == U'月' && cursor.peek(1) != U'間') {
      cursor.set(after - 1);
      mention.year = short_year(*number);
      return true;
    }
  }
  cursor.set(start);
  return false;
}

bool take_relative_year(Cursor& cursor, DateMention& mention, const DateContext& context) {
  static constexpr std::array<std::pair<Chars, int>, 17> fiscal = {{{U"再来年度", 2},
                                                                    {U"翌々年度", 2},
                                                                    {U"来年度", 1},
                                                                    {U"翌年度", 1},
                                                                    {U"次年度", 1},
                                                                    {U"来期", 1},
                                                                    {U"翌期", 1},
                                                                    {U"次期", 1},
                                                                    {U"今年度", 0},
                                                                    {U"本年度", 0},
                                                                    {U"当年度", 0},
                                                                    {U"今期", 0},
                                                                    {U"当期", 0},
                                                                    {U"年度内", 0},
                                                                    {U"年度中", 0},
                                                                    {U"年度末", 0},
                                                                    {U"期末", 0}}};
  static constexpr std::array<std::pair<Chars, int>, 7> calendar = {
      {{U"再来年", 2}, {U"来年", 1}, {U"翌年", 1}, {U"今年", 0}, {U"本年", 0}, {U"年内", 0}, {U"年末", 0}}};
  if (is_digit(cursor.before())) return false;
  if (const auto offset = cursor.take_one_of(fiscal)) {
    mention.year = context.fiscal_year + *offset;
    mention.fiscal = true;
    return true;
  }
  if (const auto offset = cursor.take_one_of(calendar)) {
    mention.year = (context.today ? context.today->year() : context.fiscal_year) + *offset;
    return true;
  }
  if (!context.today) return false;
  static constexpr std::array<std::pair<Chars, int>, 4> months = {
      {{U"再来月", 2}, {U"来月", 1}, {U"今月", 0}, {U"当月", 0}}};
  if (const auto offset = cursor.take_one_of(months)) {
    const int index = context.today->year() * 12 + context.today->month() - 1 + *offset;
    mention.year = index / 12;
    mention.month = index % 12 + 1;
    return true;
  }
  return false;
}

}  // namespace sonae::assessment
