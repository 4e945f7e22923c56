#pragma once
// How wide a text will be, without asking a font: geometry must be the same on every machine. Pure.
// Source: advance widths of Noto Sans CJK JP (the face of our PDFs), thousandths of the size. Everything beyond Latin
// counts as full width, half-width kana as half; other fonts of the page's stack differ by a few per cent.

#include <string>
#include <string_view>

#include "formats/drawing/drawing.h"

namespace sonae::drawing {

/// In the unit of `size`. 0 for an empty text.
[[nodiscard]] double text_width(std::string_view utf8, double size, Weight weight = Weight::Regular);

/// `utf8` cut to `room` with "…" at its end; unchanged when it fits. At least one character stays.
[[nodiscard]] std::string shorten(std::string_view utf8, double room, double size, Weight weight = Weight::Regular);

/// The box a text takes, from the top of its highest to the bottom of its lowest characters.
struct Box {
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  /// Touching edges do not overlap.
  [[nodiscard]] bool overlaps(const Box& other) const {
    return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
  }
};
/// Of an upright text; the smallest upright box around a turned one.
[[nodiscard]] Box box_of(const Text& text);

}  // namespace sonae::drawing
