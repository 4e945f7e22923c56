#include "features/assessment/work/sign_off.h"

#include "core/facts/facts.h"
#include "features/assessment/store.h"
#include "features/assessment/work/inputs.h"
#include "features/assessment/work/progress.h"
#include "features/assessment/work/sheet_moves.h"
#include "features/assessment/work/store_sign_off.h"
#include "platform/clock.h"

namespace sonae::assessment::work {

namespace {

/// What is asked and not decided; a sheet in review always has one.
Result<Approval> standing_request(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  for (Approval& one : TRY(store::list_approvals(tx, scope, assessment)))
    if (one.decision == Decision::Asked) return std::move(one);
  return internal("a sheet in review without a request for approval");
}

Result<Approval> decide(db::WriteTx& tx, const Actor& actor, const Scope& scope, const SheetStepCommand& command,
                        Decision decision, Instant now) {
  const Summary sheet = TRY(sheet_for(tx, scope, command, SheetStep::Decide));
  Approval approval = TRY(standing_request(tx, scope, command.assessment));
  if (decision != Decision::Withdrawn && approval.asked_by_id == actor.user) return forbidden("work.approval.own");
  approval.reason = decision == Decision::Approved ? TRY(optional_text(command.reason, "/reason", longest_reason))
                                                   : TRY(required_text(command.reason, "/reason", longest_reason));
  approval.decision = decision;
  approval.decided_by = actor.name;
  approval.decided_at = now;
  TRY(store::decide(tx, scope, approval, actor.user));
  TRY(move_sheet(tx, actor, scope, sheet, decision == Decision::Approved ? SheetState::Approved : SheetState::Open,
                 "assessment.approval." + std::string(name_of(decision)), approval.reason, now));
  if (decision == Decision::Approved)
    TRY(record_fact(tx, actor, "assessment.approved", {"assessment", sheet.id.text()}, sheet, now));
  return approval;
}

/// The names of departments that hold the sheet up, as many as a sentence bears.
std::string missing_names(const Progress& progress) {
  constexpr int shown = 5;
  std::string names;
  int count = 0;
  for (const DepartmentProgress& one : progress.departments) {
    if (one.submission.state == SubmissionState::Submitted) continue;
    if (++count > shown) return names + " …";
    names += (names.empty() ? "" : ", ") + one.name;
  }
  return names;
}

}  // namespace

std::string_view name_of(Decision decision) {
  switch (decision) {
    case Decision::Asked:
      return "asked";
    case Decision::Approved:
      return "approved";
    case Decision::Returned:
      return "returned";
    case Decision::Withdrawn:
      return "withdrawn";
  }
  die("a decision without a name");
}

Result<Approval> ask_approval(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  const Summary sheet = TRY(sheet_for(tx, scope, command, SheetStep::AskApproval));
  const Progress progress = TRY(get_progress(tx, actor, command.assessment, now));
  const int open = progress.errors + progress.warnings + progress.unanswered_open;
  if (open > 0) return invalid("work.approval.findings", {{"n", std::to_string(open)}});
  Approval approval;
  if (progress.departments_open > 0) {
    approval.incomplete_reason = TRY(optional_text(command.reason, "/reason", longest_reason));
    if (approval.incomplete_reason.empty())
      return invalid("work.approval.departments",
                     {{"n", std::to_string(progress.departments_open)}, {"names", missing_names(progress)}});
  }
  approval.id = new_id<ApprovalTag>(now);
  approval.asked_by_id = actor.user;
  approval.asked_by = actor.name;
  approval.asked_at = now;
  TRY(store::insert_approval(tx, scope, command.assessment, approval));
  TRY(move_sheet(tx, actor, scope, sheet, SheetState::Review, "assessment.approval.ask", approval.incomplete_reason,
                 now));
  return approval;
}

Result<Approval> withdraw_approval(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now) {
  TRY(require(actor, Permission::SheetManage));
  return decide(tx, actor, actor.scope(Permission::SheetManage), command, Decision::Withdrawn, now);
}

Result<Approval> approve(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now) {
  TRY(require(actor, Permission::SheetReview));
  return decide(tx, actor, actor.scope(Permission::SheetReview), command, Decision::Approved, now);
}

Result<Approval> return_approval(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now) {
  TRY(require(actor, Permission::SheetReview));
  return decide(tx, actor, actor.scope(Permission::SheetReview), command, Decision::Returned, now);
}

Result<Summary> reopen(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command, Instant now) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  const Summary sheet = TRY(sheet_for(tx, scope, command, SheetStep::Reopen));
  const std::string reason = TRY(required_text(command.reason, "/reason", longest_reason));
  TRY(store::insert_reopening(tx, scope, command.assessment,
                              {std::string(assessment::name_of(sheet.state)), reason, actor.name, now}, actor.user));
  TRY(move_sheet(tx, actor, scope, sheet, SheetState::Open, "assessment.sheet.reopen", reason, now));
  TRY(facts::end(tx, actor, "assessment.approved", {"assessment", sheet.id.text()}, today_of(now), now));
  return assessment::store::get_assessment(tx, scope, command.assessment);
}

Result<SignOffHistory> list_sign_off(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  TRY(assessment::store::get_assessment(tx, scope, assessment));
  if (scope.departments) return SignOffHistory{};
  return SignOffHistory{TRY(store::list_approvals(tx, scope, assessment)),
                        TRY(store::list_reopenings(tx, scope, assessment))};
}

}  // namespace sonae::assessment::work
