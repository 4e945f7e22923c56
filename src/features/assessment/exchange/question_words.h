#pragma once
// Words of customers' own questionnaires: what a heading says and what an answer means. Pure.

#include <cstdint>
#include <optional>
#include <string_view>

#include "features/assessment/score.h"

namespace sonae::assessment::exchange {

enum class QuestionColumn : std::uint8_t { Number, Question, Answer, Evidence };

struct QuestionHeading {
  QuestionColumn column = QuestionColumn::Question;
  int strength = 0;  ///< 100: the very word
};
/// Nothing for sentences, for headings about who answers and when, and for last year's answers.
[[nodiscard]] std::optional<QuestionHeading> read_question_heading(std::string_view heading);

/// はい, Yes, 実施済み, 一部, いいえ, 対象外 and what read_score knows. Nothing for anything else; Unanswered for a
/// prompt.
[[nodiscard]] std::optional<Score> read_answer_word(std::string_view word);

}  // namespace sonae::assessment::exchange
