#pragma once
// Views of questionnaire.h as JSON, and JSON as its commands. No URL and no status code here.

#include <string_view>

#include "base/json.h"
#include "features/assessment/exchange/questionnaire.h"
#include "platform/http/schema.h"

namespace sonae::assessment::exchange {

[[nodiscard]] json::value to_json(const Questionnaire& made);
[[nodiscard]] json::value to_json(const QuestionRow& row);
/// With the words that each form begins with.
[[nodiscard]] json::value to_json(const QuestionnaireView& view, std::string_view language);

/// The words a form begins with, in the person's language.
[[nodiscard]] AnswerForm default_form(FormKind kind, std::string_view language);

/// From bodies that passed their schema.
[[nodiscard]] Layout layout_from(const json::object& body);
[[nodiscard]] ChangeForm form_from(const json::object& body, Id<QuestionnaireTag> id);
[[nodiscard]] ChangeRow row_from(const json::object& body, Id<QuestionnaireTag> id, std::uint32_t row);

[[nodiscard]] http::Schema questionnaire_schema();
[[nodiscard]] http::Schema question_row_schema();
[[nodiscard]] http::Schema view_schema();
[[nodiscard]] http::Schema layout_schema();
[[nodiscard]] http::Schema form_schema();
[[nodiscard]] http::Schema change_row_schema();

}  // namespace sonae::assessment::exchange
