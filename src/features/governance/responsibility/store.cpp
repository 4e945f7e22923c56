#include "features/governance/responsibility/store.h"

#include <algorithm>

namespace sonae::governance::responsibility::store {

namespace {

constexpr db::Sql select_table =
    "select confirmed_on, confirmed_by_name, changed_since, version, confirmed_by from responsibility_tables"
    " where company_id = $1 and fiscal_year = $2";
constexpr db::Sql select_items =
    "select no, label, condition from responsibility_items where company_id = $1 and fiscal_year = $2"
    " order by position limit 2000";
constexpr db::Sql select_marks =
    "select no, department_id, mark from responsibility_marks where company_id = $1 and fiscal_year = $2"
    " order by no, department_id limit 200000";
constexpr db::Sql insert_table =
    "insert into responsibility_tables (company_id, fiscal_year, confirmed_by_name, changed_since, version)"
    " values ($1, $2, '', 0, 1) on conflict (company_id, fiscal_year) do nothing";
constexpr db::Sql update_table =
    "update responsibility_tables set confirmed_on = $4, confirmed_by = $5, confirmed_by_name = $6, changed_since = "
    "$7, version = version + 1"
    " where company_id = $1 and fiscal_year = $2 and version = $3";
constexpr db::Sql delete_items = "delete from responsibility_items where company_id = $1 and fiscal_year = $2";
constexpr db::Sql insert_item =
    "insert into responsibility_items (company_id, fiscal_year, no, position, label, condition)"
    " values ($1, $2, $3, $4, $5, $6)";
constexpr db::Sql upsert_mark =
    "insert into responsibility_marks (company_id, fiscal_year, no, department_id, mark) values ($1, $2, $3, $4, $5)"
    " on conflict (company_id, fiscal_year, no, department_id) do update set mark = excluded.mark";
constexpr db::Sql delete_mark =
    "delete from responsibility_marks where company_id = $1 and fiscal_year = $2 and no = $3 and department_id = $4";
constexpr db::Sql select_office =
    "select u.department_id from users u join role_assignments r on r.company_id = u.company_id and r.user_id = u.id"
    " and r.role = 'secretariat' where u.company_id = $1 and u.disabled = 0 and u.department_id is not null"
    " order by u.name, u.id limit 1";

}  // namespace

Result<Table> get_table(db::Tx& tx, const Id<Company>& company, int fiscal_year) {
  Table table;
  table.fiscal_year = fiscal_year;
  const auto row = TRY(tx.find(select_table, {company, fiscal_year}));
  if (!row) return table;
  if (!row->is_null(0)) table.confirmed_on = Date::parse_iso(row->text(0));
  table.confirmed_by = row->text(1);
  table.changed_since = row->boolean(2);
  table.version = row->integer(3);
  table.confirmed_by_user = row->id<User>(4);
  for (const db::Row& one : TRY(tx.query(select_items, {company, fiscal_year})))
    table.lines.push_back({static_cast<int>(one.integer(0)), one.text(1), one.text(2), {}, {}});
  std::map<int, std::size_t> places;
  for (std::size_t i = 0; i < table.lines.size(); ++i) places[table.lines[i].no] = i;
  for (const db::Row& one : TRY(tx.query(select_marks, {company, fiscal_year}))) {
    const auto place = places.find(static_cast<int>(one.integer(0)));
    const auto mark = parse_mark(one.text(2));
    if (!mark) return internal("a stored mark is unknown: " + one.text(2));
    if (place != places.end()) table.lines[place->second].marks[one.text(1)] = *mark;
  }
  return table;
}

Result<void> put_table(db::WriteTx& tx, const Id<Company>& company, const Table& table) {
  if (table.version == 0) {
    if (TRY(tx.execute(insert_table, {company, table.fiscal_year})) != 1) return conflict("responsibility.version");
    return {};
  }
  const db::Arg by = table.confirmed_by_user.empty() ? db::Arg(std::nullopt) : db::Arg(table.confirmed_by_user);
  const std::int64_t rows = TRY(tx.execute(update_table, {company, table.fiscal_year, table.version, table.confirmed_on,
                                                          by, table.confirmed_by, table.changed_since}));
  if (rows != 1) return conflict("responsibility.version");
  return {};
}

Result<void> replace_items(db::WriteTx& tx, const Id<Company>& company, const Table& table) {
  TRY(tx.execute(delete_items, {company, table.fiscal_year}));
  std::vector<db::Args> items;
  for (const Line& line : table.lines)
    items.push_back(
        {company, table.fiscal_year, line.no, static_cast<std::int64_t>(items.size()), line.label, line.condition});
  return tx.execute_many(insert_item, items);
}

Result<void> put_marks(db::WriteTx& tx, const Id<Company>& company, int fiscal_year,
                       const std::vector<Change>& changes) {
  std::vector<db::Args> set;
  std::vector<db::Args> cleared;
  for (const Change& one : changes) {
    if (one.to)
      set.push_back({company, fiscal_year, one.no, one.department, name_of(*one.to)});
    else
      cleared.push_back({company, fiscal_year, one.no, one.department});
  }
  TRY(tx.execute_many(upsert_mark, set));
  return tx.execute_many(delete_mark, cleared);
}

Result<Id<Department>> office_of(db::Tx& tx, const Id<Company>& company) {
  const auto row = TRY(tx.find(select_office, {company}));
  return row ? row->id<Department>(0) : Id<Department>();
}

}  // namespace sonae::governance::responsibility::store
