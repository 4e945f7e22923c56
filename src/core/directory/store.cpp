#include "core/directory/store.h"

#include "core/directory/store_organisation.h"

namespace sonae::directory::store {

namespace {

// Companies
constexpr db::Sql insert_company_row =
    "insert into companies (company_id, name, fiscal_year_start, created_at) values ($1, $2, $3, $4)";
constexpr db::Sql select_company =
    "select company_id, name, fiscal_year_start, language from companies where company_id = $1";
constexpr db::Sql select_companies =
    "select company_id, name, fiscal_year_start, language from companies order by created_at, company_id limit 1000";

// Departments
constexpr db::Sql insert_department_row =
    "insert into departments (company_id, id, parent_id, name, position, version) values ($1, $2, $3, $4, $5, $6)";
constexpr db::Sql select_departments =
    "select id, name, parent_id, position, version, site_id from departments where company_id = $1 and deleted_at is "
    "null "
    "order by position, id limit 5000";
constexpr db::Sql select_department =
    "select id, name, parent_id, position, version, site_id from departments "
    "where company_id = $1 and id = $2 and deleted_at is null";
constexpr db::Sql count_left =
    "select (select count(*) from departments where company_id = $1 and parent_id = $2 and deleted_at is null), "
    "(select count(*) from users u where u.company_id = $1 and u.left_on is null and (u.department_id = $2 or exists ("
    "select 1 from other_posts p where p.company_id = $1 and p.user_id = u.id and p.department_id = $2)))";
constexpr db::Sql update_removed =
    "update departments set deleted_at = $4, version = version + 1 "
    "where company_id = $1 and id = $2 and version = $3 and deleted_at is null";
constexpr db::Sql select_removed =
    "select id, name, parent_id, position, version, site_id, deleted_at from departments "
    "where company_id = $1 and deleted_at is not null order by deleted_at desc, id limit 200";
constexpr db::Sql update_restored =
    "update departments set deleted_at = null, parent_id = $4, version = version + 1 "
    "where company_id = $1 and id = $2 and version = $3 and deleted_at is not null";
constexpr db::Sql update_department_row =
    "update departments set name = $4, parent_id = $5, position = $6, site_id = $7, version = version + 1 "
    "where company_id = $1 and id = $2 and version = $3";
// Inside one company, so that a sharded database answers it on one shard. `union` ends even a ring.
constexpr db::Sql select_subtree =
    "with recursive below (id) as (select id from departments where company_id = $1 and id = $2 union "
    "select child.id from departments child join below on child.parent_id = below.id where child.company_id = $1) "
    "select id from below order by id";

// Users; list and single row have the same columns
constexpr db::Sql insert_user_row =
    "insert into users (company_id, id, login, login_folded, name, side, department_id, disabled, language, "
    "created_at, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
constexpr db::Sql select_login = "select id from users where company_id = $1 and login_folded = $2";
constexpr db::Sql select_user =
    "select u.id, u.login, u.name, u.side, u.department_id, d.name, u.disabled, u.language, u.last_sign_in_at, "
    "u.version, u.employee_no, u.kana, u.mail, u.site_id, s.name, u.employer, u.until, u.left_on from users u "
    "left join departments d on d.company_id = u.company_id and d.id = u.department_id "
    "left join sites s on s.company_id = u.company_id and s.id = u.site_id "
    "where u.company_id = $1 and u.id = $2";
constexpr db::Sql select_users =
    "select u.id, u.login, u.name, u.side, u.department_id, d.name, u.disabled, u.language, u.last_sign_in_at, "
    "u.version, u.employee_no, u.kana, u.mail, u.site_id, s.name, u.employer, u.until, u.left_on from users u "
    "left join departments d on d.company_id = u.company_id and d.id = u.department_id "
    "left join sites s on s.company_id = u.company_id and s.id = u.site_id "
    "where u.company_id = $1 order by u.login_folded limit 10000";
constexpr db::Sql update_user_row =
    "update users set name = $4, department_id = $5, disabled = $6, version = version + 1 "
    "where company_id = $1 and id = $2 and version = $3";
constexpr db::Sql update_user_side =
    "update users set side = $4, version = version + 1 where company_id = $1 and id = $2 and version = $3";
constexpr db::Sql update_user_language = "update users set language = $3 where company_id = $1 and id = $2";
constexpr db::Sql update_user_sign_in = "update users set last_sign_in_at = $3 where company_id = $1 and id = $2";
constexpr db::Sql select_accounts =
    "select company_id, id from users where login_folded = $1 and disabled = 0 order by company_id limit 4";
constexpr db::Sql select_any_user = "select id from users limit 1";

// Roles
constexpr db::Sql insert_role =
    "insert into role_assignments (company_id, user_id, role, side) values ($1, $2, $3, $4)";
constexpr db::Sql delete_roles = "delete from role_assignments where company_id = $1 and user_id = $2";
constexpr db::Sql select_roles_of =
    "select role from role_assignments where company_id = $1 and user_id = $2 order by role";
constexpr db::Sql select_roles =
    "select user_id, role from role_assignments where company_id = $1 order by user_id, role";

constexpr std::string_view operation_side = "operation";
constexpr std::string_view audit_side = "audit";

std::string_view text_of(Side side) { return side == Side::Audit ? audit_side : operation_side; }

template <typename Tag>
std::optional<std::string> optional_id(const Id<Tag>& id) {
  if (id.empty()) return std::nullopt;
  return id.text();
}

CompanyView company_of(const db::Row& row) {
  return {row.id<Company>(0), row.text(1), static_cast<int>(row.integer(2)), row.text(3)};
}

DepartmentView department_of(const db::Row& row) {
  return {row.id<Department>(0), row.text(1), row.id<Department>(2), row.integer(3), row.integer(4), row.id<Site>(5)};
}

UserView user_of(const db::Row& row) {
  UserView user;
  user.id = row.id<User>(0);
  user.login = row.text(1);
  user.name = row.text(2);
  user.side = row.text(3) == audit_side ? Side::Audit : Side::Operation;
  user.department = row.id<Department>(4);
  user.department_name = row.text_or_empty(5);
  user.disabled = row.boolean(6);
  user.language = row.text(7);
  if (!row.is_null(8)) user.last_sign_in_at = row.instant(8);
  user.version = row.integer(9);
  user.employee_no = row.text_or_empty(10);
  user.kana = row.text(11);
  user.mail = row.text(12);
  user.site = row.id<Site>(13);
  user.site_name = row.text_or_empty(14);
  user.employer = row.text(15);
  if (!row.is_null(16)) user.until = Date::parse_iso(row.text(16));
  if (!row.is_null(17)) user.left_on = Date::parse_iso(row.text(17));
  return user;
}

Result<Role> role_of(const std::string& text) {
  const auto role = parse_role(text);
  if (!role) return internal("a role this program does not know: " + text);
  return *role;
}

}  // namespace

Result<void> insert_company(db::WriteTx& tx, const CompanyView& company, Instant now) {
  TRY(tx.execute(insert_company_row, {company.id, company.name, company.fiscal_year_start, now}));
  return {};
}

Result<std::optional<CompanyView>> find_company(db::Tx& tx, const Id<Company>& company) {
  const auto row = TRY(tx.find(select_company, {company}));
  if (!row) return std::nullopt;
  return company_of(*row);
}

Result<std::vector<CompanyView>> list_companies(db::Tx& tx) {
  std::vector<CompanyView> companies;
  for (const db::Row& row : TRY(tx.query(select_companies))) companies.push_back(company_of(row));
  return companies;
}

Result<void> insert_department(db::WriteTx& tx, const Id<Company>& company, const DepartmentView& department) {
  TRY(tx.execute(insert_department_row, {company, department.id, optional_id(department.parent), department.name,
                                         department.order, department.version}));
  return {};
}

Result<std::vector<DepartmentView>> list_departments(db::Tx& tx, const Id<Company>& company) {
  std::vector<DepartmentView> departments;
  for (const db::Row& row : TRY(tx.query(select_departments, {company}))) departments.push_back(department_of(row));
  return departments;
}

Result<std::optional<DepartmentView>> find_department(db::Tx& tx, const Id<Company>& company,
                                                      const Id<Department>& department) {
  const auto row = TRY(tx.find(select_department, {company, department}));
  if (!row) return std::nullopt;
  return department_of(*row);
}

Result<bool> update_department(db::WriteTx& tx, const Id<Company>& company, const DepartmentView& department) {
  return TRY(tx.execute(update_department_row,
                        {company, department.id, department.version, department.name, optional_id(department.parent),
                         department.order, optional_id(department.site)})) == 1;
}

Result<std::vector<Id<Department>>> list_subtree(db::Tx& tx, const Id<Company>& company, const Id<Department>& top) {
  std::vector<Id<Department>> ids;
  for (const db::Row& row : TRY(tx.query(select_subtree, {company, top}))) ids.push_back(row.id<Department>(0));
  return ids;
}

Result<Remainder> count_remainder(db::Tx& tx, const Id<Company>& company, const Id<Department>& department) {
  const auto row = TRY(tx.find(count_left, {company, department}));
  return Remainder{row->integer(0), row->integer(1), 0};
}

Result<bool> mark_removed(db::WriteTx& tx, const Id<Company>& company, const DepartmentView& department, Instant now) {
  return TRY(tx.execute(update_removed, {company, department.id, department.version, now})) == 1;
}

Result<std::vector<RemovedDepartment>> list_removed(db::Tx& tx, const Id<Company>& company) {
  std::vector<RemovedDepartment> list;
  for (const db::Row& row : TRY(tx.query(select_removed, {company})))
    list.push_back({department_of(row), row.instant(6)});
  return list;
}

Result<bool> mark_restored(db::WriteTx& tx, const Id<Company>& company, const DepartmentView& department) {
  return TRY(tx.execute(update_restored,
                        {company, department.id, department.version, optional_id(department.parent)})) == 1;
}

Result<void> insert_user(db::WriteTx& tx, const Id<Company>& company, const UserView& user,
                         std::string_view login_folded, Instant now) {
  TRY(tx.execute(insert_user_row, {company, user.id, user.login, login_folded, user.name, text_of(user.side),
                                   optional_id(user.department), user.disabled, user.language, now, user.version}));
  return replace_roles(tx, company, user);
}

Result<bool> login_exists(db::Tx& tx, const Id<Company>& company, std::string_view login_folded) {
  return TRY(tx.find(select_login, {company, login_folded})).has_value();
}

Result<std::optional<UserView>> find_user(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  const auto row = TRY(tx.find(select_user, {company, user}));
  if (!row) return std::nullopt;
  UserView view = user_of(*row);
  for (const db::Row& role : TRY(tx.query(select_roles_of, {company, user})))
    view.roles.insert(TRY(role_of(role.text(0))));
  view.posts = TRY(list_posts_of(tx, company, user));
  return view;
}

Result<std::vector<UserView>> list_users(db::Tx& tx, const Id<Company>& company) {
  std::map<std::string, std::set<Role>> roles;
  for (const db::Row& row : TRY(tx.query(select_roles, {company})))
    roles[row.text(0)].insert(TRY(role_of(row.text(1))));
  auto posts = TRY(list_posts(tx, company));
  std::vector<UserView> users;
  for (const db::Row& row : TRY(tx.query(select_users, {company}))) {
    users.push_back(user_of(row));
    users.back().roles = roles[users.back().id.text()];
    if (const auto found = posts.find(users.back().id.text()); found != posts.end())
      users.back().posts = std::move(found->second);
  }
  return users;
}

Result<bool> update_user(db::WriteTx& tx, const Id<Company>& company, const UserView& user) {
  return TRY(tx.execute(update_user_row,
                        {company, user.id, user.version, user.name, optional_id(user.department), user.disabled})) == 1;
}

Result<void> replace_roles(db::WriteTx& tx, const Id<Company>& company, const UserView& user) {
  TRY(tx.execute(delete_roles, {company, user.id}));
  for (const Role role : user.roles)
    TRY(tx.execute(insert_role, {company, user.id, name_of(role), text_of(user.side)}));
  return {};
}

Result<bool> switch_side(db::WriteTx& tx, const Id<Company>& company, const UserView& user) {
  TRY(tx.execute(delete_roles, {company, user.id}));
  if (TRY(tx.execute(update_user_side, {company, user.id, user.version, text_of(user.side)})) != 1) return false;
  for (const Role role : user.roles)
    TRY(tx.execute(insert_role, {company, user.id, name_of(role), text_of(user.side)}));
  return true;
}

Result<void> update_language(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                             std::string_view language) {
  TRY(tx.execute(update_user_language, {company, user, language}));
  return {};
}

Result<void> update_last_sign_in(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, Instant now) {
  TRY(tx.execute(update_user_sign_in, {company, user, now}));
  return {};
}

Result<std::vector<session::AccountSource::Account>> find_accounts(db::Tx& tx, std::string_view login_folded) {
  std::vector<session::AccountSource::Account> accounts;
  for (const db::Row& row : TRY(tx.query(select_accounts, {login_folded})))
    accounts.push_back({row.id<Company>(0), row.id<User>(1)});
  return accounts;
}

Result<bool> any_user(db::Tx& tx) { return TRY(tx.find(select_any_user)).has_value(); }

}  // namespace sonae::directory::store
