#include "features/assessment/exchange/api_questionnaires_json.h"

#include <array>

#include "platform/messages/messages.h"

namespace sonae::assessment::exchange {

namespace {

using http::field;
using http::optional;
using http::Schema;

constexpr std::size_t max_own_text = 8'000;

json::value or_null(const std::string& text) { return text.empty() ? json::value(nullptr) : json::value(text); }
json::value or_null(const std::optional<std::string>& text) { return text ? json::value(*text) : json::value(nullptr); }

json::object words_json(const AnswerForm& form) {
  json::object words;
  for (std::size_t i = 0; i < answered_scores.size(); ++i) words[text_of(answered_scores[i])] = form.words[i];
  return words;
}

json::value layout_json(const std::optional<Layout>& layout) {
  if (!layout) return nullptr;
  return json::object{{"sheet", layout->sheet},
                      {"header_row", layout->header_row},
                      {"first_row", layout->first_row ? json::value(*layout->first_row) : json::value(nullptr)},
                      {"columns",
                       {{"number", or_null(layout->number)},
                        {"question", layout->question},
                        {"answer", layout->answer},
                        {"evidence", or_null(layout->evidence)}}}};
}

std::optional<std::string> text_in(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  return value != nullptr && value->is_string() ? std::optional(std::string(value->get_string())) : std::nullopt;
}

std::string letters_in(const json::object& columns, std::string_view name) {
  return text_in(columns, name).value_or("");
}

}  // namespace

json::value to_json(const Questionnaire& made) {
  json::array choices;
  for (const std::string& choice : made.choices) choices.emplace_back(choice);
  return json::object{{"id", made.id.text()},
                      {"title", made.title},
                      {"assessment", made.assessment.text()},
                      {"sheet_title", made.sheet_title},
                      {"fiscal_year", made.fiscal_year},
                      {"workbook", made.file.id.text()},
                      {"file_name", made.file.file_name},
                      {"size", made.file.size},
                      {"layout", layout_json(made.layout)},
                      {"choices", std::move(choices)},
                      {"form", {{"kind", name_of(made.form.kind)}, {"words", words_json(made.form)}}},
                      {"version", made.version},
                      {"at", made.at.ms()},
                      {"by", or_null(made.by)},
                      {"rows", made.rows},
                      {"confirmed", made.confirmed},
                      {"proposed", made.proposed}};
}

json::value to_json(const QuestionRow& row) {
  json::array candidates;
  for (const Candidate& one : row.candidates)
    candidates.push_back(json::object{{"no", one.no}, {"confidence", one.confidence}});
  return json::object{{"row", row.cells.row},
                      {"number", row.cells.number},
                      {"question", row.cells.question},
                      {"answer_cell", or_null(row.cells.answer_cell)},
                      {"evidence_cell", or_null(row.cells.evidence_cell)},
                      {"given_answer", row.cells.given_answer},
                      {"given_evidence", row.cells.given_evidence},
                      {"candidates", std::move(candidates)},
                      {"item", row.item ? json::value(*row.item) : json::value(nullptr)},
                      {"confidence", row.confidence},
                      {"state", name_of(row.state)},
                      {"own_answer", or_null(row.own_answer)},
                      {"own_evidence", or_null(row.own_evidence)},
                      {"version", row.version},
                      {"answer", or_null(row.answer)},
                      {"evidence", or_null(row.evidence)}};
}

json::value to_json(const QuestionnaireView& view, std::string_view language) {
  json::array rows;
  for (const QuestionRow& row : view.rows) rows.push_back(to_json(row));
  json::array items;
  for (const auto& item : view.items)
    items.push_back(json::object{{"no", item.no}, {"label", item.label}, {"condition", item.condition}});
  json::object defaults;
  for (const FormKind kind : {FormKind::Marks, FormKind::YesNo, FormKind::Digits, FormKind::Text})
    defaults[name_of(kind)] = words_json(default_form(kind, language));
  return json::object{{"questionnaire", to_json(view.questionnaire)},
                      {"rows", std::move(rows)},
                      {"items", std::move(items)},
                      {"defaults", std::move(defaults)}};
}

AnswerForm default_form(FormKind kind, std::string_view language) {
  AnswerForm form;
  form.kind = kind;
  if (kind == FormKind::Text) return form;
  constexpr std::array<std::string_view, answered_scores.size()> names = {"complete", "in_progress", "not_started",
                                                                          "not_applicable"};
  for (std::size_t i = 0; i < names.size(); ++i)
    form.words[i] =
        messages::say(language, "exchange.form." + std::string(name_of(kind)) + "." + std::string(names[i]));
  return form;
}

Layout layout_from(const json::object& body) {
  const json::object& columns = body.at("columns").as_object();
  Layout layout{std::string(body.at("sheet").as_string()),
                static_cast<std::uint32_t>(body.at("header_row").as_int64()),
                std::nullopt,
                letters_in(columns, "question"),
                letters_in(columns, "answer"),
                letters_in(columns, "evidence"),
                letters_in(columns, "number")};
  if (const auto* first = body.if_contains("first_row"); first != nullptr && !first->is_null())
    layout.first_row = static_cast<std::uint32_t>(first->as_int64());
  return layout;
}

ChangeForm form_from(const json::object& body, Id<QuestionnaireTag> id) {
  ChangeForm command{std::move(id), body.at("version").as_int64(), {}, std::string(body.at("title").as_string())};
  command.form.kind = *parse_form_kind(body.at("kind").as_string());
  const json::object& words = body.at("words").as_object();
  for (std::size_t i = 0; i < answered_scores.size(); ++i)
    command.form.words[i] = words.at(text_of(answered_scores[i])).as_string();
  return command;
}

ChangeRow row_from(const json::object& body, Id<QuestionnaireTag> id, std::uint32_t row) {
  ChangeRow command;
  command.questionnaire = std::move(id);
  command.row = row;
  command.version = body.at("version").as_int64();
  const std::string_view state = body.at("state").as_string();
  command.state = state == "confirmed" ? RowState::Confirmed : state == "none" ? RowState::None : RowState::Proposed;
  if (const auto* item = body.if_contains("item"); item != nullptr && !item->is_null())
    command.item = static_cast<int>(item->as_int64());
  command.own_answer = text_in(body, "own_answer");
  command.own_evidence = text_in(body, "own_evidence");
  return command;
}

Schema questionnaire_schema() {
  return Schema::object(
      {field("id", Schema::uuid()), field("title", Schema::string()), field("assessment", Schema::uuid()),
       field("sheet_title", Schema::string()), field("fiscal_year", Schema::integer()),
       field("workbook", Schema::uuid()), field("file_name", Schema::string()), field("size", Schema::integer()),
       field("layout", Schema::any().nullable()), field("choices", Schema::array(Schema::string())),
       field("form", Schema::object({field("kind", Schema::enumeration({"marks", "yes_no", "digits", "text"})),
                                     field("words", Schema::map(Schema::string()))})),
       field("version", Schema::integer()), field("at", Schema::integer()), field("by", Schema::string().nullable()),
       field("rows", Schema::integer()), field("confirmed", Schema::integer()), field("proposed", Schema::integer())});
}

Schema question_row_schema() {
  return Schema::object(
      {field("row", Schema::integer()), field("number", Schema::string()), field("question", Schema::string()),
       field("answer_cell", Schema::string().nullable()), field("evidence_cell", Schema::string().nullable()),
       field("given_answer", Schema::string()), field("given_evidence", Schema::string()),
       field("candidates", Schema::array(Schema::object(
                               {field("no", Schema::integer()), field("confidence", Schema::integer(0, 1000))}))),
       field("item", Schema::integer().nullable()), field("confidence", Schema::integer(0, 1000)),
       field("state", Schema::enumeration({"open", "proposed", "confirmed", "none"})),
       field("own_answer", Schema::string().nullable()), field("own_evidence", Schema::string().nullable()),
       field("version", Schema::integer()),
       field("answer", Schema::string().nullable().described("Written when confirmed; of a proposal: would be.")),
       field("evidence", Schema::string().nullable())});
}

Schema view_schema() {
  return Schema::object(
      {field("questionnaire", questionnaire_schema()), field("rows", Schema::array(question_row_schema())),
       field("items", Schema::array(Schema::object({field("no", Schema::integer()), field("label", Schema::string()),
                                                    field("condition", Schema::string())}))),
       field("defaults", Schema::map(Schema::map(Schema::string())))});
}

Schema layout_schema() {
  const Schema letters = Schema::string(3);
  return Schema::object({field("version", Schema::integer(0)), field("sheet", Schema::string(64)),
                         field("header_row", Schema::integer(1, 1'048'576)),
                         optional("first_row", Schema::integer(1, 1'048'576).nullable()),
                         field("columns", Schema::object({field("question", letters), field("answer", letters),
                                                          optional("evidence", letters.nullable()),
                                                          optional("number", letters.nullable())}))});
}

Schema form_schema() {
  std::vector<Schema::Field> words;
  for (const Score score : answered_scores)
    words.push_back(field(std::string(text_of(score)), Schema::string(max_word)));
  return Schema::object({field("version", Schema::integer(0)), field("title", Schema::string(200)),
                         field("kind", Schema::enumeration({"marks", "yes_no", "digits", "text"})),
                         field("words", Schema::object(std::move(words)))});
}

Schema change_row_schema() {
  return Schema::object({field("version", Schema::integer(0)),
                         field("state", Schema::enumeration({"proposed", "confirmed", "none"})),
                         optional("item", Schema::integer(1, 9999).nullable()),
                         optional("own_answer", Schema::string(max_own_text).nullable()),
                         optional("own_evidence", Schema::string(max_own_text).nullable())});
}

}  // namespace sonae::assessment::exchange
