// A questionnaire in, its questions matched, the matches confirmed, the file filled.

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "features/assessment/compare.h"
#include "features/assessment/exchange/questionnaire.h"
#include "features/assessment/exchange/store_questionnaires.h"
#include "features/assessment/store.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::exchange {

namespace {

constexpr std::size_t max_title = 200;
constexpr std::size_t max_own_text = 8'000;  // as a basis of the check sheet

/// Answers of every department: nobody with less than the whole company.
Result<Scope> whole_company(const Actor& actor, Permission permission) {
  TRY(require(actor, permission));
  Scope scope = actor.scope(permission);
  if (scope.departments) return forbidden();
  return scope;
}

trail::Entry record(std::string action, const Id<QuestionnaireTag>& id,
                    const std::vector<std::pair<std::string, std::string>>& after, std::string before = "") {
  return {std::move(action),
          {"assessment.questionnaire", id.text()},
          std::move(before),
          trail::fields_json(after),
          trail::Outcome::Done};
}

Result<std::string> clean_title(std::string_view given) {
  const auto title = text::clean_free_text(given);
  if (!title || text::trim(*title).empty() || text::length(*title) > max_title ||
      title->find('\n') != std::string::npos)
    return invalid("exchange.questionnaire.title", {{"limit", std::to_string(max_title)}});
  return std::string(text::trim(*title));
}

/// Each question's rows with what the program proposes.
std::vector<QuestionRow> propose(const QuestionnaireReading& reading,
                                 const std::vector<frameworks::VersionItem>& items) {
  std::vector<ComparedItem> known;
  for (const auto& item : items) known.push_back({item.no, item.condition, item.criteria, item.label});
  std::vector<std::string> questions;
  for (const QuestionCells& cells : reading.rows) questions.push_back(cells.question);
  const auto alike = find_alike(questions, known, least_confidence / 1000.0, shown_candidates);
  std::vector<QuestionRow> rows;
  for (std::size_t i = 0; i < reading.rows.size(); ++i) {
    QuestionRow& row = rows.emplace_back();
    row.cells = reading.rows[i];
    row.version = 1;
    for (const Likeness& one : alike[i])
      row.candidates.push_back({one.no, static_cast<int>(std::lround(one.similarity * 1000))});
  }
  return rows;
}

/// Back to what the program says.
void undecide(QuestionRow& row) {
  row.own_answer.reset();
  row.own_evidence.reset();
  row.state = row.candidates.empty() ? RowState::Open : RowState::Proposed;
  row.item = row.candidates.empty() ? std::nullopt : std::optional(row.candidates.front().no);
  row.confidence = row.candidates.empty() ? 0 : row.candidates.front().confidence;
}

/// What a person decided stays where row and question are the same.
void keep_decisions(std::vector<QuestionRow>& rows, const std::vector<QuestionRow>& before) {
  for (QuestionRow& row : rows) {
    const auto same = std::ranges::find_if(before, [&](const QuestionRow& old) {
      return old.cells.row == row.cells.row && old.cells.question == row.cells.question;
    });
    if (same == before.end()) continue;
    row.version = same->version + 1;
    if (same->state != RowState::Confirmed && same->state != RowState::None) continue;
    row.state = same->state;
    row.item = same->item;
    row.confidence = same->confidence;
    row.own_answer = same->own_answer;
    row.own_evidence = same->own_evidence;
  }
}

void write_texts(QuestionRow& row, const AnswerForm& form, const std::vector<Answer>& answers) {
  if (row.state == RowState::Open || row.state == RowState::None) return;
  const auto standing = row.item ? std::ranges::find(answers, *row.item, &Answer::no) : answers.end();
  if (standing != answers.end()) {
    row.answer = answer_text(form, standing->score, standing->basis);
    // An answer that is the basis itself needs no second telling.
    if (form.kind != FormKind::Text && standing->score != Score::Unanswered && !standing->basis.empty())
      row.evidence = standing->basis;
  }
  if (row.own_answer) row.answer = row.own_answer->empty() ? std::nullopt : row.own_answer;
  if (row.own_evidence) row.evidence = row.own_evidence->empty() ? std::nullopt : row.own_evidence;
}

Result<std::optional<std::string>> own_text(const std::optional<std::string>& given, std::uint32_t row) {
  if (!given) return std::optional<std::string>();
  auto text = text::clean_free_text(*given);
  if (!text || text::length(*text) > max_own_text)
    return invalid("exchange.row.text", {{"row", std::to_string(row)}, {"limit", std::to_string(max_own_text)}});
  return std::optional(std::string(text::trim(*text)));
}

Result<void> check_words(const AnswerForm& form) {
  std::vector<FieldError> problems;
  for (std::size_t i = 0; i < form.words.size(); ++i) {
    const auto clean = text::clean_free_text(form.words[i]);
    if (clean && text::length(*clean) <= max_word && clean->find('\n') == std::string::npos) continue;
    problems.push_back({"/words/" + std::to_string(i), "exchange.form.word", {{"limit", std::to_string(max_word)}}});
  }
  if (problems.empty()) return {};
  return std::unexpected(
      Error{ErrorKind::Invalid, "exchange.form.word", problems.front().args, "", std::move(problems)});
}

std::vector<std::pair<std::string, std::string>> fields_of(const QuestionRow& row) {
  return {{"row", std::to_string(row.cells.row)},
          {"state", std::string(name_of(row.state))},
          {"item", row.item ? std::to_string(*row.item) : ""},
          {"answer", row.own_answer.value_or("")},
          {"evidence", row.own_evidence.value_or("")}};
}

std::vector<std::pair<std::string, std::string>> fields_of(const Questionnaire& made) {
  std::vector<std::pair<std::string, std::string>> fields = {{"title", made.title},
                                                             {"form", std::string(name_of(made.form.kind))}};
  for (std::size_t i = 0; i < made.form.words.size(); ++i)
    fields.emplace_back(std::string(text_of(answered_scores[i])), made.form.words[i]);
  return fields;
}

}  // namespace

std::string_view name_of(RowState state) {
  switch (state) {
    case RowState::Open:
      return "open";
    case RowState::Proposed:
      return "proposed";
    case RowState::Confirmed:
      return "confirmed";
    case RowState::None:
      return "none";
  }
  die("a state without a name");
}

Result<Id<QuestionnaireTag>> create_questionnaire(db::WriteTx& tx, const Actor& actor,
                                                  const CreateQuestionnaire& command,
                                                  const QuestionnaireReading& reading, Instant now) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetManage));
  const auto sheets = TRY(assessment::store::list_assessments(tx, scope));
  if (sheets.empty()) return invalid("exchange.questionnaire.no_sheet");
  Questionnaire made;
  made.id = new_id<QuestionnaireTag>(now);
  made.assessment = command.assessment.value_or(sheets.front().id);
  const Sheet sheet = TRY(get_sheet(tx, actor, made.assessment));
  made.title = TRY(clean_title(command.title));
  made.file = command.workbook;
  made.layout = reading.layout;
  made.choices = reading.choices;
  made.form = form_of_choices(reading.choices).value_or(command.form);
  made.at = now;
  TRY(store::insert_questionnaire(tx, scope, made, actor.user));
  auto rows = propose(reading, sheet.items);
  for (QuestionRow& row : rows) undecide(row);
  TRY(store::replace_rows(tx, scope, made.id, rows));
  TRY(trail::append(tx, trail::origin_of(actor),
                    record("assessment.questionnaire.upload", made.id,
                           {{"title", made.title},
                            {"assessment", made.assessment.text()},
                            {"file_name", made.file.file_name},
                            {"sha256", made.file.blob_hash},
                            {"rows", std::to_string(rows.size())}}),
                    now));
  return made.id;
}

Result<std::vector<Questionnaire>> list_questionnaires(db::Tx& tx, const Actor& actor) {
  return store::list_questionnaires(tx, TRY(whole_company(actor, Permission::SheetExport)));
}

Result<Questionnaire> get_questionnaire(db::Tx& tx, const Actor& actor, Id<QuestionnaireTag> id) {
  return store::get_questionnaire(tx, TRY(whole_company(actor, Permission::SheetExport)), id);
}

Result<QuestionnaireView> get_questionnaire_view(db::Tx& tx, const Actor& actor, Id<QuestionnaireTag> id) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetExport));
  QuestionnaireView view;
  view.questionnaire = TRY(store::get_questionnaire(tx, scope, id));
  Sheet sheet = TRY(get_sheet(tx, actor, view.questionnaire.assessment));
  view.rows = TRY(store::list_rows(tx, scope, id));
  for (QuestionRow& row : view.rows) write_texts(row, view.questionnaire.form, sheet.answers);
  view.items = std::move(sheet.items);
  return view;
}

Result<void> change_layout(db::WriteTx& tx, const Actor& actor, Id<QuestionnaireTag> id, std::int64_t version,
                           const QuestionnaireReading& reading, Instant now) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetManage));
  Questionnaire changed = TRY(store::get_questionnaire(tx, scope, id));
  if (changed.version != version) return conflict("exchange.questionnaire.version");
  const Sheet sheet = TRY(get_sheet(tx, actor, changed.assessment));
  changed.layout = reading.layout;
  changed.choices = reading.choices;
  if (auto offered = form_of_choices(reading.choices)) changed.form = std::move(*offered);
  TRY(store::update_questionnaire(tx, scope, changed));
  auto rows = propose(reading, sheet.items);
  for (QuestionRow& row : rows) undecide(row);
  keep_decisions(rows, TRY(store::list_rows(tx, scope, id)));
  TRY(store::replace_rows(tx, scope, id, rows));
  const Layout layout = reading.layout.value_or(Layout{});
  TRY(trail::append(tx, trail::origin_of(actor),
                    record("assessment.questionnaire.mapping", id,
                           {{"sheet", layout.sheet},
                            {"header_row", std::to_string(layout.header_row)},
                            {"question", layout.question},
                            {"answer", layout.answer},
                            {"evidence", layout.evidence},
                            {"rows", std::to_string(rows.size())}}),
                    now));
  return {};
}

Result<void> change_form(db::WriteTx& tx, const Actor& actor, const ChangeForm& command, Instant now) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetManage));
  TRY(check_words(command.form));
  Questionnaire changed = TRY(store::get_questionnaire(tx, scope, command.questionnaire));
  if (changed.version != command.version) return conflict("exchange.questionnaire.version");
  const std::string before = trail::fields_json(fields_of(changed));
  changed.form = command.form;
  changed.title = TRY(clean_title(command.title));
  TRY(store::update_questionnaire(tx, scope, changed));
  TRY(trail::append(tx, trail::origin_of(actor),
                    record("assessment.questionnaire.form", command.questionnaire, fields_of(changed), before), now));
  return {};
}

Result<QuestionRow> change_row(db::WriteTx& tx, const Actor& actor, const ChangeRow& command, Instant now) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetManage));
  const Questionnaire questionnaire = TRY(store::get_questionnaire(tx, scope, command.questionnaire));
  const auto stored = TRY(store::find_row(tx, scope, command.questionnaire, command.row));
  if (!stored) return not_found();
  const Args at = {{"row", std::to_string(command.row)}};
  if (stored->version != command.version) return conflict("exchange.row.version", at);
  const auto answers = TRY(assessment::store::list_answers(tx, scope, questionnaire.assessment));
  QuestionRow changed = *stored;
  undecide(changed);
  changed.version = stored->version + 1;
  if (command.state == RowState::None) {
    changed.state = RowState::None;
    changed.item.reset();
    changed.confidence = 0;
  } else if (command.state == RowState::Confirmed) {
    if (command.item && std::ranges::find(answers, *command.item, &Answer::no) == answers.end())
      return invalid("exchange.row.item", {{"row", at.at("row")}, {"no", std::to_string(*command.item)}});
    changed.state = RowState::Confirmed;
    changed.item = command.item;
    const auto known = std::ranges::find(changed.candidates, command.item.value_or(0), &Candidate::no);
    changed.confidence = known == changed.candidates.end() ? 0 : known->confidence;
    changed.own_answer = TRY(own_text(command.own_answer, command.row));
    changed.own_evidence = TRY(own_text(command.own_evidence, command.row));
    if (!changed.item && !changed.own_answer && !changed.own_evidence) return invalid("exchange.row.nothing", at);
  }
  if (!TRY(store::update_row(tx, scope, command.questionnaire, changed))) return conflict("exchange.row.version", at);
  TRY(trail::append(tx, trail::origin_of(actor),
                    record("assessment.questionnaire.row", command.questionnaire, fields_of(changed),
                           trail::fields_json(fields_of(*stored))),
                    now));
  write_texts(changed, questionnaire.form, answers);
  return changed;
}

Result<std::int64_t> confirm_rows(db::WriteTx& tx, const Actor& actor, Id<QuestionnaireTag> id,
                                  const std::vector<SeenRow>& rows, Instant now) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetManage));
  TRY(store::get_questionnaire(tx, scope, id));
  const auto stored = TRY(store::list_rows(tx, scope, id));
  std::vector<FieldError> problems;
  std::string numbers;
  std::int64_t confirmed = 0;
  for (const SeenRow& seen : rows) {
    const auto found = std::ranges::find(stored, seen.row, [](const QuestionRow& row) { return row.cells.row; });
    QuestionRow changed = found == stored.end() ? QuestionRow{} : *found;
    changed.version = seen.version + 1;
    changed.state = RowState::Confirmed;
    const bool fits = found != stored.end() && found->version == seen.version && found->state == RowState::Proposed;
    if (!fits || !TRY(store::update_row(tx, scope, id, changed))) {
      problems.push_back(
          {"/rows/" + std::to_string(seen.row), "exchange.row.version", {{"row", std::to_string(seen.row)}}});
      continue;
    }
    numbers += (numbers.empty() ? "" : " ") + std::to_string(seen.row) + ":" + std::to_string(changed.item.value_or(0));
    ++confirmed;
  }
  if (!problems.empty())
    return std::unexpected(Error{ErrorKind::Conflict,
                                 "exchange.row.changed",
                                 {{"count", std::to_string(problems.size())}},
                                 "",
                                 std::move(problems)});
  TRY(trail::append(
      tx, trail::origin_of(actor),
      record("assessment.questionnaire.confirm", id, {{"rows", std::to_string(confirmed)}, {"items", numbers}}), now));
  return confirmed;
}

Result<FillPlan> plan_fill(db::Tx& tx, const Actor& actor, Id<QuestionnaireTag> id) {
  TRY(require(actor, Permission::SheetExport));
  const QuestionnaireView view = TRY(get_questionnaire_view(tx, actor, id));
  FillPlan plan;
  plan.workbook = view.questionnaire.file;
  for (const QuestionRow& row : view.rows) {
    if (row.state != RowState::Confirmed) {
      ++plan.unmatched;
      continue;
    }
    const auto write = [&](const std::string& cell, const std::optional<std::string>& text) {
      const auto place = xlsx::parse_place(cell);
      if (!place || !text) return false;
      plan.edits.push_back({view.questionnaire.layout->sheet, *place, *text});
      return true;
    };
    const bool answered = write(row.cells.answer_cell, row.answer);
    write(row.cells.evidence_cell, row.evidence);
    ++(answered ? plan.filled : plan.waiting);
  }
  return plan;
}

Result<void> record_fill(db::WriteTx& tx, const Actor& actor, Id<QuestionnaireTag> id, const FillPlan& plan,
                         std::string_view sha256, Instant now) {
  TRY(require(actor, Permission::SheetExport));
  TRY(trail::append(tx, trail::origin_of(actor),
                    record("assessment.questionnaire.export", id,
                           {{"sha256", std::string(sha256)},
                            {"filled", std::to_string(plan.filled)},
                            {"unmatched", std::to_string(plan.unmatched)},
                            {"waiting", std::to_string(plan.waiting)}}),
                    now));
  return {};
}

}  // namespace sonae::assessment::exchange
