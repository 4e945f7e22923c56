#pragma once
// Rows of the directory. Takes ids of one company and nothing else; what may be touched is decided above.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/directory/directory.h"

namespace sonae::directory::store {

Result<void> insert_company(db::WriteTx& tx, const CompanyView& company, Instant now);
[[nodiscard]] Result<std::optional<CompanyView>> find_company(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<std::vector<CompanyView>> list_companies(db::Tx& tx);

Result<void> insert_department(db::WriteTx& tx, const Id<Company>& company, const DepartmentView& department);
/// In no particular order but a stable one.
[[nodiscard]] Result<std::vector<DepartmentView>> list_departments(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<std::optional<DepartmentView>> find_department(db::Tx& tx, const Id<Company>& company,
                                                                    const Id<Department>& department);
/// False when `department.version` is no longer the stored one.
[[nodiscard]] Result<bool> update_department(db::WriteTx& tx, const Id<Company>& company,
                                             const DepartmentView& department);
/// The department and those under it.
[[nodiscard]] Result<std::vector<Id<Department>>> list_subtree(db::Tx& tx, const Id<Company>& company,
                                                               const Id<Department>& top);

/// Children and people who have not left; items are not known here.
[[nodiscard]] Result<Remainder> count_remainder(db::Tx& tx, const Id<Company>& company,
                                                const Id<Department>& department);
/// False when `department.version` is no longer the stored one.
[[nodiscard]] Result<bool> mark_removed(db::WriteTx& tx, const Id<Company>& company, const DepartmentView& department,
                                        Instant now);
/// Latest first; at most 200.
[[nodiscard]] Result<std::vector<RemovedDepartment>> list_removed(db::Tx& tx, const Id<Company>& company);
/// Under the parent that `department` names.
[[nodiscard]] Result<bool> mark_restored(db::WriteTx& tx, const Id<Company>& company, const DepartmentView& department);

Result<void> insert_user(db::WriteTx& tx, const Id<Company>& company, const UserView& user,
                         std::string_view login_folded, Instant now);
[[nodiscard]] Result<bool> login_exists(db::Tx& tx, const Id<Company>& company, std::string_view login_folded);
/// Without `second_factor`, which the session layer knows.
[[nodiscard]] Result<std::optional<UserView>> find_user(db::Tx& tx, const Id<Company>& company, const Id<User>& user);
[[nodiscard]] Result<std::vector<UserView>> list_users(db::Tx& tx, const Id<Company>& company);
/// Name, department and disabled. False when `user.version` is no longer the stored one.
[[nodiscard]] Result<bool> update_user(db::WriteTx& tx, const Id<Company>& company, const UserView& user);
Result<void> replace_roles(db::WriteTx& tx, const Id<Company>& company, const UserView& user);
/// Side and roles. False when `user.version` is no longer the stored one.
[[nodiscard]] Result<bool> switch_side(db::WriteTx& tx, const Id<Company>& company, const UserView& user);
Result<void> update_language(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                             std::string_view language);
Result<void> update_last_sign_in(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, Instant now);
/// Enabled accounts of all companies with this login; at most four.
[[nodiscard]] Result<std::vector<session::AccountSource::Account>> find_accounts(db::Tx& tx,
                                                                                 std::string_view login_folded);
[[nodiscard]] Result<bool> any_user(db::Tx& tx);

}  // namespace sonae::directory::store
