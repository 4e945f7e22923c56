#pragma once
// Rows of what was handed in: written once, never changed.

#include "features/assessment/work/hand_in.h"

namespace sonae::assessment::work::store {

/// Newest first, at most 200.
Result<std::vector<HandIn>> list_hand_ins(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);
Result<void> insert_hand_in(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                            const HandInRecord& record);
/// Completes a record whose `hand_in` is known.
Result<void> read_parts(db::Tx& tx, const Scope& scope, HandInRecord& record);

}  // namespace sonae::assessment::work::store
