#pragma once
// Dated facts that real work leaves behind (Fact → evidence). A slice records one in the transaction of the deed; the
// sheet shows it beside the items that it supports. Nobody types a fact; outside evidence is of kind "document".
//
//  1. One fact per company, kind, subject and day: the same deed again replaces it.
//  2. A fact's kind is in the table (kinds.h); any other is an error of ours and stops the deed.
//  3. Rows are never removed: a fact ends.
//  4. Recording writes no trail record: it stands in the transaction of a deed that does.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::facts {

struct NewFact {
  std::string kind;
  EntityRef subject;
  Date on;
  std::string text_key;  ///< "fact.<kind>", in the language file of the slice that records it
  Args args;
  std::string link;           ///< page where it can be seen: "/organisation"
  std::optional<Date> until;  ///< last day; nothing: as long as its kind says (kinds.h)
};
/// In the transaction of the deed. Same kind, subject and day again: replaces, and stands again when it had ended.
/// Internal for a kind that is not in the table.
[[nodiscard]] Result<void> record(db::WriteTx& tx, const Actor& actor, const NewFact& fact, Instant now);

/// Those of this kind and subject that still stand end on this day (person left, contract over): from that day on they
/// count no more. Nothing that stands: fine.
[[nodiscard]] Result<void> end(db::WriteTx& tx, const Actor& actor, std::string_view kind, const EntityRef& subject,
                               Date on, Instant now);

struct Fact {
  std::string id;
  std::string kind;
  EntityRef subject;
  Date on;
  Id<User> actor;          ///< empty: the system
  std::string actor_name;  ///< as it was then; "" for the system
  std::string text_key;
  Args args;
  std::string link;
  std::optional<Date> until;  ///< last day on which it counts
  std::optional<Date> ended;  ///< first day on which it no longer counts
};
/// Whether it counts on that day.
[[nodiscard]] bool stands(const Fact& fact, Date day);

struct Filter {
  std::vector<std::string> kinds;        ///< empty: every kind
  std::optional<EntityRef> subject;      ///< nothing: every subject
  std::optional<Date> standing_on = {};  ///< only what stands on that day
  int limit = 200;                       ///< at most 1,000
};
/// Newest day first.
[[nodiscard]] Result<std::vector<Fact>> list(db::Tx& tx, const Scope& scope, const Filter& filter);
/// NotFound: no such fact, or another company's.
[[nodiscard]] Result<Fact> get(db::Tx& tx, const Scope& scope, std::string_view id);

}  // namespace sonae::facts
