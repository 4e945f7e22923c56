// Heat map: rows by columns, a number in each cell.

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "formats/drawing/text_width.h"
#include "formats/picture/parts.h"
#include "formats/picture/picture.h"

namespace sonae::picture {

using drawing::Anchor;
using drawing::Colour;
using drawing::Dash;
using drawing::Drawing;
using drawing::Rect;
using drawing::Text;
using drawing::text_width;

namespace {

constexpr double text_size = 12;
constexpr double most_cell = 46;
constexpr double least_height = 18;
constexpr double turn = -52;  // degrees: names stay legible and neighbours keep apart

constexpr std::array<Colour, 6> steps = {Colour::Heat0, Colour::Heat1, Colour::Heat2,
                                         Colour::Heat3, Colour::Heat4, Colour::Heat5};

struct Layout {
  double names = 0;   ///< width of the column with the rows' names
  double cell = 0;    ///< width of a cell
  double head = 0;    ///< height of the turned names
  double behind = 0;  ///< room right of the last cell for its turned name
};

Layout lay_out(const HeatMap& map, double width) {
  double row_name = 0;
  for (const HeatRow& row : map.rows) row_name = std::max(row_name, text_width(row.name, text_size));
  double column_name = 0;
  for (const std::string& name : map.columns) column_name = std::max(column_name, text_width(name, label_size));
  column_name = std::min(column_name, 150.0);
  const double angle = -turn * std::numbers::pi / 180;
  Layout layout;
  layout.names = std::min(row_name, std::max(96.0, width * 0.24)) + 8;
  layout.head = column_name * std::sin(angle) + label_size;
  layout.behind = column_name * std::cos(angle);
  // As wide as high on the screen, where a finger presses it; paper has lower rows and narrower cells.
  const double least_cell = std::clamp(map.row_height + 2, 20.0, 24.0);
  const auto columns = static_cast<double>(std::max<std::size_t>(1, map.columns.size()));
  layout.cell = std::clamp((width - layout.names - layout.behind - 2) / columns, least_cell, most_cell);
  return layout;
}

void add_cell(drawing::Group& group, const HeatCell& cell, const Rect& place) {
  group.link = cell.link;
  group.label = cell.label;
  Rect ground{place.x + 0.5, place.y + 0.5, place.width - 1, place.height - 1, 0, {}, {Colour::Bd2, 1, Dash::Solid}};
  Colour ink = Colour::Fg2;
  if (cell.value) {
    const int step = heat_step(*cell.value);
    ground.fill = {steps[static_cast<std::size_t>(step)], 1, {}};
    ink = step < 4 ? Colour::HeatLow : Colour::HeatHigh;
  }
  group.shapes.emplace_back(ground);
  const std::string number = cell.value ? std::to_string(whole_percent(*cell.value)) : std::string("－");
  group.shapes.emplace_back(Text{
      {place.x + place.width / 2, place.y + place.height / 2 + 4}, number, label_size, Anchor::Middle, {}, ink, 0, ""});
}

}  // namespace

int heat_step(int value) { return std::clamp(value / 200, 0, 5); }

Drawing heat_map(const HeatMap& map, double width) {
  const Layout layout = lay_out(map, within(width));
  const double cell_height = std::max(least_height, map.row_height);
  const auto columns = static_cast<double>(map.columns.size());
  const auto rows = static_cast<double>(map.rows.size());
  Drawing drawing{std::ceil(layout.names + layout.cell * columns + layout.behind + 2),
                  std::ceil(layout.head + 6 + cell_height * rows + 2),
                  {}};
  auto& heads = add_group(drawing).shapes;
  const double top = layout.head + 6;
  for (std::size_t i = 0; i < map.columns.size(); ++i) {
    const double x = layout.names + layout.cell * (static_cast<double>(i) + 0.5) + label_size * 0.3;
    heads.emplace_back(
        fitted({{x, layout.head}, map.columns[i], label_size, Anchor::Start, {}, Colour::Fg, turn, ""}, 150));
  }
  for (std::size_t r = 0; r < map.rows.size(); ++r) {
    const double y = top + cell_height * static_cast<double>(r);
    add_group(drawing).shapes.emplace_back(
        fitted({{0, y + cell_height / 2 + 4}, map.rows[r].name, text_size, Anchor::Start, {}, Colour::Fg, 0, ""},
               layout.names - 8));
    for (std::size_t c = 0; c < std::min(map.columns.size(), map.rows[r].cells.size()); ++c) {
      drawing::Group& group = add_group(drawing);
      add_cell(group, map.rows[r].cells[c],
               {layout.names + layout.cell * static_cast<double>(c), y, layout.cell, cell_height, 0, {}, {}});
      if (group.link.empty()) continue;
      group.row = static_cast<int>(r);
      group.column = static_cast<int>(c);
    }
  }
  return drawing;
}

}  // namespace sonae::picture
