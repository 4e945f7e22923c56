#pragma once
// What several pictures share.

#include <algorithm>
#include <string>

#include "formats/drawing/text_width.h"
#include "formats/picture/picture.h"

namespace sonae::picture {

[[nodiscard]] inline double within(double width) { return std::clamp(width, narrowest, widest); }

/// A text that keeps to its room and remembers what was cut off.
[[nodiscard]] inline drawing::Text fitted(drawing::Text text, double room) {
  std::string shown = drawing::shorten(text.content, room, text.size, text.weight);
  if (shown != text.content) text.whole = std::move(text.content);
  text.content = std::move(shown);
  return text;
}

}  // namespace sonae::picture
