#include "features/assessment/store.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace sonae::assessment::store {

namespace {

// Summaries with their counts; $2 is one assessment or '' for all. framework_versions belongs to core/frameworks.
constexpr db::Sql select_assessments =
    "select a.assessment_id, a.fiscal_year, a.title, a.due, a.framework_version_id, f.framework, f.version, f.name,"
    " a.workbook_id, w.file_name, a.mapping, a.version, a.last_change, a.created_at,"
    " (select count(*) from assessment_answers x where x.company_id = a.company_id"
    "   and x.assessment_id = a.assessment_id),"
    " (select count(*) from assessment_answers x where x.company_id = a.company_id"
    "   and x.assessment_id = a.assessment_id and x.score <> 4), a.state"
    " from assessments a"
    " join framework_versions f on f.company_id = a.company_id and f.id = a.framework_version_id"
    " join workbooks w on w.company_id = a.company_id and w.workbook_id = a.workbook_id"
    " where a.company_id = $1 and ($2 = '' or a.assessment_id = $2)"
    " order by a.fiscal_year desc, a.created_at desc, a.assessment_id limit 200";
// What a person sees counted is what they may see listed (AZ02). Departments are few, so that the sums are made here.
constexpr db::Sql count_by_department =
    "select assessment_id, department_id, assignee_id, count(*), sum(case when score <> 4 then 1 else 0 end)"
    " from assessment_answers where company_id = $1 group by assessment_id, department_id, assignee_id";
constexpr db::Sql count_one_by_department =
    "select assessment_id, department_id, assignee_id, count(*), sum(case when score <> 4 then 1 else 0 end)"
    " from assessment_answers where company_id = $1 and assessment_id = $2"
    " group by assessment_id, department_id, assignee_id";
constexpr db::Sql insert_assessment_row =
    "insert into assessments (company_id, assessment_id, fiscal_year, title, due, framework_version_id, workbook_id,"
    " mapping, version, last_change, created_at, created_by)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, 1, 0, $9, $10)";
constexpr db::Sql update_assessment_row =
    "update assessments set title = $3, due = $4, version = version + 1"
    " where company_id = $1 and assessment_id = $2 and version = $5";
constexpr db::Sql bump_change =
    "update assessments set last_change = last_change + 1 where company_id = $1 and assessment_id = $2"
    " returning last_change";

// Answers with the name of the person who saved them last: all since a change, or one item.
#define SONAE_SELECT_ANSWERS                                                                              \
  "select x.no, x.version, x.score, x.basis, x.due, x.responder, x.department_id, x.ticks, x.score_cell," \
  " x.basis_cell, x.previous_score, x.previous_basis, x.updated_at, u.name, x.change_number,"             \
  " x.assignee_id, p.name, x.origin, s.state"                                                             \
  " from assessment_answers x left join users u on u.company_id = x.company_id and u.id = x.updated_by"   \
  " left join users p on p.company_id = x.company_id and p.id = x.assignee_id"                            \
  " left join submissions s on s.company_id = x.company_id and s.assessment_id = x.assessment_id"         \
  " and s.department_id = x.department_id"                                                                \
  " where x.company_id = $1 and x.assessment_id = $2"
constexpr db::Sql select_answers = SONAE_SELECT_ANSWERS " and x.change_number > $3 order by x.ordinal, x.no limit 5000";
constexpr db::Sql select_answer = SONAE_SELECT_ANSWERS " and x.no = $3";
#undef SONAE_SELECT_ANSWERS
constexpr db::Sql insert_answer =
    "insert into assessment_answers (company_id, assessment_id, no, ordinal, score, basis, due, responder,"
    " department_id, ticks, score_cell, basis_cell, previous_score, previous_basis, origin, version, change_number)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, 0)";
constexpr db::Sql update_answer_row =
    "update assessment_answers set score = $4, basis = $5, due = $6, responder = $7, department_id = $8, ticks = $9,"
    " version = $10, change_number = $11, updated_at = $12, updated_by = $13, assignee_id = $14, origin = $15"
    " where company_id = $1 and assessment_id = $2 and no = $3";

constexpr db::Sql insert_key =
    "insert into assessment_edit_keys (company_id, assessment_id, edit_key, user_id, saved_at)"
    " values ($1, $2, $3, $4, $5)";
constexpr db::Sql select_key =
    "select user_id from assessment_edit_keys where company_id = $1 and assessment_id = $2 and edit_key = $3";
constexpr db::Sql forget_old_keys = "delete from assessment_edit_keys where company_id = $1 and saved_at < $2";
constexpr std::int64_t key_lifetime_ms = 30LL * 86'400'000;

constexpr db::Sql insert_workbook_row =
    "insert into workbooks (company_id, workbook_id, file_name, blob_hash, size, uploaded_by, uploaded_at)"
    " values ($1, $2, $3, $4, $5, $6, $7)";
constexpr db::Sql select_workbook =
    "select workbook_id, file_name, blob_hash, size from workbooks where company_id = $1 and workbook_id = $2";

// A mapping is stored as lines "sheet=…", "header=5", "first=6", "no=D", "score=H", so that it stays readable in the
// database; sheet names cannot hold a line break.
std::optional<std::string> text_of(const std::optional<Mapping>& mapping) {
  if (!mapping) return std::nullopt;
  std::string text = "sheet=" + mapping->sheet + "\nheader=" + std::to_string(mapping->header_row);
  if (mapping->first_row) text += "\nfirst=" + std::to_string(*mapping->first_row);
  for (std::size_t i = 0; i < column_count; ++i)
    if (mapping->columns[i]) text += "\n" + std::string(name_of(static_cast<Column>(i))) + "=" + *mapping->columns[i];
  return text;
}

std::uint32_t number_in(std::string_view text) {
  std::uint32_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::optional<Mapping> mapping_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  Mapping mapping;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = std::string_view(text).substr(begin, end - begin);
    const std::size_t equals = line.find('=');
    const std::string_view name = line.substr(0, equals);
    const std::string_view value = equals == std::string_view::npos ? "" : line.substr(equals + 1);
    if (name == "sheet")
      mapping.sheet = value;
    else if (name == "header")
      mapping.header_row = number_in(value);
    else if (name == "first")
      mapping.first_row = number_in(value);
    else if (const auto column = parse_column_role(name))
      mapping.columns[static_cast<std::size_t>(*column)] = value;
    begin = end + 1;
  }
  return mapping;
}

constexpr std::array sheet_states = {SheetState::Open, SheetState::Review, SheetState::Approved, SheetState::HandedIn};
constexpr std::array origins = {Origin::Own, Origin::Carried, Origin::Changed};

/// The schema admits no other word.
template <typename Enum, std::size_t n>
Enum enum_of(std::string_view name, const std::array<Enum, n>& all) {
  for (const Enum value : all)
    if (name_of(value) == name) return value;
  die("a word that the schema does not admit: " + std::string(name));
}

Summary summary_of(const db::Row& row) {
  Summary s;
  s.id = row.id<Assessment>(0);
  s.fiscal_year = static_cast<int>(row.integer(1));
  s.title = row.text(2);
  if (!row.is_null(3)) s.due = Date::parse_iso(row.text(3));
  s.framework = row.id<frameworks::FrameworkVersionTag>(4);
  s.framework_pack = row.text(5);
  s.framework_version = row.text(6);
  s.framework_name = row.text(7);
  s.workbook = row.id<Workbook>(8);
  s.file_name = row.text(9);
  s.mapping = mapping_of(row.text_or_empty(10));
  s.version = row.integer(11);
  s.last_change = row.integer(12);
  s.created_at = row.instant(13);
  s.items = row.integer(14);
  s.answered = row.integer(15);
  s.state = enum_of<SheetState>(row.text(16), sheet_states);
  return s;
}

Answer answer_of(const db::Row& row) {
  Answer a;
  a.no = static_cast<int>(row.integer(0));
  a.version = row.integer(1);
  a.score = static_cast<Score>(row.integer(2));
  a.basis = row.text(3);
  if (!row.is_null(4)) a.due = Date::parse_iso(row.text(4));
  a.responder = row.text(5);
  a.department = row.id<Department>(6);
  for (const char tick : row.text(7)) a.ticks.push_back(tick == '1');
  a.score_cell = row.text_or_empty(8);
  a.basis_cell = row.text_or_empty(9);
  if (!row.is_null(10)) a.previous = Previous{static_cast<Score>(row.integer(10)), row.text_or_empty(11)};
  if (!row.is_null(12)) a.updated_at = row.instant(12);
  a.updated_by = row.text_or_empty(13);
  a.change = row.integer(14);
  a.assignee = row.id<User>(15);
  a.assignee_name = row.text_or_empty(16);
  a.origin = enum_of<Origin>(row.text(17), origins);
  a.submitted = row.text_or_empty(18) == "submitted";
  return a;
}

std::string text_of(const std::vector<bool>& ticks) {
  std::string text;
  for (const bool tick : ticks) text += tick ? '1' : '0';
  return text;
}

std::optional<std::string> or_null(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

bool in_scope(const Scope& scope, const Answer& answer) { return scope.holds(answer.department, answer.assignee); }

/// Replaces the counts of the whole sheet by those of the departments in scope.
void count_in_scope(const Scope& scope, const std::vector<db::Row>& counts, Summary& summary) {
  summary.items = 0;
  summary.answered = 0;
  for (const db::Row& row : counts) {
    if (row.text(0) != summary.id.text() || !scope.holds(row.id<Department>(1), row.id<User>(2))) continue;
    summary.items += row.integer(3);
    summary.answered += row.integer(4);
  }
}

}  // namespace

Result<std::vector<Summary>> list_assessments(db::Tx& tx, const Scope& scope) {
  std::vector<Summary> summaries;
  for (const db::Row& row : TRY(tx.query(select_assessments, {scope.company, ""})))
    summaries.push_back(summary_of(row));
  if (!scope.departments) return summaries;
  const auto counts = TRY(tx.query(count_by_department, {scope.company}));
  for (Summary& summary : summaries) count_in_scope(scope, counts, summary);
  return summaries;
}

Result<Summary> get_assessment(db::Tx& tx, const Scope& scope, const Id<Assessment>& id) {
  const auto row = TRY(tx.find(select_assessments, {scope.company, id}));
  if (!row) return not_found();
  Summary summary = summary_of(*row);
  if (scope.departments) count_in_scope(scope, TRY(tx.query(count_one_by_department, {scope.company, id})), summary);
  return summary;
}

Result<std::optional<Summary>> find_previous(db::Tx& tx, const Scope& scope, int fiscal_year) {
  for (Summary& summary : TRY(list_assessments(tx, scope)))
    if (summary.fiscal_year < fiscal_year) return std::optional(std::move(summary));
  return std::optional<Summary>();
}

Result<std::vector<Answer>> list_answers(db::Tx& tx, const Scope& scope, const Id<Assessment>& id, std::int64_t after) {
  std::vector<Answer> answers;
  for (const db::Row& row : TRY(tx.query(select_answers, {scope.company, id, after}))) {
    Answer answer = answer_of(row);
    if (in_scope(scope, answer)) answers.push_back(std::move(answer));
  }
  return answers;
}

Result<std::optional<Answer>> find_answer(db::Tx& tx, const Scope& scope, const Id<Assessment>& id, int no) {
  const auto row = TRY(tx.find(select_answer, {scope.company, id, no}));
  if (!row) return std::optional<Answer>();
  Answer answer = answer_of(*row);
  if (!in_scope(scope, answer)) return std::optional<Answer>();
  return std::optional(std::move(answer));
}

Result<void> insert_assessment(db::WriteTx& tx, const Scope& scope, const Summary& s, const Id<User>& by) {
  TRY(tx.execute(insert_assessment_row, {scope.company, s.id, s.fiscal_year, s.title, s.due, s.framework, s.workbook,
                                         text_of(s.mapping), s.created_at, by}));
  return {};
}

Result<void> insert_answers(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id,
                            const std::vector<Answer>& answers) {
  std::vector<db::Args> rows;
  rows.reserve(answers.size());
  for (const Answer& a : answers) {
    const auto department = a.department.empty() ? std::nullopt : std::optional(a.department);
    db::Args row = {scope.company,
                    id,
                    a.no,
                    static_cast<std::int64_t>(rows.size() + 1),
                    static_cast<std::int64_t>(a.score),
                    a.basis,
                    a.due,
                    a.responder,
                    department,
                    text_of(a.ticks),
                    or_null(a.score_cell),
                    or_null(a.basis_cell)};
    if (a.previous) {
      row.emplace_back(static_cast<std::int64_t>(a.previous->score));
      row.emplace_back(a.previous->basis);
    } else {
      row.insert(row.end(), 2, std::nullopt);
    }
    row.emplace_back(name_of(a.origin));
    rows.push_back(std::move(row));
  }
  return tx.execute_many(insert_answer, rows);
}

Result<void> update_assessment(db::WriteTx& tx, const Scope& scope, const Summary& s) {
  const std::int64_t changed = TRY(tx.execute(update_assessment_row, {scope.company, s.id, s.title, s.due, s.version}));
  if (changed == 0) return conflict("assessment.version");
  return {};
}

Result<std::int64_t> next_change(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id) {
  const auto row = TRY(tx.find(bump_change, {scope.company, id}));
  if (!row) return not_found();
  return row->integer(0);
}

Result<void> update_answer(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id, const Answer& a,
                           const Id<User>& by) {
  const auto department = a.department.empty() ? std::nullopt : std::optional(a.department);
  const auto assignee = a.assignee.empty() ? std::nullopt : std::optional(a.assignee);
  TRY(tx.execute(update_answer_row,
                 {scope.company, id, a.no, static_cast<std::int64_t>(a.score), a.basis, a.due, a.responder, department,
                  text_of(a.ticks), a.version, a.change, a.updated_at, by, assignee, name_of(a.origin)}));
  return {};
}

Result<bool> knows_key(db::Tx& tx, const Scope& scope, const Id<Assessment>& id, std::string_view key,
                       const Id<User>& by) {
  const auto row = TRY(tx.find(select_key, {scope.company, id, key}));
  if (row && row->text(0) != by.text()) return invalid("assessment.edit.key");
  return row.has_value();
}

Result<void> remember_key(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& id, std::string_view key,
                          const Id<User>& by, Instant now) {
  TRY(tx.execute(forget_old_keys, {scope.company, now.plus_ms(-key_lifetime_ms)}));
  TRY(tx.execute(insert_key, {scope.company, id, key, by, now}));
  return {};
}

Result<void> insert_workbook(db::WriteTx& tx, const Scope& scope, const UploadedWorkbook& upload, const Id<User>& by,
                             Instant now) {
  TRY(tx.execute(insert_workbook_row,
                 {scope.company, upload.id, upload.file_name, upload.blob_hash, upload.size, by, now}));
  return {};
}

Result<UploadedWorkbook> get_workbook(db::Tx& tx, const Scope& scope, const Id<Workbook>& id) {
  const auto row = TRY(tx.find(select_workbook, {scope.company, id}));
  if (!row) return not_found();
  return UploadedWorkbook{row->id<Workbook>(0), row->text(1), row->text(2), row->integer(3)};
}

}  // namespace sonae::assessment::store
