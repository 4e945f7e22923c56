#include "features/assessment/work/store_progress.h"

namespace sonae::assessment::work::store {

namespace {

constexpr db::Sql select_managers =
    "select u.department_id, u.name from users u join role_assignments r on r.company_id = u.company_id"
    " and r.user_id = u.id and r.role = 'manager'"
    " where u.company_id = $1 and u.disabled = 0 and u.department_id is not null order by u.name, u.id limit 5000";

constexpr db::Sql select_manager_accounts =
    "select u.department_id, u.id, u.language from users u join role_assignments r on r.company_id = u.company_id"
    " and r.user_id = u.id and r.role = 'manager'"
    " where u.company_id = $1 and u.disabled = 0 and u.department_id is not null order by u.name, u.id limit 5000";

}  // namespace

Result<std::vector<std::pair<Id<Department>, std::string>>> list_managers(db::Tx& tx, const Scope& scope) {
  std::vector<std::pair<Id<Department>, std::string>> list;
  for (const db::Row& row : TRY(tx.query(select_managers, {scope.company})))
    list.emplace_back(row.id<Department>(0), row.text(1));
  return list;
}

Result<std::vector<ManagerAccount>> list_manager_accounts(db::Tx& tx, const Scope& scope) {
  std::vector<ManagerAccount> list;
  for (const db::Row& row : TRY(tx.query(select_manager_accounts, {scope.company})))
    list.push_back({row.id<Department>(0), row.id<User>(1), row.text_or_empty(2)});
  return list;
}

}  // namespace sonae::assessment::work::store
