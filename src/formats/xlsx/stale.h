#pragma once
// Which stored results no longer hold when some cells change.

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "formats/xlsx/address.h"
#include "formats/xlsx/formula.h"
#include "formats/xlsx/sheet_scan.h"

namespace sonae::xlsx {

struct Stale {
  std::vector<std::set<Place>> cells;  ///< by sheet: formula cells (and cells an array formula fills)
  bool any = false;
  /// By sheet: what array formulas and data tables fill, stale or not. These cells cannot be written one by one.
  std::vector<std::vector<Area>> arrays;
};

/// The formulas of a workbook and what they look at; fed while the sheets are read.
class FormulaGraph {
 public:
  FormulaGraph(FormulaScope scope, std::size_t sheets);
  ~FormulaGraph();
  FormulaGraph(const FormulaGraph&) = delete;
  FormulaGraph& operator=(const FormulaGraph&) = delete;

  /// The cells that follow stand on this sheet.
  void begin_sheet(std::size_t sheet);
  /// In the order in which they stand. Cells without a formula are passed over.
  void cell(const CellMark& mark);

  /// `changed` by sheet. Follows formulas of all sheets, names and 3-D references until nothing new is found. A formula
  /// whose references cannot be told depends on everything. Also everything is stale when following them exactly would
  /// take too long. Once: the way is forgotten while it is walked.
  [[nodiscard]] Stale spread(const std::vector<std::set<Place>>& changed);
  /// True when `spread` has been called.
  [[nodiscard]] bool spent() const;

 private:
  class Edges;
  std::unique_ptr<Edges> edges_;
};

}  // namespace sonae::xlsx
