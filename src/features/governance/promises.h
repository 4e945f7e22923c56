#pragma once
// What somebody promised to see done (a decision of the committee, a direction of the officer): kept as a task, so that
// the owner finds it on 今日やること and it is followed until it is done.

#include <map>
#include <optional>
#include <string>

#include "core/tasks/tasks.h"

namespace sonae::governance {

struct Promise {
  std::string id;      ///< of the decision or direction; the key of its task
  std::string origin;  ///< "committee.decision", "report.direction"
  std::string text;
  tasks::Owner owner;
  Date due;
  std::string link;
};
/// "role" "department" "user", and the id or the role's name.
struct OwnerColumns {
  std::string kind;
  std::string id;
};
[[nodiscard]] OwnerColumns columns_of(const tasks::Owner& owner);
/// Nothing for what columns_of never wrote.
[[nodiscard]] std::optional<tasks::Owner> owner_of(std::string_view kind, std::string_view id);

/// Invalid at `place` ("tasks.owner.unknown") unless exactly one is set and belongs to the company.
[[nodiscard]] Result<void> check_owner(db::Tx& tx, const Actor& actor, const tasks::Owner& owner, std::string place);

/// The task's id. Opens it, or brings the open one up to date, its day included.
[[nodiscard]] Result<std::string> keep(db::WriteTx& tx, const Actor& actor, const Promise& promise, Instant now);

/// How a promise stands.
struct Standing {
  bool known = false;  ///< false: it has no task yet
  tasks::State state = tasks::State::Open;
  std::string note;
  std::optional<Instant> closed_at;
};
[[nodiscard]] Result<Standing> standing_of(db::Tx& tx, const Actor& actor, const std::string& task);

/// Names of owners in the reader's language.
class OwnerNames {
 public:
  [[nodiscard]] static Result<OwnerNames> load(db::Tx& tx, const Actor& actor);
  [[nodiscard]] std::string name_of(const tasks::Owner& owner, std::string_view language) const;

 private:
  std::map<std::string, std::string> users_;
  std::map<std::string, std::string> departments_;
};

}  // namespace sonae::governance
