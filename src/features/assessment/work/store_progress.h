#pragma once
// Who leads which department.

#include <string>
#include <utility>
#include <vector>

#include "features/assessment/work/progress.h"

namespace sonae::assessment::work::store {

/// Active managers with their own department, by name. At most 5,000.
Result<std::vector<std::pair<Id<Department>, std::string>>> list_managers(db::Tx& tx, const Scope& scope);

struct ManagerAccount {
  Id<Department> department;
  Id<User> user;
  std::string language;  ///< "": nobody chose
};
/// The same people, as they are told something.
Result<std::vector<ManagerAccount>> list_manager_accounts(db::Tx& tx, const Scope& scope);

}  // namespace sonae::assessment::work::store
