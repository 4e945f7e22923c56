#pragma once
// Cell names as Excel writes them ("H6"), rows and columns counted from 1.

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sonae::xlsx {

constexpr std::uint32_t max_row = 1048576;
constexpr std::uint32_t max_column = 16384;

struct Place {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

/// A rectangle, corners included and in order.
struct Area {
  Place first;
  Place last;
  [[nodiscard]] bool contains(Place place) const {
    return place.row >= first.row && place.row <= last.row && place.column >= first.column &&
           place.column <= last.column;
  }
  [[nodiscard]] bool single() const { return first == last; }
  friend bool operator==(const Area&, const Area&) = default;
};

[[nodiscard]] std::string column_name(std::uint32_t column);  ///< 8 -> "H"
[[nodiscard]] std::string cell_name(Place place);             ///< "H6"
/// "H" or "h" -> 8. Nothing for anything else or beyond XFD.
[[nodiscard]] std::optional<std::uint32_t> parse_column(std::string_view text);
/// "H6", "$H$6". Nothing for anything else or beyond the sheet.
[[nodiscard]] std::optional<Place> parse_place(std::string_view text);
/// "A1:B7", "A1", "A:C", "5:6", each with or without $. Corners are put in order.
[[nodiscard]] std::optional<Area> parse_area(std::string_view text);
/// Areas separated by white space (the form of sqref); those that are not areas are left out.
[[nodiscard]] std::vector<Area> parse_areas(std::string_view text);

}  // namespace sonae::xlsx
