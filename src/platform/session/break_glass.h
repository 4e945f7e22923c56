#pragma once
// Access in an emergency (AZ06): an administrator, who otherwise reads no business data, may read the sheet for a short
// time, for a reason that secretariat, CISO and auditor see at once.
//
// Invariants (tests cite the number)
//  1. It gives Permission::SheetRead and nothing else, and it ends at its minute: a request at `ends_at` has it no
//  more.
//  2. Beginning, ending and reading are in the operation record; a read that cannot be recorded is refused.
//  3. One person has at most one at a time, for at most an hour (the schema says the hour too).

#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::session {

constexpr std::int64_t longest_break_glass_minutes = 60;

struct BreakGlassView {
  std::string id;
  Id<User> user;
  std::string reason;
  Instant began_at;
  Instant ends_at;    ///< as planned, or when it was ended by hand
  Id<User> ended_by;  ///< empty: it ran its time, or still does
  [[nodiscard]] bool active(Instant now) const { return now < ends_at; }
};

/// SettingsManage. Invalid at "/reason" (1-500 characters), "/minutes" (1-60); Conflict ("session.break_glass.active")
/// while an own one runs.
[[nodiscard]] Result<BreakGlassView> begin_break_glass(db::WriteTx& tx, const Actor& actor, std::string_view reason,
                                                       std::int64_t minutes, Instant now);
/// Ends it now: one's own, or anybody's for another administrator and the CISO. NotFound for others, for one that is
/// over, and for another company's.
[[nodiscard]] Result<void> end_break_glass(db::WriteTx& tx, const Actor& actor, std::string_view id, Instant now);
/// BreakGlassRead. Newest first; at most 50.
[[nodiscard]] Result<std::vector<BreakGlassView>> list_break_glass(db::Tx& tx, const Actor& actor);
/// What the session layer gives the actor.
[[nodiscard]] Result<std::optional<BreakGlass>> find_break_glass(db::Tx& tx, const Id<Company>& company,
                                                                 const Id<User>& user, Instant now);

}  // namespace sonae::session
