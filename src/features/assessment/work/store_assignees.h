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

struct Handed {
  Id<Assessment> assessment;
  int no = 0;
  std::int64_t version = 0;
  std::string assignee_name;
};
/// What was handed to the person in sheets that are not handed in. At most 10,000.
Result<std::vector<Handed>> list_handed(db::Tx& tx, const Scope& scope, const Id<User>& user);

/// Conflict ("work.assignee.version") when the answer has another version.
Result<void> set_assignee(db::WriteTx& tx, const Scope& scope, const HandOver& command, std::int64_t change);

}  // namespace sonae::assessment::work::store
