#pragma once
// What an edited copy changed outside the answers: nothing of it is taken in, so all of it is shown. Pure.
//
// Compared are values, sheet by sheet. Rows and columns of the answer sheet are lined up by the items' numbers and the
// recognised columns, so that an inserted row is one row and not all that stands below it. Absent: the text of
// formulas (only whether a cell still has one), formats, pictures, comments; an edited file that became the carrier
// (exchange.h) keeps those too.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "features/assessment/recogniser.h"
#include "formats/xlsx/workbook.h"

namespace sonae::assessment::exchange {

enum class OtherKind : std::uint8_t {
  Changed,
  Added,
  Removed,
  FormulaReplaced,  ///< the carrier calculates here, the copy has a value typed over it
  SheetAdded,
  SheetRemoved,
};
[[nodiscard]] std::string_view name_of(OtherKind kind);  ///< "changed" "added" … "sheet_removed"

struct OtherCell {
  OtherKind kind = OtherKind::Changed;
  std::string sheet;
  std::string cell;  ///< in the copy; of a removed one in the carrier; "" for whole sheets
  std::string before;
  std::string after;  ///< each at most 200 characters
};

constexpr std::size_t listed_other_cells = 300;

struct OtherCells {
  std::vector<OtherCell> list;  ///< at most listed_other_cells
  std::uint64_t count = 0;
};

/// The answer cells of the recognised items are left out: they are compared elsewhere.
[[nodiscard]] OtherCells compare_other_cells(const xlsx::Workbook& carrier, const RecognisedSheet& carrier_sheet,
                                             const xlsx::Workbook& copy, const RecognisedSheet& copy_sheet);

}  // namespace sonae::assessment::exchange
