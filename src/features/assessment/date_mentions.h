#pragma once
// Finds what in a text looks like a date; dates.h decides what it means. Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "features/assessment/dates.h"

namespace sonae::assessment {

/// A year, month, day or part of a year, and where it stands in the folded text.
struct DateMention {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::optional<int> year;     ///< calendar year, or the number of the fiscal year
  bool fiscal = false;         ///< `year`, `half` or `quarter` is of a fiscal year
  bool written = false;        ///< the year stands in the text (not 来年, not 9月末)
  std::optional<int> month;    ///< 1-12
  std::optional<int> day;      ///< not checked against the month
  std::optional<int> half;     ///< 1, 2
  std::optional<int> quarter;  ///< 1-4
};

/// NFKC with one kind of dash, apostrophe and space, and kanji numerals in front of 年, 月, 日 as digits.
[[nodiscard]] std::u32string fold_for_dates(std::string_view utf8);

/// In order of appearance, never overlapping; `folded` comes from fold_for_dates.
[[nodiscard]] std::vector<DateMention> date_mentions(std::u32string_view folded, const DateContext& context);

/// A year of one or two digits: below 18 it is of 令和, from 18 on 20xx. (令和 reaches 18 in 2036; until then
/// nobody means 2008 by "8/9/1" in a sheet about this year.)
[[nodiscard]] int short_year(int number);

}  // namespace sonae::assessment
