#pragma once
// How a customer's own questionnaire wants its answers: ○/×, はい/いいえ, 2/1/0 or sentences. A score becomes a word by
// a table that a person edits; what has no word stays empty. Pure.

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "features/assessment/score.h"

namespace sonae::assessment::exchange {

enum class FormKind : std::uint8_t {
  Marks,   ///< ○ △ ×
  YesNo,   ///< はい いいえ
  Digits,  ///< 2 1 0
  Text,    ///< the basis itself
};
[[nodiscard]] std::string_view name_of(FormKind kind);  ///< "marks" "yes_no" "digits" "text"
[[nodiscard]] std::optional<FormKind> parse_form_kind(std::string_view name);

/// The scores a word is given for, in the order of the table.
constexpr std::array answered_scores = {Score::Complete, Score::InProgress, Score::NotStarted, Score::NotApplicable};

struct AnswerForm {
  FormKind kind = FormKind::Marks;
  std::array<std::string, answered_scores.size()> words;  ///< by answered_scores; "": such answers stay empty
};

/// Longest word of the table.
constexpr std::size_t max_word = 100;

/// The form that the pulldown of the answer column offers: each score gets the choice that means it. Nothing when the
/// choices mean no score at all.
[[nodiscard]] std::optional<AnswerForm> form_of_choices(std::span<const std::string> choices);

/// What goes into the answer cell. Nothing: not answered yet, or the table has no word for it.
[[nodiscard]] std::optional<std::string> answer_text(const AnswerForm& form, Score score, std::string_view basis);

}  // namespace sonae::assessment::exchange
