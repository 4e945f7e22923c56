#pragma once
// Rows of approvals and reopenings, and the state of a sheet.

#include <string_view>

#include "features/assessment/work/sign_off.h"

namespace sonae::assessment::work::store {

/// Newest first, at most 200.
Result<std::vector<Approval>> list_approvals(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);
Result<std::vector<Reopening>> list_reopenings(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);

Result<void> insert_approval(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                             const Approval& approval);
/// Decides what is asked. Conflict ("work.sheet.version") when it is decided already.
Result<void> decide(db::WriteTx& tx, const Scope& scope, const Approval& approval, const Id<User>& by);
Result<void> insert_reopening(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                              const Reopening& reopening, const Id<User>& by);

/// From one state of one version to another. Conflict ("work.sheet.version") when it is there no more.
Result<void> move_sheet(db::WriteTx& tx, const Scope& scope, const Summary& from, SheetState to);

}  // namespace sonae::assessment::work::store
