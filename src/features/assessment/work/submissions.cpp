#include "features/assessment/work/submissions.h"

#include <algorithm>
#include <set>

#include "core/directory/directory.h"
#include "core/facts/facts.h"
#include "features/assessment/store.h"
#include "features/assessment/work/inputs.h"
#include "features/assessment/work/sheet_moves.h"
#include "features/assessment/work/store_submissions.h"
#include "features/assessment/work/waivers.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::work {

namespace {

constexpr std::size_t most_departments = 300;

EntityRef ref(const Id<Assessment>& assessment, const Id<Department>& department) {
  return {"assessment.department", assessment.text() + "/" + department.text()};
}

/// In scope as a department: an item that was handed to a person gives no right over the department it belongs to.
Result<void> require_department(const Scope& scope, const Id<Department>& department) {
  if (scope.departments && std::ranges::find(*scope.departments, department) == scope.departments->end())
    return not_found();
  return {};
}

Result<std::vector<Submission>> all_submissions(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  std::vector<Submission> list;
  const auto stored = TRY(store::list_submissions(tx, scope, assessment));
  for (const store::DepartmentItems& counted : TRY(store::count_items(tx, scope, assessment))) {
    if (counted.department.empty()) continue;
    const auto found = std::ranges::find(stored, counted.department, &Submission::department);
    if (found != stored.end()) {
      list.push_back(*found);
    } else {
      Submission none;
      none.department = counted.department;
      list.push_back(std::move(none));
    }
  }
  return list;
}

/// The submission of a department that has items in the open sheet.
Result<Submission> take_up(db::Tx& tx, const Scope& scope, const DepartmentStep& step) {
  TRY(require_department(scope, step.department));
  const Summary sheet = TRY(assessment::store::get_assessment(tx, scope, step.assessment));
  const auto all = TRY(all_submissions(tx, scope, step.assessment));
  const auto found = std::ranges::find(all, step.department, &Submission::department);
  if (found == all.end()) return not_found();
  TRY(may_step(sheet.state, SheetStep::AskApproval));
  if (found->version != step.version) return conflict("work.submit.version");
  return *found;
}

Result<Submission> get_submission(db::Tx& tx, const Scope& scope, const DepartmentStep& step) {
  const auto all = TRY(all_submissions(tx, scope, step.assessment));
  const auto found = std::ranges::find(all, step.department, &Submission::department);
  if (found == all.end()) return internal("a submission that was just written is not there");
  return *found;
}

Result<void> require_nothing_open(db::Tx& tx, const Actor& actor, const DepartmentStep& step, Instant now) {
  const Sheet sheet = TRY(get_sheet(tx, actor, step.assessment));
  Error error{ErrorKind::Invalid, "work.submit.findings", {}, {}, {}};
  for (const Checked& one : TRY(check(tx, actor, sheet, now))) {
    if (!blocks_submission(one)) continue;
    const auto answer = std::ranges::find(sheet.answers, one.finding.no, &Answer::no);
    if (answer == sheet.answers.end() || answer->department != step.department) continue;
    error.fields.push_back(
        {"/items/" + std::to_string(one.finding.no) + "/" + std::string(assessment::name_of(one.finding.field)),
         one.finding.code, one.finding.args});
  }
  if (error.fields.empty()) return {};
  error.args["n"] = std::to_string(error.fields.size());
  return std::unexpected(std::move(error));
}

/// Writes the record and tells open pages that what may be edited has changed.
Result<void> finish(db::WriteTx& tx, const Actor& actor, const Scope& scope, const DepartmentStep& step,
                    trail::Entry entry, Instant now) {
  entry.subject = ref(step.assessment, step.department);
  TRY(trail::append(tx, trail::origin_of(actor), entry, now));
  const std::int64_t change = TRY(assessment::store::next_change(tx, scope, step.assessment));
  return store::touch_answers(tx, scope, step.assessment, step.department, change);
}

std::string state_json(SubmissionState state) { return trail::fields_json({{"state", std::string(name_of(state))}}); }

/// Refuses a department that cannot be asked, by its place in the list.
Result<void> require_askable(const AskDepartments& command, const std::vector<Submission>& all) {
  for (std::size_t i = 0; i < command.departments.size(); ++i) {
    const std::string place = "/departments/" + std::to_string(i);
    const auto found = std::ranges::find(all, command.departments[i], &Submission::department);
    if (found == all.end()) return fail_at(place, "work.ask.no_items");
    if (found->state == SubmissionState::Submitted) return fail_at(place, "work.ask.submitted");
    if (command.kind == RequestKind::Reminder && found->state == SubmissionState::None)
      return fail_at(place, "work.ask.never_asked");
  }
  return {};
}

}  // namespace

std::string_view name_of(RequestKind kind) { return kind == RequestKind::Request ? "request" : "reminder"; }

std::optional<RequestKind> parse_request_kind(std::string_view name) {
  if (name == "request") return RequestKind::Request;
  if (name == "reminder") return RequestKind::Reminder;
  return std::nullopt;
}

Result<Submission> submit(db::WriteTx& tx, const Actor& actor, const DepartmentStep& step, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const Submission before = TRY(take_up(tx, scope, step));
  TRY(may_submit(before.state));
  TRY(require_nothing_open(tx, actor, step, now));
  TRY(store::mark_submitted(tx, scope, {step.assessment, step.department, step.version, actor.user, now}));
  TRY(finish(tx, actor, scope, step,
             {"assessment.department.submit",
              {},
              state_json(before.state),
              state_json(SubmissionState::Submitted),
              trail::Outcome::Done},
             now));
  const Summary sheet = TRY(assessment::store::get_assessment(tx, scope, step.assessment));
  TRY(record_fact(tx, actor, "assessment.submitted", ref(step.assessment, step.department), sheet, now));
  return get_submission(tx, scope, step);
}

Result<Submission> withdraw(db::WriteTx& tx, const Actor& actor, const DepartmentStep& step, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const Submission before = TRY(take_up(tx, scope, step));
  TRY(may_take_back(before.state));
  TRY(store::mark_withdrawn(tx, scope, {step.assessment, step.department, step.version, actor.user, now}));
  TRY(facts::end(tx, actor, "assessment.submitted", ref(step.assessment, step.department), today_of(now), now));
  TRY(finish(tx, actor, scope, step,
             {"assessment.department.withdraw",
              {},
              state_json(before.state),
              state_json(SubmissionState::Asked),
              trail::Outcome::Done},
             now));
  return get_submission(tx, scope, step);
}

Result<Submission> send_back(db::WriteTx& tx, const Actor& actor, const DepartmentStep& step, const std::string& reason,
                             Instant now) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  const Submission before = TRY(take_up(tx, scope, step));
  TRY(may_take_back(before.state));
  const std::string why = TRY(required_text(reason, "/reason", longest_reason));
  TRY(store::mark_returned(tx, scope, {step.assessment, step.department, step.version, actor.user, now}, why));
  TRY(facts::end(tx, actor, "assessment.submitted", ref(step.assessment, step.department), today_of(now), now));
  TRY(finish(tx, actor, scope, step,
             {"assessment.department.return",
              {},
              state_json(before.state),
              trail::fields_json({{"state", "returned"}, {"reason", why}}),
              trail::Outcome::Done},
             now));
  return get_submission(tx, scope, step);
}

Result<std::vector<Submission>> ask(db::WriteTx& tx, const Actor& actor, const AskDepartments& command, Instant now) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  const Summary sheet = TRY(assessment::store::get_assessment(tx, scope, command.assessment));
  TRY(may_step(sheet.state, SheetStep::AskApproval));
  if (command.departments.empty() || command.departments.size() > most_departments)
    return fail_at("/departments", "work.ask.nobody");
  const bool reminds = command.kind == RequestKind::Reminder;
  if (!reminds && command.due && *command.due < date_in_zone(now, japan_offset_minutes))
    return fail_at("/due", "work.ask.past");
  const std::string note = TRY(optional_text(command.note, "/note", longest_text));
  const auto all = TRY(all_submissions(tx, scope, command.assessment));
  TRY(require_askable(command, all));
  for (const Id<Department>& department : command.departments) {
    const store::Step step{command.assessment, department, 0, actor.user, now};
    const auto due = reminds ? std::ranges::find(all, department, &Submission::department)->due : command.due;
    if (!reminds) TRY(store::mark_asked(tx, scope, step, due, note));
    TRY(store::insert_request(tx, scope, step, {command.kind, due, note}));
    TRY(trail::append(
        tx, trail::origin_of(actor),
        {reminds ? "assessment.department.remind" : "assessment.department.ask", ref(command.assessment, department),
         "", trail::fields_json({{"due", due ? due->iso() : ""}, {"note", note}}), trail::Outcome::Done},
        now));
  }
  return all_submissions(tx, scope, command.assessment);
}

Result<std::vector<Submission>> list_submissions(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  TRY(assessment::store::get_assessment(tx, scope, assessment));
  auto all = TRY(all_submissions(tx, scope, assessment));
  if (!scope.departments) return all;
  // Somebody to whom one item was handed is told when its department is to be ready.
  std::set<Id<Department>> mine(scope.departments->begin(), scope.departments->end());
  for (const Answer& answer : TRY(assessment::store::list_answers(tx, scope, assessment)))
    mine.insert(answer.department);
  std::erase_if(all, [&](const Submission& one) { return !mine.contains(one.department); });
  return all;
}

}  // namespace sonae::assessment::work
