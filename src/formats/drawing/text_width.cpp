#include "formats/drawing/text_width.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/text.h"

namespace sonae::drawing {

namespace {

using Advances = std::array<short, 95>;  // U+0020 to U+007E

constexpr Advances regular = {224, 323, 474, 555, 555, 921, 680, 278, 338, 338, 467, 555, 278, 347, 278, 392,
                              555, 555, 555, 555, 555, 555, 555, 555, 555, 555, 278, 278, 555, 555, 555, 474,
                              946, 608, 657, 638, 688, 589, 552, 689, 728, 293, 535, 646, 543, 812, 723, 742,
                              633, 742, 635, 596, 599, 721, 575, 878, 573, 531, 603, 338, 392, 338, 555, 559,
                              606, 563, 618, 510, 620, 554, 325, 564, 607, 275, 275, 552, 284, 926, 610, 606,
                              620, 620, 388, 468, 377, 607, 521, 802, 498, 521, 475, 338, 270, 338, 555};
constexpr Advances bold = {227,  370, 574, 590, 590, 963, 740, 325, 378, 378, 507, 590, 325, 370, 325, 387,
                           590,  590, 590, 590, 590, 590, 590, 590, 590, 590, 325, 325, 590, 590, 590, 514,
                           1007, 641, 681, 656, 714, 615, 585, 717, 757, 330, 568, 686, 578, 853, 749, 770,
                           667,  770, 682, 624, 625, 748, 619, 915, 627, 580, 613, 378, 387, 378, 590, 567,
                           626,  591, 644, 527, 644, 581, 372, 597, 640, 304, 306, 604, 315, 964, 641, 626,
                           644,  644, 436, 495, 421, 637, 576, 863, 562, 574, 511, 378, 296, 378, 590};

constexpr double above_baseline = 0.88;  // of the size: kanji and Latin capitals
constexpr double below_baseline = 0.12;

double advance(char32_t c, Weight weight) {
  if (c >= 0x20 && c < 0x7F) {
    const Advances& table = weight == Weight::Bold ? bold : regular;
    return table[static_cast<std::size_t>(c - 0x20)];
  }
  if (c >= 0xFF61 && c <= 0xFF9F) return 500;                // half-width kana
  if (c < 0x250) return weight == Weight::Bold ? 640 : 600;  // the rest of Latin
  if (c >= 0x300 && c < 0x370) return 0;                     // marks that stand on the letter before
  return 1000;
}

}  // namespace

double text_width(std::string_view utf8, double size, Weight weight) {
  double sum = 0;
  for (const char32_t c : text::to_utf32(utf8)) sum += advance(c, weight);
  return sum * size / 1000;
}

std::string shorten(std::string_view utf8, double room, double size, Weight weight) {
  if (text_width(utf8, size, weight) <= room) return std::string(utf8);
  std::u32string cut = text::to_utf32(utf8);
  while (cut.size() > 1 && text_width(text::from_utf32(cut), size, weight) + size > room) cut.pop_back();
  return text::from_utf32(cut) + "…";
}

Box box_of(const Text& text) {
  const double width = text_width(text.content, text.size, text.weight);
  const double left = text.anchor == Anchor::Start ? 0 : text.anchor == Anchor::End ? -width : -width / 2;
  const double angle = text.turned * std::numbers::pi / 180;
  Box box{text.at.x, text.at.y, text.at.x, text.at.y};
  bool first = true;
  for (const double x : {left, left + width}) {
    for (const double y : {-above_baseline * text.size, below_baseline * text.size}) {
      const Point corner{text.at.x + x * std::cos(angle) - y * std::sin(angle),
                         text.at.y + x * std::sin(angle) + y * std::cos(angle)};
      if (first) box = {corner.x, corner.y, corner.x, corner.y};
      first = false;
      box = {std::min(box.left, corner.x), std::min(box.top, corner.y), std::max(box.right, corner.x),
             std::max(box.bottom, corner.y)};
    }
  }
  return box;
}

}  // namespace sonae::drawing
