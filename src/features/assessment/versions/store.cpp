#include "features/assessment/versions/store.h"

#include <charconv>
#include <map>

namespace sonae::assessment::versions::store {

namespace {

constexpr db::Sql insert_carry_row =
    "insert into carry_overs (company_id, assessment_id, source_id, carried, reworded, added, carried_at, carried_by)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8)";
constexpr db::Sql select_source = "select source_id from carry_overs where company_id = $1 and assessment_id = $2";

constexpr db::Sql insert_comparison_row =
    "insert into comparisons (company_id, comparison_id, assessment_id, from_side, to_side, from_name, to_name,"
    " unchanged, renumbered, reworded, added, removed, note, kept_at, kept_by)"
    " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
constexpr db::Sql insert_department_row =
    "insert into comparison_departments (company_id, comparison_id, department_id, ordinal, name, numbers, carried)"
    " values ($1, $2, $3, $4, $5, $6, $7)";
// $2 is one comparison or '' for all.
constexpr db::Sql select_comparisons =
    "select c.comparison_id, c.assessment_id, a.fiscal_year, c.from_side, c.to_side, c.from_name, c.to_name,"
    " c.unchanged, c.renumbered, c.reworded, c.added, c.removed, c.note, c.kept_at, u.name"
    " from comparisons c"
    " join assessments a on a.company_id = c.company_id and a.assessment_id = c.assessment_id"
    " left join users u on u.company_id = c.company_id and u.id = c.kept_by"
    " where c.company_id = $1 and ($2 = '' or c.comparison_id = $2)"
    " order by c.kept_at desc, c.comparison_id desc limit 200";
constexpr db::Sql select_departments =
    "select comparison_id, department_id, name, numbers, carried from comparison_departments"
    " where company_id = $1 and ($2 = '' or comparison_id = $2) order by comparison_id, ordinal limit 60000";

/// "3 17 21", so that it stays readable in the database.
std::string text_of(const std::vector<int>& numbers) {
  std::string text;
  for (const int no : numbers) text += (text.empty() ? "" : " ") + std::to_string(no);
  return text;
}

std::vector<int> numbers_in(const std::string& text) {
  std::vector<int> numbers;
  const char* at = text.data();
  const char* end = text.data() + text.size();
  while (at < end) {
    int no = 0;
    const auto [next, error] = std::from_chars(at, end, no);
    if (error != std::errc{}) break;
    numbers.push_back(no);
    at = next + 1;
  }
  return numbers;
}

Kept kept_of(const db::Row& row) {
  Kept kept;
  kept.id = row.id<KeptComparison>(0);
  kept.assessment = row.id<Assessment>(1);
  kept.fiscal_year = static_cast<int>(row.integer(2));
  kept.from_side = row.text(3);
  kept.to_side = row.text(4);
  kept.from_name = row.text(5);
  kept.to_name = row.text(6);
  kept.counts = {static_cast<int>(row.integer(7)), static_cast<int>(row.integer(8)), static_cast<int>(row.integer(9)),
                 static_cast<int>(row.integer(10)), static_cast<int>(row.integer(11))};
  kept.note = row.text(12);
  kept.kept_at = row.instant(13);
  kept.kept_by = row.text_or_empty(14);
  return kept;
}

Result<std::vector<Kept>> load(db::Tx& tx, const Scope& scope, const db::Arg& one) {
  std::vector<Kept> list;
  std::map<std::string, std::size_t> places;
  for (const db::Row& row : TRY(tx.query(select_comparisons, {scope.company, one}))) {
    places[row.text(0)] = list.size();
    list.push_back(kept_of(row));
  }
  for (const db::Row& row : TRY(tx.query(select_departments, {scope.company, one}))) {
    const auto place = places.find(row.text(0));
    const auto department = row.id<Department>(1);
    if (place == places.end() || !scope.holds(department)) continue;
    list[place->second].departments.push_back(
        {department, row.text(2), numbers_in(row.text(3)), static_cast<int>(row.integer(4))});
  }
  return list;
}

}  // namespace

Result<void> insert_carry(db::WriteTx& tx, const Scope& scope, const CarryRow& row, const Id<User>& by, Instant now) {
  TRY(tx.execute(insert_carry_row,
                 {scope.company, row.assessment, row.source, row.carried, row.reworded, row.added, now, by}));
  return {};
}

Result<std::optional<Id<Assessment>>> find_source(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment) {
  const auto row = TRY(tx.find(select_source, {scope.company, assessment}));
  if (!row) return std::optional<Id<Assessment>>();
  return std::optional(row->id<Assessment>(0));
}

Result<void> insert_comparison(db::WriteTx& tx, const Scope& scope, const Kept& kept, const Id<User>& by) {
  const ComparisonCounts& counts = kept.counts;
  TRY(tx.execute(insert_comparison_row, {scope.company, kept.id, kept.assessment, kept.from_side, kept.to_side,
                                         kept.from_name, kept.to_name, counts.unchanged, counts.renumbered,
                                         counts.reworded, counts.added, counts.removed, kept.note, kept.kept_at, by}));
  std::vector<db::Args> rows;
  for (const KeptDepartment& department : kept.departments)
    rows.push_back({scope.company, kept.id, department.department, static_cast<std::int64_t>(rows.size()),
                    department.name, text_of(department.numbers), department.carried});
  return tx.execute_many(insert_department_row, rows);
}

Result<std::vector<Kept>> list_comparisons(db::Tx& tx, const Scope& scope) { return load(tx, scope, ""); }

Result<Kept> get_comparison(db::Tx& tx, const Scope& scope, const Id<KeptComparison>& id) {
  std::vector<Kept> found = TRY(load(tx, scope, id));
  if (found.empty()) return not_found();
  return std::move(found.front());
}

}  // namespace sonae::assessment::versions::store
