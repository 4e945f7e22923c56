#pragma once
// Drawings as plain data: one geometry for the page (SVG, drawing_json.h), for paper and for pictures (render.h).
//
// 1. All lengths are CSS pixels (96 to the inch); x runs right, y runs down; (0, 0) is the upper left corner.
// 2. Colours are roles, never values: the page draws them in light and dark, paper always in the light ones
//    (web/src/ui/tokens.css says the values of both).
// 3. What means something by its colour says it by shape, dash, pattern or number too, so that black-and-white paper
//    keeps the meaning.
// 4. No word of the domain and no sentence stands here: texts come from the caller in the reader's language.

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sonae::drawing {

struct Point {
  double x = 0;
  double y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

/// The roles of tokens.css. HeatLow is the number on Heat0 to Heat3, HeatHigh the one on Heat4 and Heat5.
enum class Colour : std::uint8_t {
  None,
  Fg,
  Fg2,
  Bg,
  Bg2,
  Bd,
  Bd2,
  Key,
  KeyBg,
  Ok,
  OkBg,
  Mid,
  MidBg,
  Ng,
  NgBg,
  Heat0,
  Heat1,
  Heat2,
  Heat3,
  Heat4,
  Heat5,
  HeatLow,
  HeatHigh,
};
/// The variable of tokens.css without its dashes: "fg", "heat-3", "heat-low-fg"; "" for None.
[[nodiscard]] std::string_view name_of(Colour colour);

/// Light values, each channel 0 to 1.
struct Rgb {
  double red = 0;
  double green = 0;
  double blue = 0;
};
[[nodiscard]] Rgb on_paper(Colour colour);

enum class Pattern : std::uint8_t { Solid, Hatched, Dotted };
enum class Dash : std::uint8_t { Solid, Dashed, Dotted };
[[nodiscard]] std::string_view name_of(Pattern pattern);  ///< "solid" "hatched" "dotted"
[[nodiscard]] std::string_view name_of(Dash dash);        ///< "solid" "dashed" "dotted"

struct Fill {
  Colour colour = Colour::None;
  double opacity = 1;
  Pattern pattern = Pattern::Solid;
};
struct Stroke {
  Colour colour = Colour::None;
  double width = 1;
  Dash dash = Dash::Solid;
};

/// Straight pieces from point to point.
struct Path {
  std::vector<Point> points;
  bool closed = false;
  Fill fill;
  Stroke stroke;
};
struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  double radius = 0;
  Fill fill;
  Stroke stroke;
};
struct Circle {
  Point centre;
  double radius = 0;
  Fill fill;
  Stroke stroke;
};

enum class Anchor : std::uint8_t { Start, Middle, End };
enum class Weight : std::uint8_t { Regular, Bold };
[[nodiscard]] std::string_view name_of(Anchor anchor);  ///< "start" "middle" "end", as SVG has it

/// One line of text; `at` is the point of its baseline that the anchor names.
struct Text {
  Point at;
  std::string content;
  double size = 12;
  Anchor anchor = Anchor::Start;
  Weight weight = Weight::Regular;
  Colour colour = Colour::Fg;
  double turned = 0;  ///< degrees clockwise about `at`
  std::string whole;  ///< the uncut text where `content` was shortened; else ""
};

using Shape = std::variant<Path, Rect, Circle, Text>;

/// Shapes that belong together. With a `link` a person can press it: the caller decides what the text of the link
/// means (pictures: the query of the filtered sheet). `label` is what is read out.
struct Group {
  std::string link;
  std::string label;
  int row = -1;  ///< place among the linked groups, for the arrow keys; -1: none
  int column = -1;
  std::vector<Shape> shapes;
};

struct Drawing {
  double width = 0;
  double height = 0;
  std::vector<Group> groups;
};

/// A group without link and label at the end of the drawing, to be filled.
Group& add_group(Drawing& drawing);

/// Shifts the shape by `by`.
void move(Shape& shape, Point by);

}  // namespace sonae::drawing
