#include "formats/drawing/drawing.h"

#include <array>

namespace sonae::drawing {

namespace {

struct Role {
  std::string_view name;
  unsigned light = 0;  ///< 0xRRGGBB
};

/// In the order of Colour; the light values of web/src/ui/tokens.css (drawing_test compares the two).
constexpr std::array<Role, 23> roles = {{{"", 0},
                                         {"fg", 0x1A1A1A},
                                         {"fg2", 0x4D4D4D},
                                         {"bg", 0xFFFFFF},
                                         {"bg2", 0xF2F2F2},
                                         {"bd", 0x767676},
                                         {"bd2", 0xCCCCCC},
                                         {"key", 0x0017C1},
                                         {"key-bg", 0xE8F1FE},
                                         {"ok", 0x115A36},
                                         {"ok-bg", 0xE6F5EC},
                                         {"mid", 0x6E5600},
                                         {"mid-bg", 0xFBF5E0},
                                         {"ng", 0xCE0000},
                                         {"ng-bg", 0xFDEEEE},
                                         {"heat-0", 0xE8F1FE},
                                         {"heat-1", 0xC5D7FB},
                                         {"heat-2", 0x9DB7F9},
                                         {"heat-3", 0x7096F8},
                                         {"heat-4", 0x264AF4},
                                         {"heat-5", 0x00118F},
                                         {"heat-low-fg", 0x000000},
                                         {"heat-high-fg", 0xFFFFFF}}};

const Role& role_of(Colour colour) { return roles[static_cast<std::size_t>(colour)]; }

}  // namespace

std::string_view name_of(Colour colour) { return role_of(colour).name; }

Rgb on_paper(Colour colour) {
  const unsigned light = role_of(colour).light;
  const auto channel = [light](unsigned shift) { return static_cast<double>((light >> shift) & 0xFFU) / 255; };
  return {channel(16), channel(8), channel(0)};
}

std::string_view name_of(Pattern pattern) {
  return std::array<std::string_view, 3>{"solid", "hatched", "dotted"}[static_cast<std::size_t>(pattern)];
}
std::string_view name_of(Dash dash) {
  return std::array<std::string_view, 3>{"solid", "dashed", "dotted"}[static_cast<std::size_t>(dash)];
}
std::string_view name_of(Anchor anchor) {
  return std::array<std::string_view, 3>{"start", "middle", "end"}[static_cast<std::size_t>(anchor)];
}

Group& add_group(Drawing& drawing) { return drawing.groups.emplace_back(); }

namespace {

void shift(Point& point, Point by) { point = {point.x + by.x, point.y + by.y}; }
void shift(Path& path, Point by) {
  for (Point& point : path.points) shift(point, by);
}
void shift(Rect& rect, Point by) {
  rect.x += by.x;
  rect.y += by.y;
}
void shift(Circle& circle, Point by) { shift(circle.centre, by); }
void shift(Text& text, Point by) { shift(text.at, by); }

}  // namespace

void move(Shape& shape, Point by) {
  std::visit([by](auto& one) { shift(one, by); }, shape);
}

}  // namespace sonae::drawing
