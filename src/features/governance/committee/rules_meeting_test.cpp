#include "features/governance/committee/rules_meeting.h"

#include <gtest/gtest.h>

namespace sonae::governance::committee {
namespace {

Date day(int d) { return *Date::make(2026, 9, d); }

struct Case {
  const char* label;
  ToHold meeting;
  std::vector<std::string> places;
};
class WhatAMeetingNeeds : public testing::TestWithParam<Case> {};

TEST_P(WhatAMeetingNeeds, IsSaidByPlace) {
  std::vector<std::string> places;
  for (const FieldError& problem : problems_of(GetParam().meeting)) places.push_back(problem.place);
  EXPECT_EQ(places, GetParam().places) << GetParam().label;
}

using enum Presence;
INSTANTIATE_TEST_SUITE_P(
    Cases, WhatAMeetingNeeds,
    testing::Values(
        Case{"held today with somebody present and something written",
             {day(10), day(10), {Present, Absent}, {"話した"}},
             {}},
        Case{"a day to come has not been held", {day(11), day(10), {Present}, {"話した"}}, {"/date"}},
        Case{"nobody came", {day(9), day(10), {Absent}, {"話した"}}, {"/attendees"}},
        Case{"of one person nobody said whether they came",
             {day(9), day(10), {Present, Expected}, {"話した"}},
             {"/attendees"}},
        Case{"no agenda", {day(9), day(10), {Present}, {}}, {"/points"}},
        Case{"the second point has no minutes", {day(9), day(10), {Present}, {"話した", ""}}, {"/points/1/minutes"}}));

}  // namespace
}  // namespace sonae::governance::committee
