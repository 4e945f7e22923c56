#include "features/assessment/work/sheet_moves.h"

#include "core/facts/facts.h"
#include "features/assessment/store.h"
#include "features/assessment/work/store_sign_off.h"
#include "features/assessment/work/store_submissions.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::work {

Result<Summary> sheet_for(db::Tx& tx, const Scope& scope, const SheetStepCommand& command, SheetStep step) {
  Summary sheet = TRY(assessment::store::get_assessment(tx, scope, command.assessment));
  TRY(may_step(sheet.state, step));
  if (sheet.version != command.version) return conflict("work.sheet.version");
  return sheet;
}

Result<void> move_sheet(db::WriteTx& tx, const Actor& actor, const Scope& scope, const Summary& sheet, SheetState to,
                        const std::string& action, const std::string& reason, Instant now) {
  TRY(store::move_sheet(tx, scope, sheet, to));
  std::vector<std::pair<std::string, std::string>> after = {{"state", std::string(assessment::name_of(to))}};
  if (!reason.empty()) after.emplace_back("reason", reason);
  TRY(trail::append(tx, trail::origin_of(actor),
                    {action,
                     {"assessment", sheet.id.text()},
                     trail::fields_json({{"state", std::string(assessment::name_of(sheet.state))}}),
                     trail::fields_json(after),
                     trail::Outcome::Done},
                    now));
  const std::int64_t change = TRY(assessment::store::next_change(tx, scope, sheet.id));
  return store::touch_answers(tx, scope, sheet.id, {}, change);
}

Result<void> record_fact(db::WriteTx& tx, const Actor& actor, const std::string& kind, const EntityRef& subject,
                         const Summary& sheet, Instant now) {
  const std::string year = std::to_string(sheet.fiscal_year);
  return facts::record(tx, actor,
                       {kind, subject, today_of(now), "fact." + kind, {{"year", year}}, "/sheet/" + year, {}}, now);
}

}  // namespace sonae::assessment::work
