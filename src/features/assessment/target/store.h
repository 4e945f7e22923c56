#pragma once
// Rows of targets and of the customers who ask. Takes the company from the Scope and nothing else.

#include <optional>

#include "features/assessment/target/target.h"

namespace sonae::assessment::target::store {

[[nodiscard]] Result<std::optional<Target>> find_target(db::Tx& tx, const Scope& scope, int fiscal_year);
/// False when `target.version` is no longer the stored one (0: there is none yet); writes version + 1.
[[nodiscard]] Result<bool> put_target(db::WriteTx& tx, const Scope& scope, const Target& target, const Id<User>& by,
                                      Instant now);

}  // namespace sonae::assessment::target::store
