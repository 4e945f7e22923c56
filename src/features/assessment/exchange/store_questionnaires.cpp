#include "features/assessment/exchange/store_questionnaires.h"

#include <array>
#include <charconv>

namespace sonae::assessment::exchange::store {

namespace {

constexpr db::Sql insert_questionnaire_row =
    "insert into questionnaires (company_id, questionnaire_id, assessment_id, workbook_id, title, layout, choices, "
    "form,"
    " words, version, created_at, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, $10, $11)";
// With the sheet they are answered from, the file and the counts; $2 is one questionnaire or '' for all.
constexpr db::Sql select_questionnaires =
    "select q.questionnaire_id, q.assessment_id, a.title, a.fiscal_year, q.title, w.workbook_id, w.file_name,"
    " w.blob_hash, w.size, q.layout, q.choices, q.form, q.words, q.version, q.created_at, u.name,"
    " (select count(*) from questionnaire_rows r where r.company_id = q.company_id"
    "   and r.questionnaire_id = q.questionnaire_id),"
    " (select count(*) from questionnaire_rows r where r.company_id = q.company_id"
    "   and r.questionnaire_id = q.questionnaire_id and r.state = 'confirmed'),"
    " (select count(*) from questionnaire_rows r where r.company_id = q.company_id"
    "   and r.questionnaire_id = q.questionnaire_id and r.state = 'proposed')"
    " from questionnaires q"
    " join assessments a on a.company_id = q.company_id and a.assessment_id = q.assessment_id"
    " join workbooks w on w.company_id = q.company_id and w.workbook_id = q.workbook_id"
    " left join users u on u.company_id = q.company_id and u.id = q.created_by"
    " where q.company_id = $1 and ($2 = '' or q.questionnaire_id = $2)"
    " order by q.created_at desc, q.questionnaire_id desc limit 200";
constexpr db::Sql update_questionnaire_row =
    "update questionnaires set title = $3, layout = $4, choices = $5, form = $6, words = $7, version = version + 1"
    " where company_id = $1 and questionnaire_id = $2 and version = $8";

constexpr db::Sql delete_rows = "delete from questionnaire_rows where company_id = $1 and questionnaire_id = $2";
constexpr db::Sql insert_row =
    "insert into questionnaire_rows (company_id, questionnaire_id, row_number, number_text, question, answer_cell,"
    " evidence_cell, given_answer, given_evidence, candidates, item_no, confidence, state, own_answer, own_evidence,"
    " version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
// All rows, or with $3 above 0 one of them.
constexpr db::Sql select_rows =
    "select row_number, number_text, question, answer_cell, evidence_cell, given_answer, given_evidence, candidates,"
    " item_no, confidence, state, own_answer, own_evidence, version from questionnaire_rows"
    " where company_id = $1 and questionnaire_id = $2 and ($3 = 0 or row_number = $3) order by row_number limit 2000";
constexpr db::Sql update_row_decision =
    "update questionnaire_rows set item_no = $4, confidence = $5, state = $6, own_answer = $7, own_evidence = $8,"
    " version = $9 where company_id = $1 and questionnaire_id = $2 and row_number = $3 and version = $9 - 1";

constexpr std::array row_states = {RowState::Open, RowState::Proposed, RowState::Confirmed, RowState::None};

/// The schema admits no other word.
RowState state_of(std::string_view name) {
  for (const RowState state : row_states)
    if (name_of(state) == name) return state;
  die("a state that the schema does not admit: " + std::string(name));
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

template <typename Lines>
std::string text_of_lines(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::uint32_t number_in(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Lines: header row, first row (0: below the header), columns of question, answer, evidence, number, then the sheet.
std::optional<std::string> text_of_layout(const std::optional<Layout>& layout) {
  if (!layout) return std::nullopt;
  return text_of_lines(std::array{std::to_string(layout->header_row), std::to_string(layout->first_row.value_or(0)),
                                  layout->question, layout->answer, layout->evidence, layout->number, layout->sheet});
}

std::optional<Layout> layout_of(const std::string& text) {
  const auto lines = lines_of(text);
  if (lines.size() != 7) return std::nullopt;
  Layout layout{lines[6], number_in(lines[0]), std::nullopt, lines[2], lines[3], lines[4], lines[5]};
  if (const std::uint32_t first = number_in(lines[1]); first != 0) layout.first_row = first;
  return layout;
}

Questionnaire questionnaire_of(const db::Row& row) {
  Questionnaire made;
  made.id = row.id<QuestionnaireTag>(0);
  made.assessment = row.id<Assessment>(1);
  made.sheet_title = row.text(2);
  made.fiscal_year = static_cast<int>(row.integer(3));
  made.title = row.text(4);
  made.file = {row.id<Workbook>(5), row.text(6), row.text(7), row.integer(8)};
  made.layout = layout_of(row.text_or_empty(9));
  made.choices = lines_of(row.text(10));
  made.form.kind = parse_form_kind(row.text(11)).value_or(FormKind::Marks);
  const auto words = lines_of(row.text(12));
  for (std::size_t i = 0; i < std::min(words.size(), made.form.words.size()); ++i) made.form.words[i] = words[i];
  made.version = row.integer(13);
  made.at = row.instant(14);
  made.by = row.text_or_empty(15);
  made.rows = row.integer(16);
  made.confirmed = row.integer(17);
  made.proposed = row.integer(18);
  return made;
}

std::string text_of_candidates(const std::vector<Candidate>& candidates) {
  std::string text;
  for (const Candidate& one : candidates)
    text += (text.empty() ? "" : " ") + std::to_string(one.no) + ":" + std::to_string(one.confidence);
  return text;
}

std::vector<Candidate> candidates_of(std::string_view text) {
  std::vector<Candidate> list;
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find(' '));
    const std::size_t colon = one.find(':');
    if (colon != std::string_view::npos)
      list.push_back(
          {static_cast<int>(number_in(one.substr(0, colon))), static_cast<int>(number_in(one.substr(colon + 1)))});
    text.remove_prefix(std::min(one.size() + 1, text.size()));
  }
  return list;
}

std::optional<std::string> text_or_none(const db::Row& row, std::size_t column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.text(column));
}

QuestionRow row_of(const db::Row& row) {
  QuestionRow made;
  made.cells = {static_cast<std::uint32_t>(row.integer(0)),
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.text(5),
                row.text(6)};
  made.candidates = candidates_of(row.text(7));
  if (!row.is_null(8)) made.item = static_cast<int>(row.integer(8));
  made.confidence = static_cast<int>(row.integer(9));
  made.state = state_of(row.text(10));
  made.own_answer = text_or_none(row, 11);
  made.own_evidence = text_or_none(row, 12);
  made.version = row.integer(13);
  return made;
}

}  // namespace

Result<void> insert_questionnaire(db::WriteTx& tx, const Scope& scope, const Questionnaire& made, const Id<User>& by) {
  TRY(tx.execute(insert_questionnaire_row,
                 {scope.company, made.id, made.assessment, made.file.id, made.title, text_of_layout(made.layout),
                  text_of_lines(made.choices), name_of(made.form.kind), text_of_lines(made.form.words), made.at, by}));
  return {};
}

Result<std::vector<Questionnaire>> list_questionnaires(db::Tx& tx, const Scope& scope) {
  std::vector<Questionnaire> list;
  for (const db::Row& row : TRY(tx.query(select_questionnaires, {scope.company, ""})))
    list.push_back(questionnaire_of(row));
  return list;
}

Result<Questionnaire> get_questionnaire(db::Tx& tx, const Scope& scope, const Id<QuestionnaireTag>& id) {
  const auto row = TRY(tx.find(select_questionnaires, {scope.company, id}));
  if (!row) return not_found();
  return questionnaire_of(*row);
}

Result<void> update_questionnaire(db::WriteTx& tx, const Scope& scope, const Questionnaire& changed) {
  const std::int64_t rows = TRY(tx.execute(
      update_questionnaire_row,
      {scope.company, changed.id, changed.title, text_of_layout(changed.layout), text_of_lines(changed.choices),
       name_of(changed.form.kind), text_of_lines(changed.form.words), changed.version}));
  if (rows == 0) return conflict("exchange.questionnaire.version");
  return {};
}

Result<void> replace_rows(db::WriteTx& tx, const Scope& scope, const Id<QuestionnaireTag>& id,
                          const std::vector<QuestionRow>& rows) {
  TRY(tx.execute(delete_rows, {scope.company, id}));
  std::vector<db::Args> values;
  values.reserve(rows.size());
  for (const QuestionRow& row : rows)
    values.push_back({scope.company, id, static_cast<std::int64_t>(row.cells.row), row.cells.number, row.cells.question,
                      row.cells.answer_cell, row.cells.evidence_cell, row.cells.given_answer, row.cells.given_evidence,
                      text_of_candidates(row.candidates), row.item, row.confidence, name_of(row.state), row.own_answer,
                      row.own_evidence, row.version});
  return tx.execute_many(insert_row, values);
}

Result<std::vector<QuestionRow>> list_rows(db::Tx& tx, const Scope& scope, const Id<QuestionnaireTag>& id) {
  std::vector<QuestionRow> list;
  for (const db::Row& row : TRY(tx.query(select_rows, {scope.company, id, 0}))) list.push_back(row_of(row));
  return list;
}

Result<std::optional<QuestionRow>> find_row(db::Tx& tx, const Scope& scope, const Id<QuestionnaireTag>& id,
                                            std::uint32_t number) {
  if (number == 0) return std::optional<QuestionRow>();
  const auto row = TRY(tx.find(select_rows, {scope.company, id, static_cast<std::int64_t>(number)}));
  return row ? std::optional(row_of(*row)) : std::nullopt;
}

Result<bool> update_row(db::WriteTx& tx, const Scope& scope, const Id<QuestionnaireTag>& id,
                        const QuestionRow& changed) {
  return TRY(tx.execute(update_row_decision, {scope.company, id, static_cast<std::int64_t>(changed.cells.row),
                                              changed.item, changed.confidence, name_of(changed.state),
                                              changed.own_answer, changed.own_evidence, changed.version})) > 0;
}

}  // namespace sonae::assessment::exchange::store
