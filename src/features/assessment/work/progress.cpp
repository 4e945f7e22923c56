#include "features/assessment/work/progress.h"

#include <algorithm>
#include <map>

#include "core/directory/directory.h"
#include "features/assessment/work/questions.h"
#include "features/assessment/work/store_progress.h"
#include "features/assessment/work/waivers.h"

namespace sonae::assessment::work {

namespace {

using ByDepartment = std::map<Id<Department>, DepartmentProgress>;

void count_answer(const Answer& answer, DepartmentProgress& one) {
  ++one.items;
  if (answer.score != Score::Unanswered) ++one.answered;
  if (!answer.assignee.empty()) ++one.handed_over;
  if (answer.updated_at && (!one.last_activity || *one.last_activity < *answer.updated_at))
    one.last_activity = answer.updated_at;
}

bool is_unanswered(const Finding& finding) { return finding.code == "assessment.finding.unanswered"; }

void count_finding(const Checked& checked, Progress& progress, DepartmentProgress& one) {
  if (!checked.open()) {
    ++progress.waived;
  } else if (is_unanswered(checked.finding)) {
    ++progress.unanswered_open;
  } else if (checked.finding.severity == Severity::Error) {
    ++progress.errors;
    ++one.errors;
  } else {
    ++progress.warnings;
    ++one.warnings;
  }
}

void count_question(const Question& question, Progress& progress, DepartmentProgress& one) {
  if (!one.last_activity || *one.last_activity < question.last_at) one.last_activity = question.last_at;
  if (!question.open) return;
  ++progress.questions;
  ++one.questions;
  if (!question.waits_for_office) return;
  ++progress.questions_for_office;
  ++one.questions_for_office;
}

/// Counts items, findings and questions; the entry of the empty id holds what no department has.
Result<ByDepartment> count_all(db::Tx& tx, const Actor& actor, const Sheet& sheet, Instant now, Progress& progress) {
  ByDepartment counted;
  std::map<int, Id<Department>> place;
  for (const Answer& answer : sheet.answers) {
    place[answer.no] = answer.department;
    count_answer(answer, counted[answer.department]);
  }
  for (const Checked& checked : TRY(check(tx, actor, sheet, now)))
    count_finding(checked, progress, counted[place[checked.finding.no]]);
  for (const Question& question : TRY(list_questions(tx, actor, sheet.summary.id)))
    count_question(question, progress, counted[place[question.no]]);
  return counted;
}

}  // namespace

Result<Progress> get_progress(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment, Instant now) {
  const Sheet sheet = TRY(get_sheet(tx, actor, assessment));
  Progress progress;
  progress.sheet = sheet.summary;
  progress.today = date_in_zone(now, japan_offset_minutes);
  ByDepartment counted = TRY(count_all(tx, actor, sheet, now, progress));
  for (const auto& [department, one] : counted) {
    progress.items += one.items;
    progress.answered += one.answered;
  }
  progress.unassigned = counted[{}].items;

  const auto submissions = TRY(list_submissions(tx, actor, assessment));
  const auto managers = TRY(store::list_managers(tx, actor.scope(Permission::SheetRead)));
  for (const directory::DepartmentView& department : TRY(directory::list_departments(tx, actor))) {
    const auto found = counted.find(department.id);
    if (found == counted.end()) continue;
    DepartmentProgress& one = progress.departments.emplace_back(std::move(found->second));
    const auto submission = std::ranges::find(submissions, department.id, &Submission::department);
    if (submission != submissions.end()) one.submission = *submission;
    one.submission.department = department.id;
    one.name = department.name;
    for (const auto& [where, name] : managers)
      if (where == department.id) one.managers.push_back(name);
    one.late = is_late(one.submission.state, one.submission.due, progress.today);
    if (one.submission.state != SubmissionState::Submitted) ++progress.departments_open;
    if (one.late) ++progress.departments_late;
  }
  progress.stage = stage_of({.state = sheet.summary.state,
                             .departments_open = progress.departments_open,
                             .findings_open = progress.errors + progress.warnings + progress.unanswered_open});
  return progress;
}

}  // namespace sonae::assessment::work
