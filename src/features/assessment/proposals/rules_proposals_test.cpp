#include "features/assessment/proposals/rules_proposals.h"

#include <gtest/gtest.h>

namespace sonae::assessment::proposals {
namespace {

const Date today = *Date::make(2026, 9, 18);
const Asked meeting{{"governance.meeting_held", "document"}, 12};
const Asked officer{{"governance.ciso_appointed"}, 0};

Proof proof(std::string kind, Date on) { return {"f", std::move(kind), "", on, {}, {}, {}}; }

TEST(Proofs, SpeakWhileTheyStandAndAreNotTooOld) {
  struct Case {
    const char* what;
    Proof proof;
    Asked asked;
    bool speaks;
  };
  Proof ended = proof("governance.ciso_appointed", *Date::make(2024, 4, 1));
  ended.ended = today;
  Proof over = proof("document", *Date::make(2026, 4, 1));
  over.until = today.plus_days(-1);
  Proof last_day = over;
  last_day.until = today;
  Proof other_place = proof("document", *Date::make(2026, 4, 1));
  other_place.asked = 1;
  Proof duty = proof("tasks.duty_done", *Date::make(2026, 5, 1));
  duty.duty = "training";
  const std::vector<Case> cases = {
      {"an appointment of years ago that still stands", proof("governance.ciso_appointed", *Date::make(2019, 4, 1)),
       officer, true},
      {"one that ends today no longer", ended, officer, false},
      {"one that begins tomorrow not yet", proof("governance.ciso_appointed", today.plus_days(1)), officer, false},
      {"a meeting of exactly a year ago", proof("governance.meeting_held", *Date::make(2025, 9, 18)), meeting, true},
      {"a meeting of a year and a day ago is too old", proof("governance.meeting_held", *Date::make(2025, 9, 17)),
       meeting, false},
      {"another kind says nothing", proof("contacts.card_issued", today), meeting, false},
      {"a document whose validity is over", over, meeting, false},
      {"a document on its last day", last_day, meeting, true},
      {"a document that was recorded for something else", other_place, meeting, false},
      {"another duty says nothing", duty, {{"tasks.duty_done/organisation"}, 12}, false},
      {"the duty that is asked", duty, {{"tasks.duty_done/training"}, 12}, true},
  };
  for (const Case& one : cases) EXPECT_EQ(speaks_for(one.proof, one.asked, 0, today), one.speaks) << one.what;
}

TEST(Proofs, TheNewestOneIsTaken) {
  const std::vector<Asked> asked = {meeting, officer};
  const std::vector<Proof> proofs = {proof("governance.meeting_held", *Date::make(2026, 1, 10)),
                                     proof("governance.meeting_held", *Date::make(2026, 7, 10)),
                                     proof("governance.meeting_held", *Date::make(2026, 4, 10))};
  const auto matched = match(asked, proofs, today);
  ASSERT_EQ(matched.size(), 2U);
  EXPECT_EQ(matched.at(0), 1U);
  EXPECT_FALSE(matched.at(1));
}

TEST(ProposedScore, FollowsWhatHasAFact) {
  using Matched = std::vector<std::optional<std::size_t>>;
  EXPECT_EQ(score_of(Matched{0, 1, 2}, Score::Unanswered), Score::Complete);
  EXPECT_EQ(score_of(Matched{0, std::nullopt, 2}, Score::Unanswered), Score::InProgress);
  EXPECT_EQ(score_of(Matched{std::nullopt}, Score::Unanswered), std::nullopt) << "a machine never says 0 by itself";
  EXPECT_EQ(score_of(Matched{std::nullopt}, Score::NotStarted), Score::NotStarted) << "its plan can be drafted";
  EXPECT_EQ(score_of(Matched{}, Score::Unanswered), std::nullopt) << "nothing is known about the item";
}

TEST(ProposedScore, IsShownWhereItHelps) {
  struct Case {
    Score proposed;
    Score stored;
    bool has_basis;
    bool shown;
  };
  const std::vector<Case> cases = {
      {Score::Complete, Score::Unanswered, false, true},    {Score::InProgress, Score::NotStarted, true, true},
      {Score::Complete, Score::InProgress, true, true},     {Score::Complete, Score::Complete, true, false},
      {Score::Complete, Score::Complete, false, true},      {Score::InProgress, Score::Complete, false, false},
      {Score::Complete, Score::NotApplicable, true, false}, {Score::NotStarted, Score::NotStarted, false, true},
  };
  for (const Case& one : cases)
    EXPECT_EQ(worth_showing(one.proposed, one.stored, one.has_basis), one.shown)
        << text_of(one.proposed) << " over " << text_of(one.stored);
}

TEST(AcceptedAnswers, GrowStaleWhenLessStandsOnFacts) {
  EXPECT_FALSE(is_stale(Score::Complete, Score::Complete));
  EXPECT_TRUE(is_stale(Score::Complete, Score::InProgress));
  EXPECT_TRUE(is_stale(Score::InProgress, std::nullopt));
  EXPECT_FALSE(is_stale(Score::InProgress, Score::Complete)) << "more stands than was accepted";
  EXPECT_FALSE(is_stale(Score::NotStarted, std::nullopt)) << "a plan stands on nothing";
}

TEST(PlannedDay, IsTheStoredOneTheHandInOrTheEndOfTheYear) {
  const Date ahead = today.plus_days(20);
  const Date past = today.plus_days(-20);
  EXPECT_EQ(due_of(ahead, today.plus_days(5), today, 4), ahead);
  EXPECT_EQ(due_of(past, ahead, today, 4), ahead);
  EXPECT_EQ(due_of({}, past, today, 4), Date::make(2027, 3, 31));
  EXPECT_EQ(due_of({}, {}, *Date::make(2027, 1, 5), 4), Date::make(2027, 3, 31));
}

}  // namespace
}  // namespace sonae::assessment::proposals
