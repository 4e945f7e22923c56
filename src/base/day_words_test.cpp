#include "base/day_words.h"

#include <gtest/gtest.h>

namespace sonae {
namespace {

Date day(const char* iso) { return Date::parse_iso(iso).value(); }

TEST(DayWords, HaveNoZeroInFront) {
  EXPECT_EQ(day_words(day("2026-09-01")), "2026/9/1");
  EXPECT_EQ(month_day_words(day("2026-12-31")), "12/31");
  EXPECT_EQ(day_words(Instant(15 * 60 * 60'000LL)), "1970/1/2");
}

TEST(DayWords, NameTheYearOnlyWhereItIsAnother) {
  EXPECT_EQ(near_day_words(day("2026-12-31"), day("2026-01-01")), "12/31");
  EXPECT_EQ(near_day_words(day("2027-01-08"), day("2026-12-31")), "2027/1/8");
}

TEST(DayWords, AMomentIsTheDayAndTheClockInJapan) {
  EXPECT_EQ(moment_words(Instant(0)), "1970/1/1 09:00");
  EXPECT_EQ(moment_words(Instant((15 * 60 - 1) * 60'000LL)), "1970/1/1 23:59");
  EXPECT_EQ(moment_words(Instant(15 * 60 * 60'000LL)), "1970/1/2 00:00");
  EXPECT_EQ(moment_words(Instant(-10 * 60 * 60'000LL)), "1969/12/31 23:00");
}

}  // namespace
}  // namespace sonae
