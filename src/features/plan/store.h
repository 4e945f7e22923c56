#pragma once
// Rows of calendar feeds. `company` first, always.

#include <optional>
#include <string_view>

#include "base/bytes.h"
#include "features/plan/feeds.h"

namespace sonae::plan::store {

[[nodiscard]] Result<std::optional<Feed>> find_feed(db::Tx& tx, const Id<Company>& company, const Id<User>& user);
[[nodiscard]] Result<void> insert_feed(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                       const Feed& feed, const Digest& token);
/// Those of the person that are not revoked yet; how many.
[[nodiscard]] Result<std::int64_t> revoke_feeds(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                                Instant now);
/// Whose feed it is; nothing when revoked.
[[nodiscard]] Result<std::optional<Id<User>>> find_reader(db::Tx& tx, const Id<Company>& company, const Digest& token);

}  // namespace sonae::plan::store
