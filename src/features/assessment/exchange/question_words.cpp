#include "features/assessment/exchange/question_words.h"

#include <array>
#include <string>

#include "base/text.h"
#include "features/assessment/recogniser_headings.h"

namespace sonae::assessment::exchange {

namespace {

constexpr std::size_t longest_heading = 40;

struct HeadingWord {
  QuestionColumn column;
  std::string_view word;  ///< squashed, anywhere in the heading
  int strength;
};

// Who answers, when and how is not the answer.
constexpr std::array<std::string_view, 12> about_answering = {"回答者", "回答日",     "回答部",     "回答期限",
                                                              "回答例", "回答方法",   "回答要領",   "記入例",
                                                              "記入者", "respondent", "answeredby", "responsedate"};

// Evidence before answers ("回答の根拠"), answers before questions ("質問への回答").
constexpr auto heading_words = std::to_array<HeadingWord>({
    {QuestionColumn::Evidence, "根拠", 100},
    {QuestionColumn::Evidence, "証跡", 100},
    {QuestionColumn::Evidence, "エビデンス", 100},
    {QuestionColumn::Evidence, "evidence", 100},
    {QuestionColumn::Evidence, "具体的", 90},
    {QuestionColumn::Evidence, "補足", 85},
    {QuestionColumn::Evidence, "詳細", 80},
    {QuestionColumn::Evidence, "detail", 80},
    {QuestionColumn::Evidence, "理由", 80},
    {QuestionColumn::Evidence, "説明", 70},
    {QuestionColumn::Evidence, "備考", 60},
    {QuestionColumn::Evidence, "コメント", 60},
    {QuestionColumn::Evidence, "comment", 60},
    {QuestionColumn::Evidence, "remark", 60},
    {QuestionColumn::Answer, "回答", 100},
    {QuestionColumn::Answer, "answer", 100},
    {QuestionColumn::Answer, "response", 95},
    {QuestionColumn::Answer, "記入欄", 90},
    {QuestionColumn::Answer, "○×", 90},
    {QuestionColumn::Answer, "実施状況", 85},
    {QuestionColumn::Answer, "対応状況", 85},
    {QuestionColumn::Answer, "有無", 70},
    {QuestionColumn::Question, "質問", 100},
    {QuestionColumn::Question, "設問", 100},
    {QuestionColumn::Question, "question", 100},
    {QuestionColumn::Question, "確認事項", 95},
    {QuestionColumn::Question, "確認項目", 95},
    {QuestionColumn::Question, "チェック項目", 95},
    {QuestionColumn::Question, "調査項目", 95},
    {QuestionColumn::Question, "要求事項", 90},
    {QuestionColumn::Question, "requirement", 90},
});

struct AnswerWord {
  Score score;
  std::string_view word;  ///< squashed, the whole answer or its beginning
};

// The longer word first: "未実施" is not "実施".
constexpr auto answer_words = std::to_array<AnswerWord>({
    {Score::NotApplicable, "対象外"},
    {Score::NotApplicable, "該当しない"},
    {Score::NotApplicable, "該当無"},
    {Score::NotApplicable, "notapplicable"},
    {Score::InProgress, "一部"},
    {Score::InProgress, "部分的"},
    {Score::InProgress, "対応中"},
    {Score::InProgress, "実施中"},
    {Score::InProgress, "検討中"},
    {Score::InProgress, "partial"},
    {Score::InProgress, "inprogress"},
    {Score::NotStarted, "いいえ"},
    {Score::NotStarted, "未実施"},
    {Score::NotStarted, "未対応"},
    {Score::NotStarted, "実施していない"},
    {Score::NotStarted, "対応していない"},
    {Score::NotStarted, "できていない"},
    {Score::NotStarted, "していない"},
    {Score::NotStarted, "無"},
    {Score::NotStarted, "notimplemented"},
    {Score::Complete, "はい"},
    {Score::Complete, "実施済"},
    {Score::Complete, "対応済"},
    {Score::Complete, "実施している"},
    {Score::Complete, "対応している"},
    {Score::Complete, "できている"},
    {Score::Complete, "している"},
    {Score::Complete, "有"},
    {Score::Complete, "yes"},
    {Score::Complete, "implemented"},
});

}  // namespace

std::optional<QuestionHeading> read_question_heading(std::string_view heading) {
  if (heading.size() > 4 * longest_heading || text::length(heading) > longest_heading) return std::nullopt;
  const std::string squashed = text::squash(heading);
  if (squashed.empty()) return std::nullopt;
  for (const std::string_view word : about_answering)
    if (squashed.find(word) != std::string::npos) return std::nullopt;
  const auto known = read_heading(heading);
  if (known && known->column == Column::Previous) return std::nullopt;
  if (known && known->column == Column::No) return QuestionHeading{QuestionColumn::Number, known->strength};
  for (const HeadingWord& word : heading_words)
    if (squashed.find(word.word) != std::string::npos) return QuestionHeading{word.column, word.strength};
  if (!known) return std::nullopt;
  switch (known->column) {
    case Column::Condition:
    case Column::Requirement:
      return QuestionHeading{QuestionColumn::Question, known->strength};
    case Column::Criteria:
      return QuestionHeading{QuestionColumn::Question, known->strength / 2};
    case Column::Score:
      return QuestionHeading{QuestionColumn::Answer, known->strength};
    default:
      return std::nullopt;
  }
}

std::optional<Score> read_answer_word(std::string_view word) {
  if (const auto score = read_score(word)) return score;
  const std::string squashed = text::squash(word);
  if (squashed == "no") return Score::NotStarted;
  for (const AnswerWord& known : answer_words)
    if (squashed.starts_with(known.word)) return known.score;
  return std::nullopt;
}

}  // namespace sonae::assessment::exchange
