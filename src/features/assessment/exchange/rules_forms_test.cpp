// Words of questionnaires: what a heading says, what a pulldown means, what is written for a score.

#include "features/assessment/exchange/rules_forms.h"

#include <gtest/gtest.h>

#include "features/assessment/exchange/question_words.h"

namespace sonae::assessment::exchange {
namespace {

TEST(question_words, headings_name_their_columns) {
  struct Case {
    const char* heading;
    std::optional<QuestionColumn> column;
  };
  const Case cases[] = {
      {"質問", QuestionColumn::Question},
      {"設問内容", QuestionColumn::Question},
      {"確認事項", QuestionColumn::Question},
      {"Question", QuestionColumn::Question},
      {"要求事項", QuestionColumn::Question},
      {"達成条件", QuestionColumn::Question},
      {"回答", QuestionColumn::Answer},
      {"貴社回答欄", QuestionColumn::Answer},
      {"質問への回答（○／×）", QuestionColumn::Answer},
      {"Your answer", QuestionColumn::Answer},
      {"実施状況", QuestionColumn::Answer},
      {"評価", QuestionColumn::Answer},
      {"回答の根拠", QuestionColumn::Evidence},
      {"エビデンス", QuestionColumn::Evidence},
      {"具体的な対応内容", QuestionColumn::Evidence},
      {"備考", QuestionColumn::Evidence},
      {"No.", QuestionColumn::Number},
      {"項番", QuestionColumn::Number},
      {"回答者", std::nullopt},
      {"回答日", std::nullopt},
      {"記入例（回答例）", std::nullopt},
      {"前回の回答", std::nullopt},
      {"会社名", std::nullopt},
      {"", std::nullopt},
      {"次の質問に、貴社の状況を踏まえて○か×で回答してください。わからないときは担当までお問い合わせください。",
       std::nullopt},
  };
  for (const Case& one : cases) {
    const auto read = read_question_heading(one.heading);
    EXPECT_EQ(read.has_value(), one.column.has_value()) << one.heading;
    if (!read || !one.column) continue;
    EXPECT_EQ(read->column, *one.column) << one.heading;
  }
}

TEST(question_words, answers_mean_scores) {
  struct Case {
    const char* word;
    std::optional<Score> score;
  };
  const Case cases[] = {
      {"はい", Score::Complete},        {"○", Score::Complete},
      {"実施済み", Score::Complete},    {"YES", Score::Complete},
      {"２", Score::Complete},          {"一部実施", Score::InProgress},
      {"△", Score::InProgress},         {"検討中", Score::InProgress},
      {"いいえ", Score::NotStarted},    {"未実施", Score::NotStarted},
      {"no", Score::NotStarted},        {"実施していない", Score::NotStarted},
      {"対象外", Score::NotApplicable}, {"該当なし", Score::NotApplicable},
      {"N/A", Score::NotApplicable},    {"", Score::Unanswered},
      {"社長に聞く", std::nullopt},     {"not sure", std::nullopt},
  };
  for (const Case& one : cases) EXPECT_EQ(read_answer_word(one.word), one.score) << one.word;
}

TEST(forms, a_pulldown_gives_each_score_the_choice_that_means_it) {
  const std::vector<std::string> yes_no = {"選択してください", "はい", "いいえ", "対象外"};
  const auto form = form_of_choices(yes_no);
  ASSERT_TRUE(form);
  EXPECT_EQ(form->kind, FormKind::YesNo);
  EXPECT_EQ(form->words[0], "はい");
  EXPECT_EQ(form->words[1], "") << "nothing is offered for half done: such answers stay empty until a person decides";
  EXPECT_EQ(form->words[2], "いいえ");
  EXPECT_EQ(form->words[3], "対象外");

  EXPECT_EQ(form_of_choices(std::vector<std::string>{"○", "×"})->kind, FormKind::Marks);
  EXPECT_EQ(form_of_choices(std::vector<std::string>{"2", "1", "0"})->kind, FormKind::Digits);
  EXPECT_FALSE(form_of_choices(std::vector<std::string>{"東京", "大阪"}));
  EXPECT_FALSE(form_of_choices({}));
}

TEST(forms, the_first_of_two_choices_with_one_meaning_is_used) {
  EXPECT_EQ(form_of_choices(std::vector<std::string>{"実施している", "できている", "未実施"})->words[0],
            "実施している");
}

TEST(forms, a_score_becomes_the_word_of_the_table_and_no_word_is_nothing) {
  AnswerForm form{FormKind::YesNo, {"はい", "", "いいえ", "対象外"}};
  EXPECT_EQ(answer_text(form, Score::Complete, "規程"), "はい");
  EXPECT_EQ(answer_text(form, Score::InProgress, "作成中"), std::nullopt);
  EXPECT_EQ(answer_text(form, Score::NotApplicable, ""), "対象外");
  EXPECT_EQ(answer_text(form, Score::Unanswered, "規程"), std::nullopt);
  form.kind = FormKind::Text;
  EXPECT_EQ(answer_text(form, Score::InProgress, "作成中"), "作成中");
  EXPECT_EQ(answer_text(form, Score::Complete, ""), std::nullopt);
  EXPECT_EQ(answer_text(form, Score::Unanswered, "下書き"), std::nullopt)
      << "an unfinished answer is not told to a customer";
}

}  // namespace
}  // namespace sonae::assessment::exchange
