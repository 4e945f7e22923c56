#pragma once
// Rows of tasks. `company` first, always.

#include <optional>

#include "core/tasks/tasks.h"

namespace sonae::tasks::store {

[[nodiscard]] Result<void> insert(db::WriteTx& tx, const Id<Company>& company, const Task& task);
/// Writes everything but what a task comes from; counts the version on. False when `task.version` is not the stored
/// one.
[[nodiscard]] Result<bool> update(db::WriteTx& tx, const Id<Company>& company, const Task& task);
[[nodiscard]] Result<std::optional<Task>> find(db::Tx& tx, const Id<Company>& company, std::string_view id);
[[nodiscard]] Result<std::optional<Task>> find_open(db::Tx& tx, const Id<Company>& company, std::string_view origin,
                                                    std::string_view key);
[[nodiscard]] Result<std::vector<Task>> list_open(db::Tx& tx, const Id<Company>& company, int limit);
[[nodiscard]] Result<std::vector<Task>> list_open_of(db::Tx& tx, const Id<Company>& company, std::string_view kind,
                                                     std::string_view owner, int limit);
/// Open ones of any department.
[[nodiscard]] Result<std::vector<Task>> list_open_of_departments(db::Tx& tx, const Id<Company>& company, int limit);
/// Open and due before that day, the latest due first; at most 200.
[[nodiscard]] Result<std::vector<Task>> list_overdue(db::Tx& tx, const Id<Company>& company, Date before);
/// What duties made for the year, by due date.
[[nodiscard]] Result<std::vector<Task>> list_of_year(db::Tx& tx, const Id<Company>& company, int year);
/// Latest closed first.
[[nodiscard]] Result<std::vector<Task>> list_closed(db::Tx& tx, const Id<Company>& company, State state, int limit);
[[nodiscard]] Result<std::vector<std::string>> open_keys(db::Tx& tx, const Id<Company>& company,
                                                         std::string_view origin);
/// Whether the department or person is the company's (roles always are).
[[nodiscard]] Result<bool> owner_exists(db::Tx& tx, const Id<Company>& company, const Owner& owner);
/// Of a department or person; "" when it is gone.
[[nodiscard]] Result<std::string> owner_name(db::Tx& tx, const Id<Company>& company, const Owner& owner);
/// Empty when the person has none.
[[nodiscard]] Result<Id<Department>> department_of(db::Tx& tx, const Id<Company>& company, const Id<User>& user);

/// "role" "department" "user" and the name or id.
[[nodiscard]] std::string_view kind_of(const Owner& owner);
[[nodiscard]] std::string id_of(const Owner& owner);
[[nodiscard]] Owner owner_of(std::string_view kind, const std::string& id);

}  // namespace sonae::tasks::store
