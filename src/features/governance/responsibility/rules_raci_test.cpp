#include "features/governance/responsibility/rules_raci.h"

#include <gtest/gtest.h>

namespace sonae::governance::responsibility {
namespace {

std::string text_of(const Row& row) {
  std::string text;
  for (const auto& [department, mark] : row)
    text += (text.empty() ? "" : " ") + department + "=" + std::string(name_of(mark));
  return text;
}

struct Case {
  const char* label;
  Hints hints;
  std::string office;
  std::string row;
};
class WhatIsProposed : public testing::TestWithParam<Case> {};
TEST_P(WhatIsProposed, FollowsTheSheet) {
  const std::vector<std::string> answering = {"factory", "sales"};
  EXPECT_EQ(text_of(propose(GetParam().hints, GetParam().office, answering)), GetParam().row) << GetParam().label;
}
INSTANTIATE_TEST_SUITE_P(
    Cases, WhatIsProposed,
    testing::Values(Case{"who has the item and is named does it and answers for it",
                         {"it", {"it"}, false},
                         "office",
                         "it=RA office=I"},
                    Case{"who has it does it, who is named answers for it",
                         {"sales", {"it"}, false},
                         "office",
                         "it=A office=I sales=R"},
                    Case{"the second one named is asked", {"it", {"it", "people"}, false}, "", "it=RA people=C"},
                    Case{"nobody has it yet: who is named does it", {"", {"it"}, false}, "office", "it=RA office=I"},
                    Case{"no area: who has it answers for it", {"sales", {}, false}, "office", "office=I sales=RA"},
                    Case{"the office itself needs no report", {"office", {}, false}, "office", "office=RA"},
                    Case{"every department: all do it, the office answers",
                         {"it", {}, true},
                         "office",
                         "factory=R it=R office=A sales=R"},
                    Case{"every department and one that is named: that one answers",
                         {"sales", {"it"}, true},
                         "office",
                         "factory=R it=A sales=R"},
                    Case{"every department without an office", {"sales", {}, true}, "", "factory=R sales=RA"},
                    Case{"nothing is known", {"", {}, false}, "office", ""}));

TEST(Gaps, AnItemNeedsADoerAndExactlyOneWhoAnswers) {
  EXPECT_TRUE(gaps_of({}).no_r);
  EXPECT_TRUE(gaps_of({}).no_a);
  EXPECT_FALSE(gaps_of({{"a", Mark::Both}}).any());
  EXPECT_FALSE(gaps_of({{"a", Mark::R}, {"b", Mark::A}, {"c", Mark::R}}).any());
  EXPECT_TRUE(gaps_of({{"a", Mark::Both}, {"b", Mark::A}}).many_a);
  EXPECT_TRUE(gaps_of({{"a", Mark::A}, {"b", Mark::C}}).no_r);
  EXPECT_TRUE(gaps_of({{"a", Mark::R}, {"b", Mark::I}}).no_a);
}

TEST(Marks, AreReadExactlyAsTheyAreWritten) {
  for (const Mark mark : {Mark::R, Mark::A, Mark::Both, Mark::C, Mark::I}) EXPECT_EQ(parse_mark(name_of(mark)), mark);
  EXPECT_FALSE(parse_mark("AR"));
  EXPECT_FALSE(parse_mark(""));
}

}  // namespace
}  // namespace sonae::governance::responsibility
