#pragma once
// Which stored results no longer hold when some cells change.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/xlsx/address.h"
#include "formats/xlsx/formula.h"

namespace sonae::xlsx {

struct SheetDocument {
  std::string part;
  std::string document;
};

struct Stale {
  std::vector<std::set<Place>> cells;  ///< by sheet: formula cells (and cells an array formula fills)
  bool any = false;
  /// By sheet: what array formulas and data tables fill, stale or not. These cells cannot be written one by one.
  std::vector<std::vector<Area>> arrays;
};

/// `changed` by sheet. Follows formulas of all sheets, names and 3-D references until nothing new is found. A formula
/// whose references cannot be told depends on everything. Also everything is stale when following them exactly would
/// take too long.
[[nodiscard]] Result<Stale> find_stale(const std::vector<SheetDocument>& sheets,
                                       const std::vector<std::set<Place>>& changed, const FormulaScope& scope);

}  // namespace sonae::xlsx
