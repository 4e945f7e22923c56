#include "features/assessment/work/waivers.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "core/directory/directory.h"
#include "features/assessment/proposals/proposals.h"
#include "features/assessment/store.h"
#include "features/assessment/work/inputs.h"
#include "features/assessment/work/store_waivers.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::work {

namespace {

/// What a waiver belongs to. The parts are kept apart by a character that no text holds.
std::string state_of(const Answer& answer) {
  std::string text(text_of(answer.score));
  text += '\x1f';
  text += answer.basis;
  text += '\x1f';
  text += answer.due ? answer.due->iso() : "";
  text += '\x1f';
  for (const bool tick : answer.ticks) text += tick ? '1' : '0';
  return to_hex(sha256(text));
}

EntityRef answer_ref(const Id<Assessment>& id, int no) {
  return {"assessment.answer", id.text() + "/" + std::to_string(no)};
}

/// Answers to be given again stand first: nothing else about such an item is of interest.
std::vector<Finding> changed_items(const Sheet& sheet) {
  std::vector<Finding> findings;
  for (const Answer& answer : sheet.answers)
    if (answer.origin == Origin::Changed && answer.score != Score::Unanswered)
      findings.push_back({answer.no, Field::Score, "work.finding.changed", {}, Severity::Error});
  return findings;
}

/// The answer, if the actor may edit it as the sheet stands.
Result<Answer> editable_answer(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment, int no) {
  TRY(require(actor, Permission::SheetAnswer));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const Summary sheet = TRY(assessment::store::get_assessment(tx, scope, assessment));
  auto answer = TRY(assessment::store::find_answer(tx, scope, assessment, no));
  if (!answer) return not_found();
  if (!may_edit(actor, sheet, *answer)) return conflict("work.waiver.locked");
  return std::move(*answer);
}

}  // namespace

Result<std::vector<Checked>> check(db::Tx& tx, const Actor& actor, const Sheet& sheet, Instant now) {
  TRY(require(actor, Permission::SheetRead));
  const int start_month = TRY(directory::get_company(tx, actor.company)).fiscal_year_start;
  std::vector<Finding> findings = changed_items(sheet);
  std::ranges::move(check_assessment(sheet, date_in_zone(now, japan_offset_minutes), start_month),
                    std::back_inserter(findings));
  for (const int no : TRY(proposals::stale_items(tx, actor, sheet, now)))
    findings.push_back({no, Field::Basis, "assessment.finding.stale_basis", {}, Severity::Warning});
  std::ranges::stable_sort(findings, {}, &Finding::no);

  std::map<std::pair<int, std::string>, store::StoredWaiver> waivers;
  for (store::StoredWaiver& stored : TRY(store::list_waivers(tx, actor.scope(Permission::SheetRead), sheet.summary.id)))
    waivers.emplace(std::pair(stored.waiver.no, stored.waiver.code), std::move(stored));
  std::map<int, std::string> states;
  for (const Answer& answer : sheet.answers) states.emplace(answer.no, state_of(answer));

  std::vector<Checked> checked;
  checked.reserve(findings.size());
  for (Finding& finding : findings) {
    Checked& one = checked.emplace_back();
    if (const auto found = waivers.find({finding.no, finding.code}); found != waivers.end()) {
      one.waiver = found->second.waiver;
      const auto state = states.find(finding.no);
      one.waiver->holds = state != states.end() && state->second == found->second.answer_state;
    }
    one.finding = std::move(finding);
  }
  return checked;
}

bool blocks_submission(const Checked& checked) { return checked.open() && checked.finding.severity == Severity::Error; }

Result<Waiver> waive(db::WriteTx& tx, const Actor& actor, const WaiveFinding& command, Instant now) {
  const Answer answer = TRY(editable_answer(tx, actor, command.assessment, command.no));
  if (answer.version != command.version) return conflict("work.waiver.version");
  const std::string reason = TRY(required_text(command.reason, "/reason", longest_reason));
  const Sheet sheet = TRY(get_sheet(tx, actor, command.assessment));
  const auto found = TRY(check(tx, actor, sheet, now));
  if (std::ranges::none_of(
          found, [&](const Checked& one) { return one.finding.no == command.no && one.finding.code == command.code; }))
    return conflict("work.waiver.no_finding");
  store::StoredWaiver stored;
  stored.waiver = {new_id<WaiverTag>(now), command.no, command.code, reason, actor.name, now, true};
  stored.answer_state = state_of(answer);
  TRY(store::put_waiver(tx, actor.scope(Permission::SheetAnswer), command.assessment, stored, actor.user));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.finding.waive", answer_ref(command.assessment, command.no), "",
                     trail::fields_json({{"finding", command.code}, {"reason", reason}}), trail::Outcome::Done},
                    now));
  return stored.waiver;
}

Result<void> withdraw_waiver(db::WriteTx& tx, const Actor& actor, const Id<Assessment>& assessment,
                             const Id<WaiverTag>& waiver, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const auto all = TRY(store::list_waivers(tx, scope, assessment));
  const auto stored = std::ranges::find(all, waiver, [](const store::StoredWaiver& one) { return one.waiver.id; });
  if (stored == all.end()) return not_found();
  const Waiver& found = stored->waiver;
  TRY(editable_answer(tx, actor, assessment, found.no));
  TRY(store::delete_waiver(tx, scope, waiver));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.finding.unwaive", answer_ref(assessment, found.no),
                     trail::fields_json({{"finding", found.code}, {"reason", found.reason}}), "", trail::Outcome::Done},
                    now));
  return {};
}

}  // namespace sonae::assessment::work
