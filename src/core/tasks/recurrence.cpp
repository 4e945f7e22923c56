#include "core/tasks/recurrence.h"

#include <algorithm>

#include "core/directory/inputs.h"

namespace sonae::tasks {

namespace {

Result<void> check_range(int value, int minimum, int maximum, const char* place) {
  if (value >= minimum && value <= maximum) return {};
  return directory::fail_at(place, "error.field.range",
                            {{"minimum", std::to_string(minimum)}, {"maximum", std::to_string(maximum)}});
}

Date day_in(int year, int month, int day) {
  return *Date::make(year, month, std::min(day, days_in_month(year, month)));
}

/// Due dates as the rule alone has them, before working days and the year's ends.
std::vector<Date> due_dates(const Rule& rule, const FiscalYear& year, Date hand_in) {
  if (rule.kind == RuleKind::HandIn) return {hand_in.plus_days(rule.days)};
  if (rule.kind == RuleKind::Fixed)
    return {day_in(rule.month >= year.start_month ? year.year : year.year + 1, rule.month, rule.day)};
  std::vector<Date> all;
  for (int month = 0; month < 12; month += rule.months) {
    const Date first = plus_months(year.first(), month);
    all.push_back(day_in(first.year(), first.month(), rule.day));
  }
  return all;
}

}  // namespace

std::string_view name_of(RuleKind kind) {
  switch (kind) {
    case RuleKind::HandIn:
      return "hand_in";
    case RuleKind::Fixed:
      return "fixed";
    case RuleKind::Every:
      return "every";
  }
  die("a kind of rule without a name");
}

std::optional<RuleKind> parse_rule_kind(std::string_view name) {
  for (const RuleKind kind : {RuleKind::HandIn, RuleKind::Fixed, RuleKind::Every})
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

Result<void> check(const Rule& rule) {
  TRY(check_range(rule.days, -366, 366, "/rule/days"));
  TRY(check_range(rule.month, 1, 12, "/rule/month"));
  TRY(check_range(rule.day, 1, 31, "/rule/day"));
  TRY(check_range(rule.months, 1, 12, "/rule/months"));
  TRY(check_range(rule.length, 0, 366, "/rule/length"));
  TRY(check_range(rule.every_years, 1, 10, "/rule/every_years"));
  return check_range(rule.first_year, 2000, 2100, "/rule/first_year");
}

Date assumed_hand_in(const FiscalYear& year) { return plus_months(year.last().plus_days(1), -1).plus_days(-1); }

std::vector<Occurrence> occurrences(const Rule& rule, const FiscalYear& year, Date hand_in,
                                    const WorkCalendar& calendar) {
  if ((year.year - rule.first_year) % rule.every_years != 0) return {};
  std::vector<Occurrence> all;
  for (const Date wanted : due_dates(rule, year, hand_in)) {
    const Date due = std::clamp(calendar.shifted(std::clamp(wanted, year.first(), year.last()), rule.shift),
                                year.first(), year.last());
    const Date starts = std::max(due.plus_days(-rule.length), year.first());
    all.push_back({std::to_string(year.year) + "/" + std::to_string(all.size() + 1), starts, due});
  }
  return all;
}

}  // namespace sonae::tasks
