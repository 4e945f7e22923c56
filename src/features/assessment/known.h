#pragma once
// What the framework packs know about an item of a workbook.

#include <string_view>

#include "core/frameworks/frameworks.h"

namespace sonae::assessment {

/// The pack's item for a row of a sheet that holds `sheet_items` items. A sheet with another number of items than the
/// pack is numbered differently, as far as we can tell: then the label has to agree as well, or nothing is known.
[[nodiscard]] const frameworks::Item* known_item(std::string_view pack_id, std::string_view version,
                                                 std::size_t sheet_items, int no, std::string_view label);

}  // namespace sonae::assessment
