#pragma once
// Rows of facts.

#include <optional>
#include <string_view>
#include <vector>

#include "core/facts/facts.h"

namespace sonae::facts::store {

[[nodiscard]] Result<void> put(db::WriteTx& tx, const Id<Company>& company, const Fact& fact, Instant now);
[[nodiscard]] Result<void> end(db::WriteTx& tx, const Id<Company>& company, std::string_view kind,
                               const EntityRef& subject, Date on, Instant now);
/// `kind` "": all of them. Newest day first.
[[nodiscard]] Result<std::vector<Fact>> list(db::Tx& tx, const Id<Company>& company, std::string_view kind,
                                             const std::optional<EntityRef>& subject,
                                             const std::optional<Date>& standing_on, int limit);
[[nodiscard]] Result<std::optional<Fact>> find(db::Tx& tx, const Id<Company>& company, std::string_view id);

}  // namespace sonae::facts::store
