#include "features/assessment/target/store.h"

namespace sonae::assessment::target::store {

namespace {

constexpr db::Sql select_target =
    "select level, items, due, version from targets where company_id = $1 and fiscal_year = $2";
constexpr db::Sql insert_target =
    "insert into targets (company_id, fiscal_year, level, items, due, version, changed_at, changed_by) "
    "values ($1, $2, $3, $4, $5, 1, $6, $7) on conflict (company_id, fiscal_year) do nothing";
constexpr db::Sql update_target =
    "update targets set level = $4, items = $5, due = $6, changed_at = $7, changed_by = $8, version = version + 1 "
    "where company_id = $1 and fiscal_year = $2 and version = $3";

constexpr db::Sql select_customers =
    "select name, due from target_customers where company_id = $1 and fiscal_year = $2 order by position limit 200";
constexpr db::Sql delete_customers = "delete from target_customers where company_id = $1 and fiscal_year = $2";
constexpr db::Sql insert_customer =
    "insert into target_customers (company_id, fiscal_year, position, name, due) values ($1, $2, $3, $4, $5)";

std::optional<Date> date_in(const db::Row& row, std::size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return Date::parse_iso(row.text(column));
}

}  // namespace

Result<std::optional<Target>> find_target(db::Tx& tx, const Scope& scope, int fiscal_year) {
  const auto row = TRY(tx.find(select_target, {scope.company, fiscal_year}));
  if (!row) return std::nullopt;
  Target target;
  target.fiscal_year = fiscal_year;
  if (!row->is_null(0)) target.level = static_cast<int>(row->integer(0));
  auto numbers = read_numbers(row->text(1));
  if (!numbers) return internal("item numbers of a target cannot be read: " + row->text(1));
  target.numbers = std::move(*numbers);
  target.due = date_in(*row, 2);
  target.version = row->integer(3);
  for (const db::Row& customer : TRY(tx.query(select_customers, {scope.company, fiscal_year})))
    target.customers.push_back({customer.text(0), date_in(customer, 1)});
  return target;
}

Result<bool> put_target(db::WriteTx& tx, const Scope& scope, const Target& target, const Id<User>& by, Instant now) {
  const std::string items = write_numbers(target.numbers);
  const std::int64_t rows = target.version == 0
                                ? TRY(tx.execute(insert_target, {scope.company, target.fiscal_year, target.level, items,
                                                                 target.due, now, by}))
                                : TRY(tx.execute(update_target, {scope.company, target.fiscal_year, target.version,
                                                                 target.level, items, target.due, now, by}));
  if (rows != 1) return false;
  TRY(tx.execute(delete_customers, {scope.company, target.fiscal_year}));
  std::vector<db::Args> customers;
  for (const Customer& customer : target.customers)
    customers.push_back(
        {scope.company, target.fiscal_year, static_cast<std::int64_t>(customers.size()), customer.name, customer.due});
  TRY(tx.execute_many(insert_customer, customers));
  return true;
}

}  // namespace sonae::assessment::target::store
