#pragma once
// Rows of requests for a second person.

#include "core/consent/consent.h"

namespace sonae::consent::store {

[[nodiscard]] Result<void> insert(db::WriteTx& tx, const Id<Company>& company, const Request& request);
/// Open at `now`.
[[nodiscard]] Result<std::optional<Request>> find_open(db::Tx& tx, const Id<Company>& company, std::string_view id,
                                                       Instant now);
[[nodiscard]] Result<std::vector<Request>> list_open(db::Tx& tx, const Id<Company>& company, Instant now);
/// "confirmed" or "withdrawn". False when it was decided meanwhile.
[[nodiscard]] Result<bool> decide(db::WriteTx& tx, const Id<Company>& company, std::string_view id,
                                  std::string_view state, const Id<User>& by, Instant now);

}  // namespace sonae::consent::store
