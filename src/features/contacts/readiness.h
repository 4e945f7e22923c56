#pragma once
// What the book of contacts lacks today, and the tasks that come of it: opened when a gap is seen, settled when it is
// gone, at once after every change and once a day (contracts end by themselves).

#include <optional>
#include <vector>

#include "features/contacts/contacts.h"
#include "features/contacts/rules_readiness.h"

namespace sonae::contacts {

struct Readiness {
  std::vector<Finding> findings;
  bool ready = false;  ///< every needed purpose has somebody who can be reached
  int needed = 0;      ///< purposes
  int reached = 0;     ///< of the needed ones
  std::optional<Date> last_test;
};
/// ProgrammeRead.
[[nodiscard]] Result<Readiness> get_readiness(db::Tx& tx, const Actor& actor, Instant now);

/// Opens and settles the secretariat's tasks. In the transaction of the deed, or of the daily look; the caller has
/// checked who may do this.
[[nodiscard]] Result<void> follow_up(db::WriteTx& tx, const Actor& actor, Instant now);

}  // namespace sonae::contacts
