#pragma once
// Publishing the description of the organisation: a dated edition whose document never changes again.

#include <string>
#include <vector>

#include "base/bytes.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::governance::letters {

struct Edition {
  int number = 0;
  Date published_on;
  std::string by;  ///< name
  std::string note;
};
/// SignedIn: what was published is for everybody. Latest first; at most 200.
[[nodiscard]] Result<std::vector<Edition>> list_editions(db::Tx& tx, const Actor& actor);
/// SignedIn. NotFound.
[[nodiscard]] Result<std::string> edition_document(db::Tx& tx, const Actor& actor, int number);
/// The number that the next edition will carry.
[[nodiscard]] Result<int> next_number(db::Tx& tx, const Actor& actor);

struct Publish {
  int number = 0;    ///< the one that stands in the document
  std::string note;  ///< what changed, in a person's words
  std::string document;
};
/// CompanyManage. Conflict ("governance.edit.conflict") when somebody published meanwhile.
[[nodiscard]] Result<Edition> publish(db::WriteTx& tx, const Actor& actor, const Publish& command, Instant now);

}  // namespace sonae::governance::letters
