#include "features/assessment/work/store_progress.h"

namespace sonae::assessment::work::store {

namespace {

constexpr db::Sql select_managers =
    "select u.department_id, u.name from users u join role_assignments r on r.company_id = u.company_id"
    " and r.user_id = u.id and r.role = 'manager'"
    " where u.company_id = $1 and u.disabled = 0 and u.department_id is not null order by u.name, u.id limit 5000";

}  // namespace

Result<std::vector<std::pair<Id<Department>, std::string>>> list_managers(db::Tx& tx, const Scope& scope) {
  std::vector<std::pair<Id<Department>, std::string>> list;
  for (const db::Row& row : TRY(tx.query(select_managers, {scope.company})))
    list.emplace_back(row.id<Department>(0), row.text(1));
  return list;
}

}  // namespace sonae::assessment::work::store
