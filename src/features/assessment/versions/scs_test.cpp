#include "features/assessment/versions/scs.h"

#include <gtest/gtest.h>

namespace sonae::assessment::versions {
namespace {

using enum Score;

TEST(ScsRules, ACriterionStandsAsTheItemsBehindIt) {
  struct Case {
    const char* sentence;
    std::vector<Score> scores;
    Standing expected;
  };
  const Case cases[] = {
      {"without items the guideline does not ask", {}, Standing::NotAsked},
      {"all at 2 is met", {Complete, Complete}, Standing::Met},
      {"2 and not applicable is met", {Complete, NotApplicable}, Standing::Met},
      {"all not applicable is not applicable", {NotApplicable, NotApplicable}, Standing::NotApplicable},
      {"one at 1 is partly", {Complete, InProgress}, Standing::Partly},
      {"2 beside 0 is partly", {Complete, NotStarted}, Standing::Partly},
      {"2 beside an unanswered one is partly", {Complete, Unanswered}, Standing::Partly},
      {"0 is not met", {NotStarted}, Standing::NotMet},
      {"0 beside an unanswered one is not met", {NotStarted, Unanswered}, Standing::NotMet},
      {"0 beside not applicable is not met", {NotStarted, NotApplicable}, Standing::NotMet},
      {"nobody has answered yet", {Unanswered, Unanswered}, Standing::Unanswered},
  };
  for (const Case& one : cases) EXPECT_EQ(standing_of(one.scores), one.expected) << one.sentence;
}

TEST(ScsRules, ARequirementIsNeverMetOutOfSilence) {
  using enum Standing;
  struct Case {
    const char* sentence;
    std::vector<Standing> parts;
    Standing expected;
  };
  const Case cases[] = {
      {"all criteria met", {Met, Met}, Met},
      {"met and not applicable", {Met, Standing::NotApplicable}, Met},
      {"met beside one that the guideline does not ask", {Met, NotAsked}, Partly},
      {"not applicable beside one that is not asked", {Standing::NotApplicable, NotAsked}, Partly},
      {"nothing asked", {NotAsked, NotAsked}, NotAsked},
      {"no criteria", {}, NotAsked},
      {"not met beside one that is not asked", {NotMet, NotAsked}, NotMet},
      {"unanswered only", {Standing::Unanswered, NotAsked}, Standing::Unanswered},
      {"all not applicable", {Standing::NotApplicable}, Standing::NotApplicable},
  };
  for (const Case& one : cases) EXPECT_EQ(standing_of(one.parts), one.expected) << one.sentence;
}

class ScsOfThePack : public testing::Test {
 protected:
  static std::map<int, MappedAnswer> all(Score score) {
    std::map<int, MappedAnswer> answers;
    for (const auto& item : guideline().items) answers[item.no] = {item.no, score};
    return answers;
  }
  static const frameworks::Pack& scheme() { return *frameworks::find_pack("scs", "2026-03"); }
  static const frameworks::Pack& guideline() { return *frameworks::find_pack("jama-japia", "2.3"); }
};

TEST_F(ScsOfThePack, CountsEveryPublishedCriterionOnce) {
  const ScsStanding standing = stand_for_scs(scheme(), guideline(), all(Complete), NumberTrust::Same);
  EXPECT_EQ(standing.star3.total, 81);
  EXPECT_EQ(standing.star4.total, 153);
  int areas3 = 0;
  int areas4 = 0;
  std::size_t requirements = 0;
  for (const ScsArea& area : standing.areas) {
    areas3 += area.star3.total;
    areas4 += area.star4.total;
    requirements += area.requirements.size();
  }
  EXPECT_EQ(areas3, 81);
  EXPECT_EQ(areas4, 153);
  EXPECT_EQ(requirements, 43U);
}

TEST_F(ScsOfThePack, WhatTheGuidelineDoesNotAskStaysOpenEvenWhenEverythingIsComplete) {
  const ScsStanding standing = stand_for_scs(scheme(), guideline(), all(Complete), NumberTrust::Same);
  int silent = 0;
  for (const auto& criterion : scheme().criteria) silent += criterion.guideline.empty() ? 1 : 0;
  EXPECT_GT(silent, 0);
  EXPECT_EQ(standing.star4.of(Standing::NotAsked), silent);
  EXPECT_EQ(standing.star4.of(Standing::Met), 153 - silent);
}

TEST_F(ScsOfThePack, NothingAnsweredIsNotTheSameAsNothingDone) {
  const ScsStanding open = stand_for_scs(scheme(), guideline(), all(Score::Unanswered), NumberTrust::Same);
  EXPECT_EQ(open.star3.of(Standing::NotMet), 0);
  EXPECT_GT(open.star3.of(Standing::Unanswered), 0);
  const ScsStanding none = stand_for_scs(scheme(), guideline(), all(NotStarted), NumberTrust::Same);
  EXPECT_EQ(none.star3.of(Standing::Unanswered), 0);
  EXPECT_EQ(none.star3.of(Standing::NotMet), open.star3.of(Standing::Unanswered));
}

TEST_F(ScsOfThePack, AnItemThatTheSheetLacksKeepsACriterionFromBeingMet) {
  const frameworks::Criterion* several = nullptr;
  for (const auto& criterion : scheme().criteria)
    if (criterion.guideline.size() > 1) several = &criterion;
  ASSERT_NE(several, nullptr);
  auto answers = all(Complete);
  answers.erase(several->guideline.front());
  const ScsStanding standing = stand_for_scs(scheme(), guideline(), answers, NumberTrust::Same);
  for (const ScsArea& area : standing.areas)
    for (const RequirementStanding& requirement : area.requirements)
      for (const CriterionStanding& one : requirement.criteria)
        if (one.criterion == several) {
          EXPECT_EQ(one.standing, Standing::Partly);
          EXPECT_EQ(one.items.front().sheet_no, 0);
        }
}

TEST_F(ScsOfThePack, NumbersOfAnotherVersionAreNeverConfirmed) {
  const auto confirmed = [](const ScsStanding& standing) {
    int count = 0;
    for (const ScsArea& area : standing.areas)
      for (const RequirementStanding& requirement : area.requirements)
        for (const CriterionStanding& one : requirement.criteria)
          count += one.standing != Standing::NotAsked && one.confidence == frameworks::Confidence::Confirmed ? 1 : 0;
    return count;
  };
  EXPECT_GT(confirmed(stand_for_scs(scheme(), guideline(), all(Complete), NumberTrust::Same)), 0);
  EXPECT_EQ(confirmed(stand_for_scs(scheme(), guideline(), all(Complete), NumberTrust::Assumed)), 0);
  EXPECT_EQ(confirmed(stand_for_scs(scheme(), guideline(), all(Complete), NumberTrust::Mapped)), 0);
}

}  // namespace
}  // namespace sonae::assessment::versions
