#include "features/assessment/work/store_submissions.h"

#include "platform/clock.h"

namespace sonae::assessment::work::store {

namespace {

// With the names of those who acted, and what was sent as a reminder.
constexpr db::Sql select_submissions =
    "select s.department_id, s.state, s.due, s.note, s.asked_at, a.name, s.submitted_at, b.name, s.returned_at, r.name,"
    " s.reason, s.version,"
    " (select max(q.sent_at) from department_requests q where q.company_id = s.company_id"
    "   and q.assessment_id = s.assessment_id and q.department_id = s.department_id and q.kind = 'reminder'),"
    " (select count(*) from department_requests q where q.company_id = s.company_id"
    "   and q.assessment_id = s.assessment_id and q.department_id = s.department_id and q.kind = 'reminder')"
    " from submissions s"
    " left join users a on a.company_id = s.company_id and a.id = s.asked_by"
    " left join users b on b.company_id = s.company_id and b.id = s.submitted_by"
    " left join users r on r.company_id = s.company_id and r.id = s.returned_by"
    " where s.company_id = $1 and s.assessment_id = $2 order by s.department_id limit 5000";

constexpr db::Sql insert_submitted =
    "insert into submissions (company_id, assessment_id, department_id, state, note, reason, submitted_at,"
    " submitted_by, version) values ($1, $2, $3, 'submitted', '', '', $4, $5, 1)"
    " on conflict (company_id, assessment_id, department_id) do nothing";
constexpr db::Sql update_submitted =
    "update submissions set state = 'submitted', submitted_at = $4, submitted_by = $5, version = version + 1"
    " where company_id = $1 and assessment_id = $2 and department_id = $3 and version = $6";
constexpr db::Sql update_withdrawn =
    "update submissions set state = 'asked', version = version + 1"
    " where company_id = $1 and assessment_id = $2 and department_id = $3 and version = $4";
constexpr db::Sql update_returned =
    "update submissions set state = 'returned', returned_at = $4, returned_by = $5, reason = $6,"
    " version = version + 1"
    " where company_id = $1 and assessment_id = $2 and department_id = $3 and version = $7";
constexpr db::Sql upsert_asked =
    "insert into submissions (company_id, assessment_id, department_id, state, due, note, reason, asked_at, asked_by,"
    " version) values ($1, $2, $3, 'asked', $4, $5, '', $6, $7, 1)"
    " on conflict (company_id, assessment_id, department_id) do update set due = excluded.due, note = excluded.note,"
    " asked_at = excluded.asked_at, asked_by = excluded.asked_by, version = submissions.version + 1";

constexpr db::Sql insert_sent =
    "insert into department_requests (company_id, request_id, assessment_id, department_id, kind, due, note, sent_at,"
    " sent_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)";

constexpr db::Sql touch_department =
    "update assessment_answers set change_number = $4"
    " where company_id = $1 and assessment_id = $2 and department_id = $3";
constexpr db::Sql touch_sheet =
    "update assessment_answers set change_number = $3 where company_id = $1 and assessment_id = $2";
constexpr db::Sql count_by_department =
    "select department_id, count(*) from assessment_answers where company_id = $1 and assessment_id = $2"
    " group by department_id order by department_id";

Result<void> one_row(std::int64_t changed) {
  if (changed == 0) return conflict("work.submit.version");
  return {};
}

std::optional<Instant> instant_at(const db::Row& row, std::size_t column) {
  return row.is_null(column) ? std::nullopt : std::optional(row.instant(column));
}

SubmissionState state_in(const db::Row& row) {
  if (row.text(1) == "submitted") return SubmissionState::Submitted;
  if (row.text(1) == "returned") return SubmissionState::Returned;
  // A department that submitted without having been asked, and took it back, is where it began.
  return row.is_null(4) ? SubmissionState::None : SubmissionState::Asked;
}

}  // namespace

Result<std::vector<Submission>> list_submissions(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<Submission> list;
  for (const db::Row& row : TRY(tx.query(select_submissions, {scope.company, assessment}))) {
    Submission& s = list.emplace_back();
    s.department = row.id<Department>(0);
    s.state = state_in(row);
    if (!row.is_null(2)) s.due = Date::parse_iso(row.text(2));
    s.note = row.text(3);
    s.asked_at = instant_at(row, 4);
    s.asked_by = row.text_or_empty(5);
    s.submitted_at = instant_at(row, 6);
    s.submitted_by = row.text_or_empty(7);
    s.returned_at = instant_at(row, 8);
    s.returned_by = row.text_or_empty(9);
    s.reason = row.text(10);
    s.version = row.integer(11);
    s.reminded_at = instant_at(row, 12);
    s.reminders = static_cast<int>(row.integer(13));
  }
  return list;
}

Result<void> mark_submitted(db::WriteTx& tx, const Scope& scope, const Step& step) {
  if (step.version == 0)
    return one_row(
        TRY(tx.execute(insert_submitted, {scope.company, step.assessment, step.department, step.at, step.by})));
  return one_row(TRY(
      tx.execute(update_submitted, {scope.company, step.assessment, step.department, step.at, step.by, step.version})));
}

Result<void> mark_withdrawn(db::WriteTx& tx, const Scope& scope, const Step& step) {
  return one_row(TRY(tx.execute(update_withdrawn, {scope.company, step.assessment, step.department, step.version})));
}

Result<void> mark_returned(db::WriteTx& tx, const Scope& scope, const Step& step, std::string_view reason) {
  return one_row(TRY(tx.execute(
      update_returned, {scope.company, step.assessment, step.department, step.at, step.by, reason, step.version})));
}

Result<void> mark_asked(db::WriteTx& tx, const Scope& scope, const Step& step, const std::optional<Date>& due,
                        std::string_view note) {
  TRY(tx.execute(upsert_asked, {scope.company, step.assessment, step.department, due, note, step.at, step.by}));
  return {};
}

Result<void> insert_request(db::WriteTx& tx, const Scope& scope, const Step& step, const SentRequest& request) {
  struct RequestTag;
  TRY(tx.execute(insert_sent, {scope.company, new_id<RequestTag>(step.at), step.assessment, step.department,
                               name_of(request.kind), request.due, request.note, step.at, step.by}));
  return {};
}

Result<void> touch_answers(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                           const Id<Department>& department, std::int64_t change) {
  if (department.empty())
    TRY(tx.execute(touch_sheet, {scope.company, assessment, change}));
  else
    TRY(tx.execute(touch_department, {scope.company, assessment, department, change}));
  return {};
}

Result<std::vector<DepartmentItems>> count_items(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<DepartmentItems> counts;
  for (const db::Row& row : TRY(tx.query(count_by_department, {scope.company, assessment})))
    counts.push_back({row.id<Department>(0), row.integer(1)});
  return counts;
}

}  // namespace sonae::assessment::work::store
