#include "formats/xlsx/address.h"

#include <algorithm>

namespace sonae::xlsx {

namespace {

/// One corner: letters, digits or both, each with an optional "$". Zero stands for "not given".
struct Corner {
  std::uint32_t row = 0;
  std::uint32_t column = 0;
};

std::optional<Corner> parse_corner(std::string_view text) {
  Corner corner;
  std::size_t at = 0;
  const auto letter = [](char c) -> std::uint32_t {
    if (c >= 'A' && c <= 'Z') return static_cast<std::uint32_t>(c - 'A' + 1);
    if (c >= 'a' && c <= 'z') return static_cast<std::uint32_t>(c - 'a' + 1);
    return 0;
  };
  if (at + 1 < text.size() && text[at] == '$' && letter(text[at + 1]) != 0) ++at;
  while (at < text.size() && letter(text[at]) != 0) {
    corner.column = corner.column * 26 + letter(text[at++]);
    if (corner.column > max_column) return std::nullopt;
  }
  if (at + 1 < text.size() && text[at] == '$') ++at;
  if (at < text.size() && text[at] == '0') return std::nullopt;
  while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
    corner.row = corner.row * 10 + static_cast<std::uint32_t>(text[at++] - '0');
    if (corner.row > max_row) return std::nullopt;
  }
  if (at != text.size() || (corner.row == 0 && corner.column == 0)) return std::nullopt;
  return corner;
}

}  // namespace

std::string column_name(std::uint32_t column) {
  std::string out;
  while (column > 0) {
    --column;
    out.insert(out.begin(), static_cast<char>('A' + static_cast<char>(column % 26)));
    column /= 26;
  }
  return out;
}

std::string cell_name(Place place) { return column_name(place.column) + std::to_string(place.row); }

std::optional<std::uint32_t> parse_column(std::string_view text) {
  const auto corner = parse_corner(text);
  if (!corner || corner->row != 0 || text.find('$') != std::string_view::npos) return std::nullopt;
  return corner->column;
}

std::optional<Place> parse_place(std::string_view text) {
  const auto corner = parse_corner(text);
  if (!corner || corner->row == 0 || corner->column == 0) return std::nullopt;
  return Place{corner->row, corner->column};
}

std::optional<Area> parse_area(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) {
    const auto place = parse_place(text);
    if (!place) return std::nullopt;
    return Area{*place, *place};
  }
  const auto a = parse_corner(text.substr(0, colon));
  const auto b = parse_corner(text.substr(colon + 1));
  if (!a || !b || (a->row == 0) != (b->row == 0) || (a->column == 0) != (b->column == 0)) return std::nullopt;
  Area area{{std::min(a->row, b->row), std::min(a->column, b->column)},
            {std::max(a->row, b->row), std::max(a->column, b->column)}};
  if (a->row == 0) area.first.row = 1, area.last.row = max_row;
  if (a->column == 0) area.first.column = 1, area.last.column = max_column;
  return area;
}

std::vector<Area> parse_areas(std::string_view text) {
  std::vector<Area> areas;
  while (!text.empty()) {
    const std::size_t from = text.find_first_not_of(" \t\r\n");
    if (from == std::string_view::npos) break;
    text.remove_prefix(from);
    const std::size_t size = std::min(text.find_first_of(" \t\r\n"), text.size());
    if (const auto area = parse_area(text.substr(0, size))) areas.push_back(*area);
    text.remove_prefix(size);
  }
  return areas;
}

}  // namespace sonae::xlsx
