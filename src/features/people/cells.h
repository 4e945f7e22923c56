#pragma once
// Cells whose words mean something: days as people write them, several departments in one cell, "none". Pure.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"

namespace sonae::people {

/// "なし", "無し", "-", "none": what a cell says to take something away. An empty cell says nothing.
[[nodiscard]] bool says_none(std::string_view cell);
/// Parts between 、 , ; or line ends, trimmed, without empty ones.
[[nodiscard]] std::vector<std::string> parts_of(std::string_view cell);
/// 2027-03-31, 2027/3/31, 2027年3月31日, R9.3.31, 令和9年3月31日, and the number that a workbook keeps for a day.
[[nodiscard]] std::optional<Date> read_day(std::string_view cell);

}  // namespace sonae::people
