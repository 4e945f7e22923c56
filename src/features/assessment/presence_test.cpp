// Who is seen where, and who is forgotten.

#include "features/assessment/presence.h"

#include <gtest/gtest.h>

#include <string>

namespace sonae::assessment {
namespace {

TEST(PresenceTest, the_others_of_the_same_sheet_are_shown_and_oneself_is_not) {
  Presence presence;
  presence.visit("sheet", "sato", "佐藤", 3, 1'000);
  presence.visit("other sheet", "ito", "伊藤", 5, 1'000);
  const auto others = presence.visit("sheet", "tanaka", "田中", 7, 2'000);
  ASSERT_EQ(others.size(), 1U);
  EXPECT_EQ(others[0].name, "佐藤");
  EXPECT_EQ(others[0].no, 3);
}

TEST(PresenceTest, who_has_not_asked_for_fifteen_seconds_is_gone) {
  Presence presence;
  presence.visit("sheet", "sato", "佐藤", 3, 1'000);
  EXPECT_EQ(presence.visit("sheet", "tanaka", "田中", 7, 16'000).size(), 1U);
  EXPECT_TRUE(presence.visit("sheet", "tanaka", "田中", 7, 16'001).empty());
}

TEST(PresenceTest, sheets_that_nobody_has_open_take_no_room) {
  Presence presence;
  for (int i = 0; i < 1'000; ++i) presence.visit("sheet " + std::to_string(i), "sato", "佐藤", 1, 1'000);
  EXPECT_EQ(presence.sheets_in_use(), 1'000U);
  presence.visit("sheet", "sato", "佐藤", 1, 60'000);
  EXPECT_EQ(presence.sheets_in_use(), 1U);
}

}  // namespace
}  // namespace sonae::assessment
