#pragma once
// From the rows below the headings to items. Internal to the recogniser.

#include <array>
#include <cstdint>
#include <vector>

#include "features/assessment/recogniser.h"

namespace sonae::assessment {

/// Column numbers by `Column`; 0 where the sheet has none.
using ColumnNumbers = std::array<std::uint32_t, column_count>;

/// Fills items, warnings, first_row and last_row of `result`.
void read_items(const xlsx::Sheet& sheet, std::uint32_t first_row, const ColumnNumbers& columns,
                RecognisedSheet& result);

/// By a title ("第2.3版", "Ver. 2.1"), else by the number of items.
[[nodiscard]] VersionGuess guess_version(const xlsx::Workbook& book, const xlsx::Sheet& sheet,
                                         const std::vector<SheetItem>& items);

}  // namespace sonae::assessment
