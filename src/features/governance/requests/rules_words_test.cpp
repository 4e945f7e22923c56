#include "features/governance/requests/rules_words.h"

#include <gtest/gtest.h>

namespace sonae::governance::requests {
namespace {

TEST(WordsOfARequest, EachPlaceIsFilledWithTheDepartmentsOwn) {
  EXPECT_EQ(fill_in("{department} 責任者 様\n{due}まで", {{"department", "営業部"}, {"due", "2026/9/18"}}),
            "営業部 責任者 様\n2026/9/18まで");
}

TEST(WordsOfARequest, BracesThatAreNoPlaceStayAsTheyAre) {
  EXPECT_EQ(fill_in("{} {12} {department", {{"department", "営業部"}}), "{} {12} {department");
  EXPECT_EQ(fill_in("{{department}}", {{"department", "営業部"}}), "{営業部}");
}

TEST(WordsOfARequest, WhatAPersonTypesIntoAPlaceIsNotFilledAgain) {
  EXPECT_EQ(fill_in("{title}", {{"title", "{sender}"}, {"sender", "x"}}), "{sender}");
}

TEST(WordsOfARequest, AMistypedPlaceIsFound) {
  EXPECT_EQ(unknown_places("{depertment} {due} {x_y}"), (std::vector<std::string>{"depertment", "x_y"}));
  EXPECT_TRUE(unknown_places("{department} {12} {").empty());
}

TEST(WordsOfARequest, NumbersBecomeRangesOnlyFromThreeOn) {
  EXPECT_EQ(numbers_in_words({}), "");
  EXPECT_EQ(numbers_in_words({12}), "12");
  EXPECT_EQ(numbers_in_words({16, 15}), "15, 16");
  EXPECT_EQ(numbers_in_words({12, 18, 17, 16, 15, 30}), "12, 15-18, 30");
}

}  // namespace
}  // namespace sonae::governance::requests
