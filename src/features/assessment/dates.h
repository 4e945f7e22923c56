#pragma once
// Dates as people write them in a sheet: 2025年10月改定, 令和7年, R7.10, ’25/10, 2027年3月に完了予定, 来年度上期,
// 9月末. Pure: "today" and the fiscal year are arguments. Free text is read leniently (a finding only warns); a date
// cell is read strictly (nothing rather than a guess that could be wrong by a month).

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace sonae::assessment {

/// What "9月末", "来年度" and "来年" are counted from.
struct DateContext {
  int fiscal_year = 0;  ///< the sheet's year: 2026 is April 2026 to March 2027
  int start_month = 4;  ///< 1-12
  /// Gives 今年, 来年, 今月 and 来月 their meaning. Without it 今年 is the calendar year in which the fiscal year
  /// starts, and 今月 and 来月 are not understood.
  std::optional<Date> today;
};

/// Every calendar or fiscal year written out in `text` (four digits, era, ’25, FY25, 25年10月), in order of
/// appearance. Durations (年1回, 5年間保管), amounts (2000人), standards (ISO/IEC 27001:2022) and product names
/// (Windows Server 2019) are not years. Fiscal years come as their number.
[[nodiscard]] std::vector<int> find_years(std::string_view text);

/// The first of them.
[[nodiscard]] std::optional<int> find_year(std::string_view text);

/// The day by which the text promises to be done: the last day of the period it names ("2027年3月に完了予定" ->
/// 2027-03-31). Of several dates the latest one that is followed by a word such as まで, 完了, 予定 counts, and a
/// date followed by 策定, 改定, 導入 and the like does not. Nothing when no date is named.
[[nodiscard]] std::optional<Date> find_due_date(std::string_view text, const DateContext& context);

/// A whole cell that is a date: 2026/9/1, 2026-09-01, 2026.9.1, 20260901, 2026年9月1日, 2026-09, 2026年9月, 9/1, 9月1日
/// (the day in the fiscal year), R8.9.1, 令和8年9月, H31/4/30, 8/9/1 (a year below 18 is 令和, else 20xx), 26/9/1.
/// A month alone is its last day. Width does not matter. Nothing for anything else.
[[nodiscard]] std::optional<Date> read_date(std::string_view cell, const DateContext& context);

/// First and last day of the fiscal year.
[[nodiscard]] Date fiscal_year_start(int fiscal_year, int start_month);
[[nodiscard]] Date fiscal_year_end(int fiscal_year, int start_month);

}  // namespace sonae::assessment
