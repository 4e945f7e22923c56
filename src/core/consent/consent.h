#pragma once
// What needs two persons (AU06, AZ04, AZ05, AZ12): one asks, another one confirms, and the deed is done in the
// transaction of the confirmation. Who may confirm is the asking slice's rule; that it is somebody else is held here
// and by the database.
//
//   ask(…)                         → a request, open for three days
//   confirm(…) + the deed itself   → in one transaction
//
// Also here: how long what was deleted can be taken back.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::consent {

constexpr std::int64_t open_ms = 3LL * 24 * 60 * 60 * 1000;

struct Request {
  std::string id;
  std::string kind;    ///< "directory.factor": slice.deed
  EntityRef subject;   ///< what it is done to
  std::string detail;  ///< the slice's own; "" for none
  std::string reason;
  Id<User> asked_by;
  Instant asked_at;
  Instant ends_at;
};

struct Wish {
  std::string kind;
  EntityRef subject;
  std::string detail = {};
  std::string reason;  ///< 1-500 characters
};

/// Invalid at "/reason"; Conflict ("consent.asked") while the same kind for the same subject is open.
[[nodiscard]] Result<Request> ask(db::WriteTx& tx, const Actor& actor, const Wish& wish, Instant now);
/// An open request. NotFound when it is missing, over, decided, another company's or of another kind (`kind_prefix`).
[[nodiscard]] Result<Request> get(db::Tx& tx, const Actor& actor, std::string_view id, std::string_view kind_prefix,
                                  Instant now);
/// Takes the request; the caller does the deed in the same transaction. NotFound like get; Forbidden
/// ("consent.same_person") for the one who asked.
[[nodiscard]] Result<void> confirm(db::WriteTx& tx, const Actor& actor, const Request& request, Instant now);
/// By the one who asked, or by one who could have confirmed (the caller's rule). NotFound when it is decided already.
[[nodiscard]] Result<void> withdraw(db::WriteTx& tx, const Actor& actor, const Request& request, Instant now);
/// Oldest first; at most 200.
[[nodiscard]] Result<std::vector<Request>> list_open(db::Tx& tx, const Id<Company>& company,
                                                     std::string_view kind_prefix, Instant now);

// --- what can be undone ----------------------------------------------------------------------------------------

constexpr std::int64_t restorable_days = 30;
constexpr std::int64_t restorable_ms = restorable_days * 24 * 60 * 60 * 1000;

/// Whether what was deleted then can still be restored; the last moment counts.
[[nodiscard]] constexpr bool restorable(Instant deleted_at, Instant now) {
  return now.ms() - deleted_at.ms() <= restorable_ms;
}
/// Conflict ("trash.over") when it cannot.
[[nodiscard]] Result<void> require_restorable(Instant deleted_at, Instant now);

}  // namespace sonae::consent
