// Reads what the pictures of one sheet are made from.

#include <set>

#include "core/directory/directory.h"
#include "features/assessment/pictures/pictures.h"

namespace sonae::assessment::pictures {

Result<Material> load(db::Tx& tx, const Actor& actor, const Id<Assessment>& id) {
  Material material;
  material.sheet = TRY(get_sheet(tx, actor, id));
  const int year = material.sheet.summary.fiscal_year;
  std::set<int> seen;
  for (const Summary& summary : TRY(list_assessments(tx, actor))) {
    if (summary.fiscal_year >= year || material.earlier.size() >= trend_years) continue;
    if (!seen.insert(summary.fiscal_year).second) continue;  // the newest of a year stands for it
    material.earlier.push_back(TRY(get_sheet(tx, actor, summary.id)));
  }
  material.previous = TRY(find_previous_sheet(tx, actor, year));
  for (const auto& department : TRY(directory::list_departments(tx, actor)))
    material.departments.emplace_back(department.id.text(), department.name);
  return material;
}

}  // namespace sonae::assessment::pictures
