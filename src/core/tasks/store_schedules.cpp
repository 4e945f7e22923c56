#include "core/tasks/store_schedules.h"

#include "core/tasks/store.h"

namespace sonae::tasks::store {

namespace {

constexpr db::Sql insert_row =
    "insert into schedules (company_id, id, duty, title, rule_kind, rule_days, rule_month, rule_day, rule_months, "
    "rule_length, rule_every_years, rule_first_year, rule_shift, owner_kind, owner_id, each_department, remind_days, "
    "escalate_days, harm, active, position, version, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7, $8, "
    "$9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, 1, $22, $23)";
constexpr db::Sql update_row =
    "update schedules set title = $4, rule_kind = $5, rule_days = $6, rule_month = $7, rule_day = $8, rule_months = "
    "$9, rule_length = $10, rule_every_years = $11, rule_first_year = $12, rule_shift = $13, owner_kind = $14, "
    "owner_id = $15, each_department = $16, remind_days = $17, escalate_days = $18, harm = $19, active = $20, "
    "position = $21, changed_at = $22, changed_by = $23, version = version + 1 "
    "where company_id = $1 and id = $2 and version = $3";
constexpr db::Sql select_row =
    "select id, duty, title, rule_kind, rule_days, rule_month, rule_day, rule_months, rule_length, rule_every_years, "
    "rule_first_year, rule_shift, owner_kind, owner_id, each_department, remind_days, escalate_days, harm, active, "
    "position, version from schedules where company_id = $1 and id = $2";
constexpr db::Sql select_rows =
    "select id, duty, title, rule_kind, rule_days, rule_month, rule_day, rule_months, rule_length, rule_every_years, "
    "rule_first_year, rule_shift, owner_kind, owner_id, each_department, remind_days, escalate_days, harm, active, "
    "position, version from schedules where company_id = $1 order by position, id limit 200";

constexpr db::Sql select_years =
    "select fiscal_year, hand_in from planned_years where company_id = $1 order by fiscal_year limit 200";
constexpr db::Sql put_year =
    "insert into planned_years (company_id, fiscal_year, hand_in, planned_at, planned_by) values ($1, $2, $3, $4, $5) "
    "on conflict (company_id, fiscal_year) do update set hand_in = excluded.hand_in, planned_at = excluded.planned_at, "
    "planned_by = excluded.planned_by";
constexpr db::Sql select_led =
    "select distinct u.department_id from users u join role_assignments r on r.company_id = u.company_id and "
    "r.user_id = u.id where u.company_id = $1 and r.role = 'manager' and u.disabled = 0 and "
    "u.department_id is not null order by u.department_id limit 500";

constexpr db::Sql select_days =
    "select day, name, works from company_days where company_id = $1 and day >= $2 order by day limit 400";
constexpr db::Sql put_day =
    "insert into company_days (company_id, day, name, works) values ($1, $2, $3, $4) "
    "on conflict (company_id, day) do update set name = excluded.name, works = excluded.works";
constexpr db::Sql delete_day = "delete from company_days where company_id = $1 and day = $2";

Result<Schedule> schedule_of(const db::Row& row) {
  Schedule schedule;
  schedule.id = row.text(0);
  schedule.duty = row.text(1);
  schedule.title = row.text(2);
  const auto kind = parse_rule_kind(row.text(3));
  const auto shift = parse_shift(row.text(11));
  if (!kind || !shift) return internal("a stored duty has an unknown rule: " + row.text(3) + " " + row.text(11));
  const auto number = [&](std::size_t column) { return static_cast<int>(row.integer(column)); };
  schedule.rule = {*kind, number(4), number(5), number(6), number(7), number(8), number(9), number(10), *shift};
  schedule.owner = owner_of(row.text(12), row.text(13));
  schedule.each_department = row.boolean(14);
  schedule.remind_days = number(15);
  schedule.escalate_days = number(16);
  schedule.harm = static_cast<Harm>(row.integer(17));
  schedule.active = row.boolean(18);
  schedule.position = number(19);
  schedule.version = row.integer(20);
  return schedule;
}

/// Both statements take the same values in the same places; only the third differs: the duty, or the version seen.
db::Args values_of(const Id<Company>& company, const Schedule& schedule, const db::Arg& third, const Id<User>& by,
                   Instant now) {
  const Rule& rule = schedule.rule;
  return {company,
          schedule.id,
          third,
          schedule.title,
          name_of(rule.kind),
          rule.days,
          rule.month,
          rule.day,
          rule.months,
          rule.length,
          rule.every_years,
          rule.first_year,
          name_of(rule.shift),
          kind_of(schedule.owner),
          id_of(schedule.owner),
          schedule.each_department,
          schedule.remind_days,
          schedule.escalate_days,
          static_cast<int>(schedule.harm),
          schedule.active,
          schedule.position,
          now,
          by};
}

}  // namespace

Result<void> insert_schedule(db::WriteTx& tx, const Id<Company>& company, const Schedule& schedule, const Id<User>& by,
                             Instant now) {
  TRY(tx.execute(insert_row, values_of(company, schedule, schedule.duty, by, now)));
  return {};
}

Result<bool> update_schedule(db::WriteTx& tx, const Id<Company>& company, const Schedule& schedule, const Id<User>& by,
                             Instant now) {
  return TRY(tx.execute(update_row, values_of(company, schedule, schedule.version, by, now))) == 1;
}

Result<std::optional<Schedule>> find_schedule(db::Tx& tx, const Id<Company>& company, std::string_view id) {
  const auto row = TRY(tx.find(select_row, {company, id}));
  if (!row) return std::nullopt;
  return TRY(schedule_of(*row));
}

Result<std::vector<Schedule>> list_schedules(db::Tx& tx, const Id<Company>& company) {
  std::vector<Schedule> list;
  for (const db::Row& row : TRY(tx.query(select_rows, {company}))) list.push_back(TRY(schedule_of(row)));
  return list;
}

Result<std::vector<PlannedYear>> planned_years(db::Tx& tx, const Id<Company>& company) {
  std::vector<PlannedYear> list;
  for (const db::Row& row : TRY(tx.query(select_years, {company})))
    list.push_back({static_cast<int>(row.integer(0)), Date::parse_iso(row.text(1)).value_or(Date())});
  return list;
}

Result<void> put_planned_year(db::WriteTx& tx, const Id<Company>& company, const PlannedYear& year, const Id<User>& by,
                              Instant now) {
  TRY(tx.execute(put_year, {company, year.year, year.hand_in, now, by}));
  return {};
}

Result<std::vector<Id<Department>>> led_departments(db::Tx& tx, const Id<Company>& company) {
  std::vector<Id<Department>> list;
  for (const db::Row& row : TRY(tx.query(select_led, {company}))) list.push_back(row.id<Department>(0));
  return list;
}

Result<std::vector<CompanyDay>> company_days(db::Tx& tx, const Id<Company>& company, Date from) {
  std::vector<CompanyDay> list;
  for (const db::Row& row : TRY(tx.query(select_days, {company, from})))
    list.push_back({Date::parse_iso(row.text(0)).value_or(Date()), row.text(1), row.boolean(2)});
  return list;
}

Result<void> put_company_day(db::WriteTx& tx, const Id<Company>& company, const CompanyDay& day) {
  TRY(tx.execute(put_day, {company, day.day, day.name, day.works}));
  return {};
}

Result<bool> remove_company_day(db::WriteTx& tx, const Id<Company>& company, Date day) {
  return TRY(tx.execute(delete_day, {company, day})) == 1;
}

}  // namespace sonae::tasks::store
