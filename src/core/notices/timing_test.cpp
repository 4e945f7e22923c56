#include "core/notices/timing.h"

#include <gtest/gtest.h>

namespace sonae::notices {
namespace {

constexpr int tokyo = japan_offset_minutes;
constexpr std::int64_t hour = 3600;

/// A moment of the week of Monday 2026-09-14, Tokyo time.
Instant at(int day_of_september, int hours, int minutes = 0) {
  const Date day = *Date::make(2026, 9, day_of_september);
  return Instant(day.days() * 86'400'000).plus_seconds(hours * hour + minutes * 60 - 9 * hour);
}

struct Case {
  const char* what;
  Urgency urgency;
  Rhythm rhythm;
  Instant made;
  Instant due;
};

TEST(Notices, AreDueOutsideTheQuietHoursAndCollectedOnceADayOrWeek) {
  const Case cases[] = {
      {"an incident at night is mailed at night", Urgency::Now, Rhythm::Weekly, at(15, 3), at(15, 3)},
      {"soon, in working hours, is at once", Urgency::Soon, Rhythm::Daily, at(15, 7), at(15, 7)},
      {"the last minute before the quiet hours", Urgency::Soon, Rhythm::Daily, at(15, 19, 59), at(15, 19, 59)},
      {"soon, in the evening, is next morning", Urgency::Soon, Rhythm::Daily, at(15, 20), at(16, 7)},
      {"soon, before dawn, is this morning", Urgency::Soon, Rhythm::Weekly, at(15, 6, 59), at(15, 7)},
      {"collected before eight: today", Urgency::Digest, Rhythm::Daily, at(15, 7, 59), at(15, 8)},
      {"collected at eight: tomorrow", Urgency::Digest, Rhythm::Daily, at(15, 8), at(16, 8)},
      {"weekly, on Monday morning: today", Urgency::Digest, Rhythm::Weekly, at(14, 6), at(14, 8)},
      {"weekly, on Monday at nine: in a week", Urgency::Digest, Rhythm::Weekly, at(14, 9), at(21, 8)},
      {"weekly, on Sunday: tomorrow", Urgency::Digest, Rhythm::Weekly, at(20, 23), at(21, 8)},
  };
  for (const Case& one : cases) EXPECT_EQ(due_at(one.urgency, one.rhythm, one.made, tokyo), one.due) << one.what;
}

TEST(Notices, OfAClockThatWasWrongDoNotWaitForTheirYear) {
  const Instant wrong = at(15, 12).plus_seconds(3653 * 24 * hour);
  EXPECT_TRUE(is_due(Urgency::Digest, Rhythm::Weekly, wrong, at(15, 12), tokyo));
  EXPECT_FALSE(is_due(Urgency::Digest, Rhythm::Weekly, at(15, 12), at(15, 13), tokyo));
  EXPECT_FALSE(is_due(Urgency::Soon, Rhythm::Daily, at(15, 12), at(15, 21), tokyo)) << "the server was down till 21:00";
  EXPECT_TRUE(is_due(Urgency::Now, Rhythm::Daily, at(15, 12), at(15, 21), tokyo));
}

TEST(Notices, LeadOnlyToOurOwnPagesAndNeverCarryAToken) {
  for (const char* good : {"", "/", "/plan", "/sheet/2026/items/94", "/plan?year=2026&tab=list"})
    EXPECT_TRUE(safe_link(good)) << good;
  for (const char* bad : {"plan", "//evil.example/x", "https://evil.example/", "/invite#abc", "/x?token=1", "/a b",
                          "/a\r\nBcc: x", "/a\"b", "/a<b", "/年間計画", "/a\\b"})
    EXPECT_FALSE(safe_link(bad)) << bad;
  EXPECT_FALSE(safe_link("/" + std::string(500, 'a')));
}

}  // namespace
}  // namespace sonae::notices
