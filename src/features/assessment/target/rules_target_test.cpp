#include "features/assessment/target/rules_target.h"

#include <gtest/gtest.h>

namespace sonae::assessment::target {
namespace {

using Numbers = std::vector<int>;

std::string why(std::string_view text) {
  const auto numbers = read_numbers(text);
  if (numbers) return "";
  std::string all;
  for (const FieldError& field : numbers.error().fields)
    all += (all.empty() ? "" : " | ") + field.key + " " + field.args.at("piece");
  return all;
}

TEST(TargetNumbers, ReadsWhatPeopleType) {
  const Numbers expected = {12, 15, 16, 17, 18};
  for (const char* text : {"12, 15-18", "12,15-18", "１２、１５〜１８", "12 15~18", "18-18,12;15 - 17",
                           "No.12・No.15-18", "12番\n15番ー18番", "15–18 12 12", "12、１５ － １８"})
    EXPECT_EQ(MUST(read_numbers(text)), expected) << text;
  EXPECT_EQ(MUST(read_numbers(" \n")), Numbers{});
  EXPECT_EQ(MUST(read_numbers("")), Numbers{});
}

TEST(TargetNumbers, EveryUnreadablePieceIsNamed) {
  EXPECT_EQ(why("12, abc, 18-15, 5x"),
            "target.items.unreadable abc | target.items.range 18-15 | target.items.unreadable 5x");
  EXPECT_EQ(why("0"), "target.items.unreadable 0");
  EXPECT_EQ(why("1-"), "target.items.unreadable 1-");
  EXPECT_EQ(why("1-2-3"), "target.items.unreadable 1-2-3");
  EXPECT_EQ(why("1-99999"), "target.items.large 1-99999");
  EXPECT_EQ(why("12345678901234567890"), "target.items.unreadable 12345678901234567890");
}

TEST(TargetNumbers, AreWrittenShortAndReadBackTheSame) {
  EXPECT_EQ(write_numbers(Numbers{12, 15, 16, 17, 18, 20, 21}), "12, 15-18, 20, 21");
  EXPECT_EQ(write_numbers(Numbers{}), "");
  const Numbers all = {1, 2, 3, 7, 9, 10, 153};
  EXPECT_EQ(MUST(read_numbers(write_numbers(all))), all);
}

const std::vector<GoalItem> sheet = {
    {1, 1, Score::Complete, {}},
    {2, 1, Score::NotApplicable, {}},
    {3, 1, Score::InProgress, Date::make(2026, 9, 30)},
    {4, 1, Score::InProgress, Date::make(2026, 12, 1)},
    {5, 2, Score::NotStarted, {}},
    {6, 2, Score::Unanswered, Date::make(2026, 8, 1)},
    {7, std::nullopt, Score::Complete, {}},
};

TEST(Target, ALevelMeansItsItemsAndThoseBelow) {
  const Distance one = measure({1, {}, {}}, sheet);
  EXPECT_EQ(one.items, 4);
  EXPECT_EQ(one.reached, 2);
  EXPECT_EQ(one.open, (Numbers{3, 4}));
  EXPECT_EQ(measure({2, {}, {}}, sheet).items, 6);
}

TEST(Target, AListStandsAloneOrBesideALevel) {
  EXPECT_EQ(measure({{}, {5, 7}, {}}, sheet).items, 2);
  const Distance both = measure({1, {1, 5, 7}, {}}, sheet);
  EXPECT_EQ(both.items, 6);
  EXPECT_EQ(both.open, (Numbers{3, 4, 5}));
  EXPECT_TRUE(both.level_unknown.empty());
}

TEST(Target, WhatTheSheetDoesNotSayIsNamed) {
  const Distance distance = measure({2, {5, 200}, {}}, sheet);
  EXPECT_EQ(distance.missing, (Numbers{200}));
  EXPECT_EQ(distance.level_unknown, (Numbers{7}));
}

TEST(Target, TheForecastCountsWhatIsPlannedUpToTheHandInDay) {
  const Distance distance = measure({2, {}, Date::make(2026, 9, 30)}, sheet);
  EXPECT_EQ(distance.in_time, (Numbers{3, 6}));
  EXPECT_EQ(distance.not_in_time, (Numbers{4, 5}));
  EXPECT_EQ(distance.forecast(), 4);
  EXPECT_EQ(measure({2, {}, Date::make(2026, 9, 29)}, sheet).in_time, (Numbers{6}));
}

TEST(Target, WithoutAHandInDayThereIsNoForecast) {
  const Distance distance = measure({1, {}, {}}, sheet);
  EXPECT_TRUE(distance.in_time.empty());
  EXPECT_TRUE(distance.not_in_time.empty());
}

TEST(Target, NothingPromisedIsNothingTargeted) {
  EXPECT_EQ(measure({{}, {}, Date::make(2026, 9, 30)}, sheet).items, 0);
  EXPECT_TRUE(measure({}, sheet).level_unknown.empty());
}

}  // namespace
}  // namespace sonae::assessment::target
