#pragma once
// Handing one item to a colleague by name, and taking it back. The department keeps the item; the colleague sees and
// answers it too.
//
// NotFound: no such item, or its department is not the actor's: an item that was handed to somebody gives no right to
// hand it on.

#include <string>
#include <vector>

#include "features/assessment/assessment.h"

namespace sonae::assessment::work {

struct Colleague {
  Id<User> id;
  std::string name;
  std::string department;  ///< name; "" without one
};

struct HandOver {
  Id<Assessment> assessment;
  int no = 0;
  Id<User> to;               ///< empty: taken back
  std::int64_t version = 0;  ///< the answer's that the person saw
};
/// SheetAnswer. To an active account of the operating side that may answer: of the actor's own subtree, or anybody for
/// the secretariat; Invalid at "/user" ("work.assignee.unknown") otherwise. Conflict ("work.assignee.version",
/// "work.assignee.locked").
Result<Answer> hand_over(db::WriteTx& tx, const Actor& actor, const HandOver& command, Instant now);

/// A person leaves: what was handed to them in sheets that are not handed in goes back to the departments, one record
/// each. For directory::LeftHooks; decides no permission.
Result<void> give_back_items_of(db::WriteTx& tx, const Actor& actor, const Id<User>& user, const Date& on, Instant now);

/// Those to whom the actor may hand an item, by name. SheetAnswer; nobody for an employee.
Result<std::vector<Colleague>> list_colleagues(db::Tx& tx, const Actor& actor);

}  // namespace sonae::assessment::work
