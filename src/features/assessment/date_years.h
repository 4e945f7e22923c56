#pragma once
// The ways to write a year. Each function moves the cursor behind what it took, or leaves it where it was. Pure.

#include <optional>

#include "features/assessment/date_cursor.h"
#include "features/assessment/date_mentions.h"

namespace sonae::assessment {

constexpr int first_year = 1980;
constexpr int last_year = 2099;

/// 2025, where it can be a year: not an amount, a standard or part of a product's name.
[[nodiscard]] std::optional<int> take_four_digit_year(Cursor& cursor, Chars text);
/// 令和7, 平成31, 昭和元, R7, H31.4, S63年.
[[nodiscard]] std::optional<int> take_era(Cursor& cursor);
/// '25, ’24年10月, FY2025, FY25, 25年10月: fills year and fiscal.
[[nodiscard]] bool take_short_form(Cursor& cursor, DateMention& mention);
/// 来年度, 今期, 来年, 年内, 来月: fills year, fiscal and month from the context.
[[nodiscard]] bool take_relative_year(Cursor& cursor, DateMention& mention, const DateContext& context);

}  // namespace sonae::assessment
