#include "core/tasks/store_reminders.h"

namespace sonae::tasks::store {

namespace {

constexpr db::Sql select_holders =
    "select u.id, u.department_id, u.language from users u join role_assignments r on r.company_id = u.company_id and "
    "r.user_id = u.id where u.company_id = $1 and r.role = $2 and u.disabled = 0 order by u.id limit 1000";
constexpr db::Sql select_recipient =
    "select id, department_id, language from users where company_id = $1 and id = $2 and disabled = 0";
constexpr db::Sql select_parent = "select parent_id from departments where company_id = $1 and id = $2";
constexpr db::Sql select_day = "select day from reminder_days where company_id = $1";
constexpr db::Sql put_day =
    "insert into reminder_days (company_id, day) values ($1, $2) on conflict (company_id) do update set "
    "day = excluded.day";

Recipient recipient_of(const db::Row& row) { return {row.id<User>(0), row.id<Department>(1), row.text(2)}; }

}  // namespace

Result<std::vector<Recipient>> holders_of(db::Tx& tx, const Id<Company>& company, Role role) {
  std::vector<Recipient> list;
  for (const db::Row& row : TRY(tx.query(select_holders, {company, name_of(role)}))) list.push_back(recipient_of(row));
  return list;
}

Result<std::optional<Recipient>> find_recipient(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  const auto row = TRY(tx.find(select_recipient, {company, user}));
  if (!row) return std::nullopt;
  return recipient_of(*row);
}

Result<Id<Department>> parent_of(db::Tx& tx, const Id<Company>& company, const Id<Department>& department) {
  const auto row = TRY(tx.find(select_parent, {company, department}));
  return row ? row->id<Department>(0) : Id<Department>();
}

Result<std::optional<Date>> reminder_day(db::Tx& tx, const Id<Company>& company) {
  const auto row = TRY(tx.find(select_day, {company}));
  return row ? Date::parse_iso(row->text(0)) : std::nullopt;
}

Result<void> put_reminder_day(db::WriteTx& tx, const Id<Company>& company, Date day) {
  TRY(tx.execute(put_day, {company, day}));
  return {};
}

}  // namespace sonae::tasks::store
