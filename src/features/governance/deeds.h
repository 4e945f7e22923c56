#pragma once
// What was done in the programme, as it supports items of the sheet.

#include <string>

#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::governance {

struct Deed {
  std::string kind;  ///< "governance.meeting_held"
  EntityRef subject;
  Date on;
  std::string text_key;
  Args args;
  std::string link;
};
/// In the transaction of the deed, which writes the trail.
[[nodiscard]] Result<void> prove(db::WriteTx& tx, const Actor& actor, const Deed& deed, Instant now);

}  // namespace sonae::governance
