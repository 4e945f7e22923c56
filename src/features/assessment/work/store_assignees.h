#pragma once
// Who can be handed an item, and to whom it was.

#include "features/assessment/work/assignees.h"

namespace sonae::assessment::work::store {

struct Candidate {
  Colleague colleague;
  Id<Department> department;
};
/// Active accounts of the operating side with a role that answers, by name. At most 10,000.
Result<std::vector<Candidate>> list_candidates(db::Tx& tx, const Scope& scope);

/// Conflict ("work.assignee.version") when the answer has another version.
Result<void> set_assignee(db::WriteTx& tx, const Scope& scope, const HandOver& command, std::int64_t change);

}  // namespace sonae::assessment::work::store
