#include "features/assessment/work/hand_in.h"

#include <algorithm>
#include <map>

#include "core/directory/directory.h"
#include "features/assessment/store.h"
#include "features/assessment/work/inputs.h"
#include "features/assessment/work/progress.h"
#include "features/assessment/work/sheet_moves.h"
#include "features/assessment/work/store_hand_in.h"
#include "features/assessment/work/store_sign_off.h"
#include "features/assessment/work/waivers.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::work {

namespace {

/// The approval that lets the sheet be handed in: the newest one.
Result<Approval> last_approval(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  for (Approval& one : TRY(store::list_approvals(tx, scope, assessment)))
    if (one.decision == Decision::Approved && one.decided_at) return std::move(one);
  return internal("an approved sheet without an approval");
}

/// Scores at the ordinals of the guideline version, which begin at 0 and never change.
Bytes vector_of(const std::vector<HandInItem>& items, int ordinals) {
  Bytes scores(static_cast<std::size_t>(ordinals), static_cast<std::byte>(Score::Unanswered));
  for (const HandInItem& item : items)
    scores.at(static_cast<std::size_t>(item.ordinal)) = static_cast<std::byte>(item.score);
  return scores;
}

std::vector<HandInItem> items_of(const Sheet& sheet, const std::map<Id<Department>, std::string>& departments) {
  std::vector<HandInItem> items;
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    const frameworks::VersionItem& item = sheet.items[i];
    const Answer& answer = sheet.answers[i];
    const auto department = departments.find(answer.department);
    items.push_back({item.ordinal, item.no, item.label, item.condition, answer.score, answer.basis, answer.due,
                     department == departments.end() ? "" : department->second, answer.responder, answer.updated_by,
                     answer.updated_at});
  }
  std::ranges::sort(items, {}, &HandInItem::ordinal);
  return items;
}

Result<HandInRecord> freeze(db::Tx& tx, const Actor& actor, const Summary& summary, Instant now) {
  HandInRecord record;
  const Sheet sheet = TRY(get_sheet(tx, actor, summary.id));
  const Scope scope = actor.scope(Permission::SheetManage);
  std::map<Id<Department>, std::string> names;
  for (const auto& department : TRY(directory::list_departments(tx, actor))) names[department.id] = department.name;
  record.items = items_of(sheet, names);
  for (const Checked& one : TRY(check(tx, actor, sheet, now)))
    if (one.waiver && one.waiver->holds)
      record.waivers.push_back({one.waiver->no, one.waiver->code, one.waiver->reason, one.waiver->by, one.waiver->at});
  const Progress progress = TRY(get_progress(tx, actor, summary.id, now));
  for (const DepartmentProgress& one : progress.departments) {
    const bool submitted = one.submission.state == SubmissionState::Submitted;
    record.departments.push_back({one.name, one.items, submitted ? one.submission.submitted_by : "",
                                  submitted ? one.submission.submitted_at : std::nullopt});
  }
  const frameworks::Version version = TRY(frameworks::get_version(tx, scope, summary.framework));
  int ordinals = 0;
  for (const frameworks::VersionItem& item : version.items) ordinals = std::max(ordinals, item.ordinal + 1);
  record.hand_in.scores = vector_of(record.items, ordinals);
  record.hand_in.counts = count_totals(facts_of(sheet), {}).overall;
  record.hand_in.framework = summary.framework;
  record.hand_in.fiscal_year = summary.fiscal_year;
  record.hand_in.title = summary.title;
  record.hand_in.file_name = summary.file_name;
  return record;
}

Result<void> sign(db::Tx& tx, const Actor& actor, const Scope& scope, const Id<Assessment>& id, HandIn& hand_in,
                  Instant now) {
  const Approval approval = TRY(last_approval(tx, scope, id));
  hand_in.asked_by = approval.asked_by;
  hand_in.asked_at = approval.asked_at;
  hand_in.incomplete_reason = approval.incomplete_reason;
  hand_in.approved_by = approval.decided_by;
  hand_in.approved_at = *approval.decided_at;
  hand_in.handed_by = actor.name;
  hand_in.handed_at = now;
  const auto earlier = TRY(store::list_hand_ins(tx, scope, id));
  hand_in.number = earlier.empty() ? 1 : earlier.front().number + 1;
  hand_in.id = new_id<HandInTag>(now);
  return {};
}

}  // namespace

Result<ExportPlan> plan_hand_in(db::Tx& tx, const Actor& actor, const SheetStepCommand& command) {
  TRY(require(actor, Permission::SheetManage));
  TRY(sheet_for(tx, actor.scope(Permission::SheetManage), command, SheetStep::HandIn));
  return plan_export(tx, actor, command.assessment);
}

Result<HandInRecord> hand_in(db::WriteTx& tx, const Actor& actor, const SheetStepCommand& command,
                             const FilledWorkbook& filled, Instant now) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  const Summary sheet = TRY(sheet_for(tx, scope, command, SheetStep::HandIn));
  HandInRecord record = TRY(freeze(tx, actor, sheet, now));
  TRY(sign(tx, actor, scope, command.assessment, record.hand_in, now));
  record.hand_in.blob_hash = filled.blob_hash;
  record.hand_in.size = filled.size;
  TRY(store::insert_hand_in(tx, scope, command.assessment, record));
  TRY(trail::append_blob(tx, trail::origin_of(actor), filled.blob_hash, filled.size, now));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.sheet.freeze",
                     {"assessment.hand_in", record.hand_in.id.text()},
                     "",
                     trail::fields_json({{"assessment", command.assessment.text()},
                                         {"number", std::to_string(record.hand_in.number)},
                                         {"sha256", filled.blob_hash},
                                         {"scores", to_hex(record.hand_in.scores)},
                                         {"approved_by", record.hand_in.approved_by}}),
                     trail::Outcome::Done},
                    now));
  TRY(move_sheet(tx, actor, scope, sheet, SheetState::HandedIn, "assessment.sheet.hand_in", "", now));
  TRY(record_fact(tx, actor, "assessment.handed_in", {"assessment", sheet.id.text()}, sheet, now));
  return record;
}

Result<std::vector<HandIn>> list_hand_ins(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  TRY(assessment::store::get_assessment(tx, scope, assessment));
  if (scope.departments) return std::vector<HandIn>();
  return store::list_hand_ins(tx, scope, assessment);
}

Result<HandInRecord> get_hand_in(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment,
                                 const Id<HandInTag>& id) {
  TRY(require(actor, Permission::SheetExport));
  const Scope scope = actor.scope(Permission::SheetExport);
  for (HandIn& one : TRY(store::list_hand_ins(tx, scope, assessment))) {
    if (one.id != id) continue;
    HandInRecord record;
    record.hand_in = std::move(one);
    TRY(store::read_parts(tx, scope, record));
    return record;
  }
  return not_found();
}

}  // namespace sonae::assessment::work
