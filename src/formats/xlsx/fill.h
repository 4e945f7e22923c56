#pragma once
// Writes values into cells of an existing workbook and leaves everything else as it is.
//
// 1. Only parts that must change are written anew; every other member keeps its very (compressed) bytes.
// 2. Within a sheet part only the cells named change, and the stored results of formulas that depend on them.
// 3. A cell keeps its style. Text goes in as an inline string, so the shared strings (with other cells' furigana
//    and rich text) are not touched; text that begins with = + - @ stays text.
// 4. Stored results that depend on a changed cell, directly or through other formulas, names or 3-D references, are
//    removed, and the workbook is marked to be calculated when it is opened. What a formula depends on is taken as
//    "everything" where it cannot be told (OFFSET, INDIRECT, table references). Formulas themselves, shared and array
//    formulas and data tables stay. Charts keep their stored points: programs draw them from the cells.
// 5. The same input gives the same bytes.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "formats/xlsx/address.h"
#include "formats/xlsx/workbook.h"

namespace sonae::xlsx {

/// Nothing (the cell becomes empty and keeps its style), a number, a text, a truth value.
using Value = std::variant<std::monostate, double, std::string, bool>;

struct Edit {
  std::string sheet;
  Place place;  ///< inside a merged range its top left cell is written
  Value value;
};

/// The workbook with `edits` done; cells that hold the value already keep their bytes. Invalid, and nothing is
/// written, for: an unknown sheet (`workbook.fill.no_sheet`), a cell that holds a formula (`workbook.fill.formula`), a
/// text longer than Excel's 32,767 (`workbook.fill.too_long`), text that is not UTF-8 (`workbook.fill.not_text`), one
/// cell given twice with different values (`workbook.fill.twice`), and everything `Workbook::open` refuses.
/// `fields[].place` names each such cell as 'シート名!B5'.
[[nodiscard]] Result<std::string> fill(std::string_view bytes, const std::vector<Edit>& edits);
/// The same when the bytes have been opened already: `workbook` must be what `Workbook::open(bytes, …)` gave. Opened
/// for filling and not filled yet it is used as it is; else the bytes are read once more.
[[nodiscard]] Result<std::string> fill(const Workbook& workbook, std::string_view bytes,
                                       const std::vector<Edit>& edits);

}  // namespace sonae::xlsx
