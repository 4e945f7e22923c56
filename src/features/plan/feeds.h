#pragma once
// The address under which a calendar program fetches a person's tasks (RFC 5545). Whoever has the address reads the
// titles and dates and nothing else, so it is shown once, kept as SHA-256 only, and revocable; it ends with the
// account.

#include <optional>
#include <string>
#include <string_view>

#include "core/directory/accounts.h"
#include "platform/db/db.h"

namespace sonae::plan {

struct Feed {
  std::string id;
  Instant made_at;
};
/// SignedIn. The person's own; nothing when there is none.
[[nodiscard]] Result<std::optional<Feed>> find_feed(db::Tx& tx, const Actor& actor);

struct NewFeed {
  Feed feed;
  std::string token;  ///< shown once
};
/// SignedIn. An earlier one of the person stops working.
[[nodiscard]] Result<NewFeed> make_feed(db::WriteTx& tx, const Actor& actor, Instant now);
/// SignedIn. NotFound when it is not the person's, or revoked.
[[nodiscard]] Result<void> revoke_feed(db::WriteTx& tx, const Actor& actor, std::string_view id, Instant now);

/// The calendar's bytes. NotFound for a token that is unknown, revoked, malformed, or of a disabled account: all alike.
[[nodiscard]] Result<std::string> read_feed(db::Tx& tx, const directory::Accounts& accounts, std::string_view token,
                                            Instant now);

}  // namespace sonae::plan
