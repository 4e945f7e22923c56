#pragma once
// When a duty falls due in a fiscal year: so many days before the hand-in, on a day of the year, or every few months.
// Decides from its arguments.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "core/tasks/calendar.h"

namespace sonae::tasks {

enum class RuleKind : std::uint8_t {
  HandIn,  ///< `days` from the day of the hand-in, negative before it
  Fixed,   ///< `month` and `day`
  Every,   ///< every `months` months, on `day`, from the first month of the fiscal year on
};
[[nodiscard]] std::string_view name_of(RuleKind kind);  ///< "hand_in" "fixed" "every"
[[nodiscard]] std::optional<RuleKind> parse_rule_kind(std::string_view name);

struct Rule {
  RuleKind kind = RuleKind::HandIn;
  int days = 0;           ///< -366 to 366
  int month = 1;          ///< 1-12
  int day = 1;            ///< 1-31; the month's last where it is shorter
  int months = 1;         ///< 1-12
  int length = 14;        ///< days of work up to the due date, 0-366
  int every_years = 1;    ///< 1-10
  int first_year = 2000;  ///< a fiscal year in which it falls due
  Shift shift = Shift::Before;
  friend bool operator==(const Rule&, const Rule&) = default;
};
/// Invalid ("error.body") at "/rule/days", "/rule/month", …
[[nodiscard]] Result<void> check(const Rule& rule);

struct Occurrence {
  std::string name;  ///< "2026/1": the fiscal year and which of it
  Date starts;
  Date due;
};
/// Where `hand_in` is unknown, a month before the year ends is taken for it.
[[nodiscard]] Date assumed_hand_in(const FiscalYear& year);
/// Those of the year, by date; none in years between. Nothing begins before the year, nothing is due after its end.
[[nodiscard]] std::vector<Occurrence> occurrences(const Rule& rule, const FiscalYear& year, Date hand_in,
                                                  const WorkCalendar& calendar);

}  // namespace sonae::tasks
