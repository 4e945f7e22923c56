#include "features/assessment/exchange/rules_forms.h"

#include <algorithm>

#include "base/text.h"
#include "features/assessment/exchange/question_words.h"

namespace sonae::assessment::exchange {

namespace {

constexpr std::array all_kinds = {FormKind::Marks, FormKind::YesNo, FormKind::Digits, FormKind::Text};

FormKind kind_of(std::string_view complete) {
  if (complete.size() == 1 && complete[0] >= '0' && complete[0] <= '9') return FormKind::Digits;
  return text::length(complete) == 1 ? FormKind::Marks : FormKind::YesNo;
}

}  // namespace

std::string_view name_of(FormKind kind) {
  switch (kind) {
    case FormKind::Marks:
      return "marks";
    case FormKind::YesNo:
      return "yes_no";
    case FormKind::Digits:
      return "digits";
    case FormKind::Text:
      return "text";
  }
  die("a form without a name");
}

std::optional<FormKind> parse_form_kind(std::string_view name) {
  for (const FormKind kind : all_kinds)
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

std::optional<AnswerForm> form_of_choices(std::span<const std::string> choices) {
  AnswerForm form;
  std::string first;
  for (const std::string& choice : choices) {
    const auto score = read_answer_word(choice);
    const auto at = score ? std::ranges::find(answered_scores, *score) : answered_scores.end();
    if (at == answered_scores.end() || text::length(choice) > max_word) continue;
    std::string& word = form.words[static_cast<std::size_t>(at - answered_scores.begin())];
    if (word.empty()) word = choice;
    if (first.empty()) first = text::squash(choice);
  }
  if (first.empty()) return std::nullopt;
  form.kind = kind_of(first);
  return form;
}

std::optional<std::string> answer_text(const AnswerForm& form, Score score, std::string_view basis) {
  const auto at = std::ranges::find(answered_scores, score);
  if (at == answered_scores.end()) return std::nullopt;
  if (form.kind == FormKind::Text) return basis.empty() ? std::nullopt : std::optional(std::string(basis));
  const std::string& word = form.words[static_cast<std::size_t>(at - answered_scores.begin())];
  return word.empty() ? std::nullopt : std::optional(word);
}

}  // namespace sonae::assessment::exchange
