#include "features/assessment/dates.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "features/assessment/date_mentions.h"

namespace sonae::assessment {

namespace {

using Chars = std::u32string_view;

/// The last day of `months` months that start `offset` months after the fiscal year does.
Date end_of_part(int fiscal_year, int start_month, int offset, int months) {
  const int last = fiscal_year * 12 + start_month - 1 + offset + months - 1;
  const int year = last / 12;
  const int month = last % 12 + 1;
  return Date::make(year, month, days_in_month(year, month)).value_or(Date());
}

/// The last day of what is named; nothing for 2月30日.
std::optional<Date> last_day(const DateMention& mention, const DateContext& context) {
  const int fiscal_year = mention.year.value_or(context.fiscal_year);
  if (mention.half) return end_of_part(fiscal_year, context.start_month, (*mention.half - 1) * 6, 6);
  if (mention.quarter) return end_of_part(fiscal_year, context.start_month, (*mention.quarter - 1) * 3, 3);
  if (!mention.month) {
    if (mention.fiscal) return fiscal_year_end(fiscal_year, context.start_month);
    return mention.year ? Date::make(*mention.year, 12, 31) : std::nullopt;
  }
  int year = fiscal_year;
  // A month without a calendar year lies in the fiscal year.
  if ((!mention.year || mention.fiscal) && *mention.month < context.start_month) ++year;
  return Date::make(year, *mention.month, mention.day.value_or(days_in_month(year, *mention.month)));
}

enum class Tense : std::uint8_t { Promise, Neutral, Done };

/// What the words behind a date say about it.
Tense tense_behind(Chars rest) {
  static constexpr std::array<Chars, 20> done = {U"に策定", U"策定",   U"制定", U"改定", U"改訂",   U"改正", U"導入",
                                                 U"発行",   U"施行",   U"開始", U"から", U"より",   U"以降", U"実施",
                                                 U"作成",   U"見直し", U"締結", U"公開", U"に着手", U"着手"};
  static constexpr std::array<Chars, 15> promise = {U"まで", U"迄",   U"予定", U"完了", U"目標",
                                                    U"目途", U"めど", U"期限", U"見込", U"計画",
                                                    U"目指", U"内に", U"中に", U"末に", U"するよう"};
  const std::size_t stop =
      std::min({rest.find(U'。'), rest.find(U'\n'), rest.find(U'、'), rest.size(), static_cast<std::size_t>(16)});
  const Chars words = rest.substr(0, stop);
  for (const Chars word : promise)
    if (words.find(word) != Chars::npos) return Tense::Promise;
  for (const Chars word : done)
    if (words.find(word) != Chars::npos) return Tense::Done;
  return Tense::Neutral;
}

bool promised_before(Chars before) {
  static constexpr std::array<Chars, 6> words = {U"予定", U"期限", U"目標", U"目途", U"by ", U"until "};
  const Chars tail = before.substr(before.size() > 6 ? before.size() - 6 : 0);
  return std::any_of(words.begin(), words.end(), [&](Chars word) { return tail.find(word) != Chars::npos; });
}

/// 8/9/1, 26.9.1, 8-9: a short year in a cell that is nothing but a date.
std::optional<Date> read_short(Chars text) {
  std::array<int, 3> parts{};
  std::size_t count = 0;
  std::size_t digits = 0;
  char32_t separator = U'\0';
  for (const char32_t c : text) {
    if (c >= U'0' && c <= U'9') {
      if (count == parts.size() || ++digits > 2) return std::nullopt;
      parts[count] = parts[count] * 10 + static_cast<int>(c - U'0');
      continue;
    }
    const bool fits = digits > 0 && Chars(U"/.-").find(c) != Chars::npos && (separator == U'\0' || separator == c);
    if (!fits) return std::nullopt;
    separator = c;
    digits = 0;
    ++count;
  }
  if (count != 2 || digits == 0 || parts[0] < 1) return std::nullopt;
  return Date::make(short_year(parts[0]), parts[1], parts[2]);
}

}  // namespace

Date fiscal_year_start(int fiscal_year, int start_month) {
  return Date::make(fiscal_year, start_month, 1).value_or(Date());
}

Date fiscal_year_end(int fiscal_year, int start_month) { return end_of_part(fiscal_year, start_month, 0, 12); }

std::vector<int> find_years(std::string_view text) {
  const std::u32string folded = fold_for_dates(text);
  std::vector<int> years;
  for (const DateMention& mention : date_mentions(folded, {}))
    if (mention.written && mention.year) years.push_back(*mention.year);
  return years;
}

std::optional<int> find_year(std::string_view text) {
  const std::vector<int> years = find_years(text);
  return years.empty() ? std::nullopt : std::optional(years.front());
}

std::optional<Date> find_due_date(std::string_view text, const DateContext& context) {
  const std::u32string folded = fold_for_dates(text);
  const Chars chars = folded;
  std::optional<Date> promised;
  std::optional<Date> neutral;
  for (const DateMention& mention : date_mentions(folded, context)) {
    const auto day = last_day(mention, context);
    if (!day) continue;
    Tense tense = tense_behind(chars.substr(mention.end));
    if (tense == Tense::Neutral && promised_before(chars.substr(0, mention.begin))) tense = Tense::Promise;
    if (tense == Tense::Promise) promised = std::max(promised.value_or(*day), *day);
    if (tense == Tense::Neutral) neutral = std::max(neutral.value_or(*day), *day);
  }
  return promised ? promised : neutral;
}

std::optional<Date> read_date(std::string_view cell, const DateContext& context) {
  const std::u32string folded = fold_for_dates(text::trim(cell));
  if (const auto date = read_short(folded)) return date;
  const auto mentions = date_mentions(folded, context);
  if (mentions.size() != 1) return std::nullopt;
  const DateMention& mention = mentions.front();
  // A cell names a day or a month: a year, a half or a quarter alone is too vague to be filled in silently.
  if (mention.begin != 0 || !mention.month) return std::nullopt;
  Chars rest = Chars(folded).substr(mention.end);
  // 2026/9/11(金)
  const bool weekday = rest.size() == 3 && rest.front() == U'(' && rest.back() == U')' &&
                       Chars(U"月火水木金土日").find(rest[1]) != Chars::npos;
  if (weekday) rest = {};
  if (!rest.empty() && rest != U"末" && rest != U"末日" && rest != U"まで" && rest != U"末まで") return std::nullopt;
  return last_day(mention, context);
}

}  // namespace sonae::assessment
