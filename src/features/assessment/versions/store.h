#pragma once
// Rows of what versions keep: where a sheet's answers came from, and comparisons for the committee.

#include <optional>
#include <vector>

#include "features/assessment/versions/versions.h"

namespace sonae::assessment::versions::store {

struct CarryRow {
  Id<Assessment> assessment;
  Id<Assessment> source;
  int carried = 0;
  int reworded = 0;
  int added = 0;
};
Result<void> insert_carry(db::WriteTx& tx, const Scope& scope, const CarryRow& row, const Id<User>& by, Instant now);
/// The sheet whose answers this one began with; nothing when it began without.
Result<std::optional<Id<Assessment>>> find_source(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);

/// With its departments.
Result<void> insert_comparison(db::WriteTx& tx, const Scope& scope, const Kept& kept, const Id<User>& by);
/// Newest first, at most 200; departments in scope only.
Result<std::vector<Kept>> list_comparisons(db::Tx& tx, const Scope& scope);
Result<Kept> get_comparison(db::Tx& tx, const Scope& scope, const Id<KeptComparison>& id);

}  // namespace sonae::assessment::versions::store
