#pragma once
// From a worksheet part to the values of its cells.

#include <deque>
#include <string>
#include <vector>

#include "base/result.h"
#include "formats/xlsx/package.h"
#include "formats/xlsx/workbook.h"

namespace sonae::xlsx {

/// What cells refer to.
struct SheetContext {
  const std::deque<std::string>& shared;
  const std::vector<NumberForm>& styles;
  bool epoch_1904 = false;
};

/// More cells than any sheet that people fill in by hand; keeps the reader within the cage's memory (IN07).
constexpr std::size_t max_cells = 2'000'000;

/// Adds cells, merges and rules to `sheet`; texts go to `texts`. `cells_left` counts down over the sheets of a
/// workbook. `formulas`, if any, sees every cell.
[[nodiscard]] Result<void> read_sheet(std::string_view document, const SheetContext& context, Sheet& sheet,
                                      std::deque<std::string>& texts, std::size_t& cells_left,
                                      FormulaGraph* formulas = nullptr);

/// 45930.5 -> "2025-09-30T12:00:00"; whole days without a time, below one day the time alone.
[[nodiscard]] std::string date_text(double serial, bool epoch_1904);
/// Shortest form that reads back as the same number.
[[nodiscard]] std::string number_text(double value);

}  // namespace sonae::xlsx
