#include "features/assessment/date_mentions.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/text.h"
#include "features/assessment/date_cursor.h"
#include "features/assessment/date_years.h"

namespace sonae::assessment {

namespace {

/// 〇一二…十 in front of 年, 月, 日 become digits; everything else stays.
std::u32string arabic_before_units(const std::u32string& text) {
  static constexpr Chars digits = U"〇一二三四五六七八九";
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i;
    while (end < text.size() && (digits.find(text[end]) != Chars::npos || text[end] == U'十')) ++end;
    const bool unit = end > i && end < text.size() && Chars(U"年月日").find(text[end]) != Chars::npos;
    if (!unit) {
      const std::size_t next = std::max(end, i + 1);
      out.append(text, i, next - i);
      i = next;
      continue;
    }
    const Chars run = Chars(text).substr(i, end - i);
    const std::size_t ten = run.find(U'十');
    if (ten == Chars::npos) {
      for (const char32_t c : run) out.push_back(U'0' + static_cast<char32_t>(digits.find(c)));
    } else {
      const std::size_t tens = ten == 0 ? 1 : digits.find(run[0]);
      const std::size_t ones = ten + 1 < run.size() ? digits.find(run[ten + 1]) : 0;
      for (const char c : std::to_string(tens * 10 + ones)) out.push_back(static_cast<char32_t>(c));
    }
    i = end;
  }
  return out;
}

/// 上期, 第3四半期, 3Q, Q3.
bool part_of_year(Cursor& cursor, DateMention& mention) {
  static constexpr std::array<std::pair<Chars, int>, 6> halves = {
      {{U"上期", 1}, {U"上半期", 1}, {U"前半", 1}, {U"下期", 2}, {U"下半期", 2}, {U"後半", 2}}};
  const std::size_t start = cursor.at();
  if (const auto half = cursor.take_one_of(halves)) {
    mention.half = *half;
    mention.fiscal = true;
    return true;
  }
  const bool ordinal = cursor.take(U"第");
  const auto quarter = cursor.number(1, 1);
  if (quarter && *quarter >= 1 && *quarter <= 4 && (cursor.take(U"四半期") || (!ordinal && cursor.take(U"Q")))) {
    mention.quarter = *quarter;
    mention.fiscal = true;
    return true;
  }
  cursor.set(start);
  if (cursor.take(U"Q")) {
    const auto number = cursor.number(1, 1);
    if (number && *number >= 1 && *number <= 4) {
      mention.quarter = *number;
      mention.fiscal = true;
      return true;
    }
  }
  cursor.set(start);
  return false;
}

/// Behind 月: 30日, 上旬, 中旬. Nothing means the month's end.
void day_of_month(Cursor& cursor, DateMention& mention) {
  static constexpr std::array<std::pair<Chars, int>, 5> parts = {
      {{U"上旬", 10}, {U"初旬", 10}, {U"初め", 10}, {U"中旬", 20}, {U"半ば", 20}}};
  const std::size_t start = cursor.at();
  if (const auto day = cursor.take_one_of(parts)) {
    mention.day = *day;
    return;
  }
  const auto day = cursor.number(1, 2);
  if (day && cursor.take(U"日"))
    mention.day = *day;
  else
    cursor.set(start);
}

/// Month and day after a year: 年10月1日, /10/1, -10, .10, ' 10月'.
void month_and_day(Cursor& cursor, DateMention& mention) {
  const std::size_t start = cursor.at();
  const bool worded = cursor.take(U"年");
  cursor.take(U"の");
  cursor.spaces();
  const char32_t separator = worded ? U'\0' : cursor.peek();
  if (!worded) {
    if (Chars(U"/-.").find(separator) == Chars::npos || separator == U'\0') {
      cursor.set(start);
      return;
    }
    cursor.take(Chars(&separator, 1));
  }
  const std::size_t before_month = cursor.at();
  const auto month = cursor.number(1, 2);
  const bool unit = cursor.take(U"月");
  if (!month || *month < 1 || *month > 12 || (worded && !unit)) {
    cursor.set(worded ? before_month : start);
    return;
  }
  mention.month = *month;
  const std::size_t after_month = cursor.at();
  if (unit) {
    day_of_month(cursor, mention);
    return;
  }
  if (cursor.peek() == separator) {
    cursor.take(Chars(&separator, 1));
    mention.day = cursor.number(1, 2);
    if (!mention.day) cursor.set(after_month);
  }
}

/// 20260901 and 202609.
bool compact(Cursor& cursor, DateMention& mention) {
  if (is_digit(cursor.before()) || is_latin(cursor.before()) || cursor.before() == U'-') return false;
  const std::size_t start = cursor.at();
  auto number = cursor.number(8, 8);
  const bool with_day = number.has_value();
  if (!number) number = cursor.number(6, 6);
  if (!number || is_latin(cursor.peek())) {
    cursor.set(start);
    return false;
  }
  const int year = *number / (with_day ? 10000 : 100);
  const int month = with_day ? *number / 100 % 100 : *number % 100;
  if (year < 2000 || year > last_year || !Date::make(year, month, with_day ? *number % 100 : 1)) {
    cursor.set(start);
    return false;
  }
  mention.year = year;
  mention.month = month;
  if (with_day) mention.day = *number % 100;
  return true;
}

/// March 2027, Mar. 31, 2027.
bool english_month(Cursor& cursor, DateMention& mention) {
  static constexpr std::array<std::pair<Chars, int>, 24> names = {
      {{U"January", 1}, {U"February", 2}, {U"March", 3},     {U"April", 4},    {U"May", 5},       {U"June", 6},
       {U"July", 7},    {U"August", 8},   {U"September", 9}, {U"October", 10}, {U"November", 11}, {U"December", 12},
       {U"Jan", 1},     {U"Feb", 2},      {U"Mar", 3},       {U"Apr", 4},      {U"Sept", 9},      {U"Jun", 6},
       {U"Jul", 7},     {U"Aug", 8},      {U"Sep", 9},       {U"Oct", 10},     {U"Nov", 11},      {U"Dec", 12}}};
  if (is_latin(cursor.before())) return false;
  const std::size_t start = cursor.at();
  if (const auto month = cursor.take_one_of(names)) {
    cursor.take(U".");
    cursor.spaces();
    std::optional<int> day = cursor.number(1, 2);
    cursor.take(U",");
    cursor.spaces();
    const auto year = cursor.number(4, 4);
    if (year && *year >= first_year && *year <= last_year) {
      mention.year = *year;
      mention.month = *month;
      mention.day = day;
      return true;
    }
  }
  cursor.set(start);
  return false;
}

/// 9月末, 9月30日, 9/30: month and day without a year.
bool bare_month(Cursor& cursor, DateMention& mention) {
  if (is_digit(cursor.before()) || Chars(U"./-").find(cursor.before()) != Chars::npos) return false;
  const std::size_t start = cursor.at();
  const auto month = cursor.number(1, 2);
  if (month && *month >= 1 && *month <= 12) {
    if (cursor.peek() == U'月' && cursor.peek(1) != U'間') {
      cursor.take(U"月");
      mention.month = *month;
      day_of_month(cursor, mention);
      return true;
    }
    if (cursor.take(U"/")) {
      const auto day = cursor.number(1, 2);
      if (day && *day >= 1 && *day <= days_in_month(2024, *month) && cursor.peek() != U'/' &&
          !is_latin(cursor.peek())) {
        mention.month = *month;
        mention.day = *day;
        return true;
      }
    }
  }
  cursor.set(start);
  return false;
}

/// After a year: 年度, 上期, Q3, or month and day.
void rest_of_year(Cursor& cursor, DateMention& mention) {
  if (cursor.take(U"年度")) mention.fiscal = true;
  if (cursor.peek() == U'年' && cursor.peek(1) == U'度') return;
  const std::size_t start = cursor.at();
  cursor.take(U"年");
  cursor.take(U"の");
  cursor.spaces();
  if (part_of_year(cursor, mention)) return;
  cursor.set(start);
  if (mention.fiscal) cursor.take(U"の");
  if (mention.fiscal && bare_month(cursor, mention)) return;
  if (!mention.fiscal) month_and_day(cursor, mention);
}

std::optional<DateMention> mention_at(Chars text, std::size_t at, const DateContext& context) {
  Cursor cursor(text, at);
  DateMention mention;
  mention.begin = at;
  if (compact(cursor, mention) || english_month(cursor, mention)) {
    mention.written = true;
  } else if (const auto year = take_four_digit_year(cursor, text)) {
    mention.year = year;
    mention.written = true;
    rest_of_year(cursor, mention);
  } else if (const auto of_era = take_era(cursor)) {
    mention.year = of_era;
    mention.written = true;
    rest_of_year(cursor, mention);
  } else if (take_short_form(cursor, mention)) {
    mention.written = true;
    rest_of_year(cursor, mention);
  } else if (take_relative_year(cursor, mention, context)) {
    if (!mention.month) {
      cursor.take(U"の");
      if (!part_of_year(cursor, mention)) bare_month(cursor, mention);
    } else {
      day_of_month(cursor, mention);
    }
  } else if (part_of_year(cursor, mention) || bare_month(cursor, mention)) {
    // counted from the fiscal year of the context
  } else {
    return std::nullopt;
  }
  mention.end = cursor.at();
  return mention;
}

}  // namespace

std::u32string fold_for_dates(std::string_view utf8) {
  std::u32string text = text::to_utf32(text::nfkc(utf8));
  for (char32_t& c : text) {
    if (Chars(U"‐‑‒–—―−").find(c) != Chars::npos) c = U'-';
    if (c == U'’' || c == U'‘' || c == U'`') c = U'\'';
    if (c == U'\t' || c == U'\n' || c == U'\r') c = U' ';
  }
  return arabic_before_units(text);
}

std::vector<DateMention> date_mentions(Chars folded, const DateContext& context) {
  std::vector<DateMention> mentions;
  for (std::size_t at = 0; at < folded.size();) {
    const auto mention = mention_at(folded, at, context);
    if (mention && mention->end > at) {
      mentions.push_back(*mention);
      at = mention->end;
    } else {
      ++at;
    }
  }
  return mentions;
}

}  // namespace sonae::assessment
