#include "features/assessment/exchange/snapshot.h"

#include <gtest/gtest.h>

namespace sonae::assessment::exchange {
namespace {

TEST(snapshot, gives_back_every_answer_as_it_was) {
  const Snapshot answers = {{1, {Score::Complete, "規程\n第3条\t\\ \r", Date::parse_iso("2026-09-30")}},
                            {12, {Score::NotApplicable, "", std::nullopt}},
                            {153, {Score::Unanswered, "\\n そのまま", std::nullopt}}};
  const std::string text = write_snapshot(answers);
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 3);
  const auto back = read_snapshot(text);
  ASSERT_TRUE(back);
  ASSERT_EQ(back->size(), 3U);
  EXPECT_EQ(back->at(1).basis, "規程\n第3条\t\\ \r");
  EXPECT_EQ(back->at(1).due->iso(), "2026-09-30");
  EXPECT_EQ(back->at(12).score, Score::NotApplicable);
  EXPECT_EQ(back->at(153).basis, "\\n そのまま");
  EXPECT_EQ(write_snapshot(*back), text);
}

TEST(snapshot, of_no_answers_is_empty) { EXPECT_TRUE(read_snapshot(write_snapshot({}))->empty()); }

TEST(snapshot, a_text_that_is_none_gives_nothing) {
  for (const char* text : {"x", "1\t2\t\tbasis", "x\t2\t\tbasis\n", "1\t9\t\tbasis\n", "1\t2\t2026-13-01\tbasis\n",
                           "1\t2\tbasis\n", "1\t2\t\tbasis\\\n", "1\t2\t\tbasis\\q\n"})
    EXPECT_FALSE(read_snapshot(text)) << text;
}

}  // namespace
}  // namespace sonae::assessment::exchange
