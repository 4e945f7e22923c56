// Reads what the pictures of one sheet are made from.

#include <set>

#include "core/directory/directory.h"
#include "features/assessment/pictures/pictures.h"
#include "features/assessment/target/target.h"

namespace sonae::assessment::pictures {

namespace {

/// The newest sheet of each earlier year, newest year first.
Result<std::vector<Sheet>> earlier_sheets(db::Tx& tx, const Actor& actor, int year) {
  std::vector<Sheet> sheets;
  std::set<int> seen;
  for (const Summary& summary : TRY(list_assessments(tx, actor))) {
    if (summary.fiscal_year >= year || sheets.size() >= trend_years) continue;
    if (!seen.insert(summary.fiscal_year).second) continue;
    sheets.push_back(TRY(get_sheet(tx, actor, summary.id)));
  }
  return sheets;
}

}  // namespace

Result<Material> load(db::Tx& tx, const Actor& actor, const Id<Assessment>& id, std::optional<Name> only) {
  const auto needed = [only](Name name) { return !only || *only == name; };
  Material material;
  material.sheet = TRY(get_sheet(tx, actor, id));
  const int year = material.sheet.summary.fiscal_year;
  if (needed(Name::Trend)) material.earlier = TRY(earlier_sheets(tx, actor, year));
  if (needed(Name::Radar)) material.previous = TRY(find_previous_sheet(tx, actor, year));
  material.goal = target::goal_of(TRY(target::get_target(tx, actor, year)));
  for (const auto& department : TRY(directory::list_departments(tx, actor)))
    material.departments.emplace_back(department.id.text(), department.name);
  return material;
}

}  // namespace sonae::assessment::pictures
