// Which side's value stands, case by case.

#include "features/assessment/exchange/rules_merge.h"

#include <gtest/gtest.h>

namespace sonae::assessment::exchange {
namespace {

AnswerValues values(Score score, std::string basis, const char* due = nullptr) {
  return {score, std::move(basis), due == nullptr ? std::nullopt : Date::parse_iso(due)};
}
FileAnswer file(Score score, std::string basis, const char* due = nullptr) {
  return {score, std::move(basis), due == nullptr ? std::optional<Date>() : Date::parse_iso(due)};
}

struct Case {
  const char* sentence;
  const char* base;
  const char* file;
  const char* now;
  const char* state;  ///< "": no difference at all
};

TEST(three_ways, each_text_is_judged_by_who_changed_it) {
  const Case cases[] = {
      {"nobody changed it", "規程", "規程", "規程", ""},
      {"only the file changed it", "規程", "規程 2025年", "規程", "theirs"},
      {"only the sheet changed it", "規程", "規程", "規程 2026年", "ours"},
      {"both wrote the same", "規程", "規程 2026年", "規程 2026年", "same"},
      {"both wrote something else", "規程", "規程 2025年", "規程 2026年", "conflict"},
      {"the file emptied it and nobody else touched it", "規程", "", "規程", "theirs"},
      {"the file emptied what the sheet changed", "規程", "", "規程 2026年", "conflict"},
      {"both emptied it", "規程", "", "", "same"},
      {"white space at the ends is no change", "規程", " 規程\n", "規程", ""},
      {"Windows line ends are no change", "一行\n二行", "一行\r\n二行", "一行\n二行", ""},
      {"composed and decomposed letters are the same", "ガイド", "ガイド", "ガイド", ""},
      {"full width is a change: free text stays as written", "ISO", "ＩＳＯ", "ISO", "theirs"},
  };
  for (const Case& one : cases) {
    const MergeItem item{7, values(Score::Complete, one.base), file(Score::Complete, one.file),
                         values(Score::Complete, one.now)};
    const auto cells = compare_three_ways({&item, 1});
    if (*one.state == '\0') {
      EXPECT_TRUE(cells.empty()) << one.sentence;
      continue;
    }
    ASSERT_EQ(cells.size(), 1U) << one.sentence;
    EXPECT_EQ(name_of(cells[0].state), one.state) << one.sentence;
    EXPECT_EQ(cells[0].field, MergeField::Basis) << one.sentence;
    EXPECT_EQ(cells[0].no, 7) << one.sentence;
  }
}

TEST(three_ways, score_and_date_are_judged_each_for_itself) {
  const MergeItem item{12, values(Score::InProgress, "作成中", "2026-12-31"),
                       file(Score::Complete, "作成中", "2026-12-31"),
                       values(Score::InProgress, "作成中", "2027-03-31")};
  const auto cells = compare_three_ways({&item, 1});
  ASSERT_EQ(cells.size(), 2U);
  EXPECT_EQ(cells[0].field, MergeField::Score);
  EXPECT_EQ(cells[0].state, MergeState::Theirs);
  EXPECT_EQ(cells[0].file, "2");
  EXPECT_EQ(cells[1].field, MergeField::Due);
  EXPECT_EQ(cells[1].state, MergeState::Ours);
  EXPECT_EQ(cells[1].now, "2027-03-31");
}

TEST(three_ways, a_column_that_the_file_lacks_or_cannot_be_read_is_never_an_emptied_answer) {
  const MergeItem item{
      1, values(Score::Complete, "規程", "2026-12-31"), {}, values(Score::Complete, "規程", "2026-12-31")};
  EXPECT_TRUE(compare_three_ways({&item, 1}).empty());
  EXPECT_EQ(count_differences(item.base, {}), 0);
}

TEST(three_ways, not_answered_is_not_zero) {
  const MergeItem item{1, values(Score::Unanswered, ""), file(Score::NotStarted, ""), values(Score::Unanswered, "")};
  const auto cells = compare_three_ways({&item, 1});
  ASSERT_EQ(cells.size(), 1U);
  EXPECT_EQ(cells[0].base, "");
  EXPECT_EQ(cells[0].file, "0");
}

TEST(three_ways, the_base_of_a_file_is_what_it_differs_from_least) {
  const FileAnswer said = file(Score::Complete, "規程", "2026-12-31");
  EXPECT_EQ(count_differences(values(Score::Complete, "規程", "2026-12-31"), said), 0);
  EXPECT_EQ(count_differences(values(Score::InProgress, "規程"), said), 2);
  EXPECT_EQ(count_differences(values(Score::InProgress, ""), said), 3);
}

std::vector<MergeCell> one_of_each() {
  return {{1, MergeField::Basis, MergeState::Theirs, "a", "b", "a"},
          {2, MergeField::Basis, MergeState::Ours, "a", "a", "c"},
          {3, MergeField::Basis, MergeState::Same, "a", "d", "d"},
          {4, MergeField::Basis, MergeState::Conflict, "a", "e", "f"},
          {5, MergeField::Score, MergeState::Conflict, "", "2", "1"}};
}

TEST(deciding, a_conflict_without_a_choice_is_refused_with_its_place) {
  const auto decided = decide(one_of_each(), {});
  ASSERT_FALSE(decided);
  EXPECT_EQ(decided.error().key, "exchange.merge.undecided");
  ASSERT_EQ(decided.error().fields.size(), 2U);
  EXPECT_EQ(decided.error().fields[0].place, "/items/4/basis");
  EXPECT_EQ(decided.error().fields[1].place, "/items/5/score");
}

TEST(deciding, what_one_side_changed_goes_by_itself_and_conflicts_by_choice) {
  const std::vector<Choice> choices = {{4, MergeField::Basis, Take::Both}, {5, MergeField::Score, Take::Theirs}};
  const auto changes = MUST(decide(one_of_each(), choices));
  ASSERT_EQ(changes.size(), 3U);
  EXPECT_EQ(changes[0].no, 1);
  EXPECT_EQ(changes[0].to, "b");
  EXPECT_EQ(changes[1].no, 4);
  EXPECT_EQ(changes[1].to, "f\ne");
  EXPECT_EQ(changes[2].from, "1");
  EXPECT_EQ(changes[2].to, "2");
}

TEST(deciding, a_person_may_turn_every_default_round) {
  const std::vector<Choice> choices = {{1, MergeField::Basis, Take::Ours},
                                       {2, MergeField::Basis, Take::Theirs},
                                       {4, MergeField::Basis, Take::Ours},
                                       {5, MergeField::Score, Take::Ours}};
  const auto changes = MUST(decide(one_of_each(), choices));
  ASSERT_EQ(changes.size(), 1U);
  EXPECT_EQ(changes[0].no, 2);
  EXPECT_EQ(changes[0].to, "a");
}

TEST(deciding, two_scores_cannot_be_joined_and_unknown_cells_cannot_be_chosen) {
  const std::vector<Choice> both = {{4, MergeField::Basis, Take::Ours}, {5, MergeField::Score, Take::Both}};
  EXPECT_EQ(decide(one_of_each(), both).error().key, "exchange.merge.not_joinable");
  const std::vector<Choice> unknown = {
      {4, MergeField::Basis, Take::Ours}, {5, MergeField::Score, Take::Ours}, {99, MergeField::Score, Take::Ours}};
  EXPECT_EQ(decide(one_of_each(), unknown).error().fields[0].place, "/items/99/score");
}

TEST(deciding, joined_texts_do_not_repeat_each_other) {
  EXPECT_EQ(join_texts("規程", "手順書"), "規程\n手順書");
  EXPECT_EQ(join_texts("規程 2025年改定", "規程"), "規程 2025年改定");
  EXPECT_EQ(join_texts("規程", "規程 2025年改定"), "規程 2025年改定");
  EXPECT_EQ(join_texts("", "規程"), "規程");
  EXPECT_EQ(join_texts("規程", ""), "規程");
}

}  // namespace
}  // namespace sonae::assessment::exchange
