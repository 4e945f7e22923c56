#pragma once
// A sheet from one state to the next: what sign-off and hand-in share. Internal to this folder.

#include "features/assessment/work/rules_work.h"
#include "features/assessment/work/sign_off.h"

namespace sonae::assessment::work {

/// The sheet, if the step starts from its state and the person saw its version.
[[nodiscard]] Result<Summary> sheet_for(db::Tx& tx, const Scope& scope, const SheetStepCommand& command,
                                        SheetStep step);

/// Writes the new state, the record of it, and tells open pages that what may be edited has changed.
[[nodiscard]] Result<void> move_sheet(db::WriteTx& tx, const Actor& actor, const Scope& scope, const Summary& sheet,
                                      SheetState to, const std::string& action, const std::string& reason, Instant now);

/// What a step of the sheet leaves behind (core/facts), on today in Japan.
[[nodiscard]] Result<void> record_fact(db::WriteTx& tx, const Actor& actor, const std::string& kind,
                                       const EntityRef& subject, const Summary& sheet, Instant now);
[[nodiscard]] inline Date today_of(Instant now) { return date_in_zone(now, japan_offset_minutes); }

}  // namespace sonae::assessment::work
