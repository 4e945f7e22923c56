#pragma once
// Whom to remind, and up to which day it was done.

#include <optional>

#include "core/tasks/tasks.h"

namespace sonae::tasks::store {

struct Recipient {
  Id<User> user;
  Id<Department> department;  ///< empty: none
  std::string language;       ///< "" where the person has not chosen one
};
/// Who can sign in and holds the role, by id; at most 1,000.
[[nodiscard]] Result<std::vector<Recipient>> holders_of(db::Tx& tx, const Id<Company>& company, Role role);
/// Nothing when there is no such person, or the account is disabled.
[[nodiscard]] Result<std::optional<Recipient>> find_recipient(db::Tx& tx, const Id<Company>& company,
                                                              const Id<User>& user);
/// The department above; empty for one at the top.
[[nodiscard]] Result<Id<Department>> parent_of(db::Tx& tx, const Id<Company>& company,
                                               const Id<Department>& department);

[[nodiscard]] Result<std::optional<Date>> reminder_day(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<void> put_reminder_day(db::WriteTx& tx, const Id<Company>& company, Date day);

}  // namespace sonae::tasks::store
