#include "core/tasks/calendar.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/tasks/recurrence.h"

namespace sonae::tasks {
namespace {

Date on(const char* iso) { return *Date::parse_iso(iso); }

bool is_holiday(const std::vector<Holiday>& days, const char* iso) {
  return std::ranges::find(days, on(iso), &Holiday::day) != days.end();
}

TEST(Holidays, ThePublishedYearsFollowTheRulesOfTheAct) {
  for (const int year : {2024, 2025, 2026, 2027}) {
    const auto listed = holidays_of(year);
    const auto computed = computed_holidays(year);
    ASSERT_EQ(listed.size(), computed.size()) << year;
    for (std::size_t i = 0; i < listed.size(); ++i) {
      EXPECT_EQ(listed[i].day, computed[i].day) << year;
      EXPECT_EQ(listed[i].name, computed[i].name) << listed[i].day.iso();
      EXPECT_FALSE(listed[i].computed);
      EXPECT_TRUE(computed[i].computed);
    }
  }
}

TEST(Holidays, DaysOffThatFollowFromOthersAreKnown) {
  struct Case {
    const char* day;
    const char* why;
  };
  for (const Case& one :
       {Case{"2024-02-12", "the day after a Sunday that is a holiday"},
        Case{"2026-05-06", "Sunday the third, and the two days after it are holidays themselves"},
        Case{"2026-09-22", "between two holidays"}, Case{"2027-03-22", "the equinox falls on a Sunday"},
        Case{"2032-09-21", "between two holidays, in a year that is not published yet"}})
    EXPECT_TRUE(is_holiday(holidays_of(on(one.day).year()), one.day)) << one.day << ": " << one.why;
  EXPECT_FALSE(is_holiday(holidays_of(2025), "2025-09-22")) << "a Monday with only one holiday beside it";
  EXPECT_TRUE(holidays_of(2032).at(0).computed);
  EXPECT_TRUE(holidays_of(2100).empty()) << "the formula of the equinoxes ends";
}

TEST(WorkingDays, AreTheCompanysOwnFirst) {
  const WorkCalendar plain({});
  EXPECT_FALSE(plain.works(on("2026-05-06")));
  EXPECT_FALSE(plain.works(on("2026-05-09"))) << "Saturday";
  EXPECT_TRUE(plain.works(on("2026-05-07")));
  const WorkCalendar own({{on("2026-05-07"), "五月連休", false}, {on("2026-07-20"), "", true}});
  EXPECT_FALSE(own.works(on("2026-05-07")));
  EXPECT_TRUE(own.works(on("2026-07-20"))) << "a holiday on which the company works";
  EXPECT_EQ(own.shifted(on("2026-05-07"), Shift::After), on("2026-05-08"));
  EXPECT_EQ(own.shifted(on("2026-05-07"), Shift::Before), on("2026-05-01")) << "five days of holidays before it";
  EXPECT_EQ(own.shifted(on("2026-05-07"), Shift::None), on("2026-05-07"));
}

TEST(WorkingDays, ACompanyThatNeverWorksEndsTheSearch) {
  std::vector<CompanyDay> days;
  for (Date day = on("2026-01-01"); day < on("2027-01-01"); day = day.plus_days(1)) days.push_back({day, "", false});
  EXPECT_EQ(WorkCalendar(days).shifted(on("2026-06-01"), Shift::After), on("2026-06-01"));
}

TEST(FiscalYears, BeginInTheCompanysMonth) {
  EXPECT_EQ((FiscalYear{2026, 4}.first()), on("2026-04-01"));
  EXPECT_EQ((FiscalYear{2026, 4}.last()), on("2027-03-31"));
  EXPECT_EQ((FiscalYear{2026, 1}.last()), on("2026-12-31"));
  EXPECT_EQ((FiscalYear{2027, 3}.last()), on("2028-02-29"));
  EXPECT_EQ(assumed_hand_in({2026, 4}), on("2027-02-28"));
}

TEST(Recurrence, FallsDueAsTheRuleSays) {
  const FiscalYear year{2026, 4};
  const WorkCalendar calendar({});
  struct Case {
    const char* says;
    Rule rule;
    std::vector<const char*> due;
  };
  Rule before;
  before.days = -30;
  Rule too_early = before;
  too_early.days = -366;
  Rule winter{RuleKind::Fixed, 0, 2, 31, 1, 14, 1, 2000, Shift::None};
  Rule quarterly{RuleKind::Every, 0, 1, 31, 3, 14, 1, 2000, Shift::None};
  Rule third_year = before;
  third_year.every_years = 3;
  third_year.first_year = 2027;
  Rule sunday{RuleKind::Fixed, 0, 5, 3, 1, 14, 1, 2000, Shift::After};
  for (const Case& one :
       {Case{"days before the hand-in, on a working day", before, {"2026-11-13"}},
        Case{"not before the year begins", too_early, {"2026-04-01"}},
        Case{"the last day of a short month", winter, {"2027-02-28"}},
        Case{"four times a year", quarterly, {"2026-04-30", "2026-07-31", "2026-10-31", "2027-01-31"}},
        Case{"not in the years between", third_year, {}},
        Case{"after five days of holidays", sunday, {"2026-05-07"}}}) {
    const auto found = occurrences(one.rule, year, on("2026-12-15"), calendar);
    ASSERT_EQ(found.size(), one.due.size()) << one.says;
    for (std::size_t i = 0; i < found.size(); ++i) {
      EXPECT_EQ(found[i].due.iso(), one.due[i]) << one.says;
      EXPECT_EQ(found[i].name, "2026/" + std::to_string(i + 1)) << one.says;
      EXPECT_GE(found[i].starts, year.first()) << one.says;
    }
  }
}

TEST(Recurrence, RefusesWhatNoYearHas) {
  Rule rule;
  EXPECT_TRUE(check(rule));
  rule.month = 13;
  const auto refused = check(rule);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fields.at(0).place, "/rule/month");
}

}  // namespace
}  // namespace sonae::tasks
