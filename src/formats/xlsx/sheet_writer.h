#pragma once
// Changes cells within the bytes of a worksheet part.

#include <map>
#include <set>
#include <string>
#include <string_view>

#include "base/result.h"
#include "formats/xlsx/address.h"
#include "formats/xlsx/fill.h"

namespace sonae::xlsx {

/// The part with `writes` done and the stored results of `stale` cells removed. All other bytes stay; cells and rows
/// that are missing are put in their place (with the row's or column's style), and `dimension` and `spans` grow when
/// needed. Invalid `workbook.xlsx.broken` when rows or cells do not stand in order.
[[nodiscard]] Result<std::string> write_sheet(std::string_view document, std::string_view part,
                                              const std::map<Place, Value>& writes, const std::set<Place>& stale);

}  // namespace sonae::xlsx
