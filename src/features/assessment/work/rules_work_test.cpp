#include "features/assessment/work/rules_work.h"

#include <gtest/gtest.h>

#include <array>

namespace sonae::assessment::work {
namespace {

TEST(WorkRules, what_is_submitted_is_taken_back_and_nothing_else) {
  for (const SubmissionState state : {SubmissionState::None, SubmissionState::Asked, SubmissionState::Returned}) {
    EXPECT_TRUE(may_submit(state)) << name_of(state);
    EXPECT_EQ(may_take_back(state).error().key, "work.submit.not_submitted") << name_of(state);
  }
  EXPECT_TRUE(may_take_back(SubmissionState::Submitted));
  EXPECT_EQ(may_submit(SubmissionState::Submitted).error().key, "work.submit.already");
}

TEST(WorkRules, a_sheet_goes_from_open_over_review_and_approval_to_the_hand_in_and_back) {
  using enum SheetState;
  constexpr std::array steps = {SheetStep::AskApproval, SheetStep::Decide, SheetStep::HandIn, SheetStep::Reopen};
  struct Row {
    SheetState state;
    std::array<bool, 4> fits;  // in the order of `steps`
  };
  for (const Row& row : {Row{Open, {true, false, false, false}}, Row{Review, {false, true, false, false}},
                         Row{Approved, {false, false, true, true}}, Row{HandedIn, {false, false, false, true}}})
    for (std::size_t i = 0; i < steps.size(); ++i) {
      const auto allowed = may_step(row.state, steps[i]);
      EXPECT_EQ(allowed.has_value(), row.fits[i]) << assessment::name_of(row.state) << " step " << i;
      if (!allowed) {
        EXPECT_EQ(allowed.error().key, "work.sheet." + std::string(assessment::name_of(row.state)));
      }
    }
}

TEST(WorkRules, the_next_step_is_the_first_that_is_not_done) {
  const auto stage = [](SheetState state, int departments, int findings) {
    return name_of(stage_of({state, departments, findings}));
  };
  EXPECT_EQ(stage(SheetState::Open, 2, 5), "departments");
  EXPECT_EQ(stage(SheetState::Open, 0, 5), "check");
  EXPECT_EQ(stage(SheetState::Open, 0, 0), "approval");
  EXPECT_EQ(stage(SheetState::Review, 1, 0), "approval") << "asked although a department is missing, with a reason";
  EXPECT_EQ(stage(SheetState::Approved, 0, 0), "hand_in");
  EXPECT_EQ(stage(SheetState::HandedIn, 0, 0), "done");
}

TEST(WorkRules, a_department_is_late_from_the_day_after_the_date) {
  const Date due = *Date::make(2026, 9, 18);
  EXPECT_FALSE(is_late(SubmissionState::Asked, due, due));
  EXPECT_TRUE(is_late(SubmissionState::Asked, due, due.plus_days(1)));
  EXPECT_TRUE(is_late(SubmissionState::Returned, due, due.plus_days(1)));
  EXPECT_FALSE(is_late(SubmissionState::Submitted, due, due.plus_days(1)));
  EXPECT_FALSE(is_late(SubmissionState::Asked, std::nullopt, due));
}

}  // namespace
}  // namespace sonae::assessment::work
