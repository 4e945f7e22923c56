#pragma once
// A year of bars: when what is done. Pure, like the other pictures (picture.h: everything inside the frame, no text on
// another, none below 11 px). Days are counted from the first of the picture.

#include <optional>
#include <string>
#include <vector>

#include "formats/drawing/drawing.h"

namespace sonae::picture {

enum class Tone : std::uint8_t {
  Planned,   ///< framed; the part that is done is filled
  Late,      ///< framed in red, with a triangle behind it
  Finished,  ///< filled, with a tick in it
};

struct GanttBar {
  int from = 0;      ///< first day
  int days = 1;      ///< at least 1
  int progress = 0;  ///< per cent
  Tone tone = Tone::Planned;
  std::string link;   ///< of the bar; "": cannot be moved or opened
  std::string label;  ///< what is read out: name, days, progress
};
struct GanttRow {
  std::string name;
  std::string note;  ///< small, below the name: owner, due date
  std::vector<GanttBar> bars;
};
struct GanttMonth {
  std::string name;        ///< "4月"
  std::string short_name;  ///< where there is no room
  int days = 30;
  bool current = false;
};
/// Days nobody works on. Weekends are shaded, breaks hatched.
struct Closed {
  int from = 0;
  int days = 1;
  bool hatched = false;
};
struct Gantt {
  std::vector<GanttMonth> months;
  std::vector<GanttRow> rows;
  std::vector<Closed> closed;
  std::optional<int> today;
  std::string today_words;  ///< "今日 9/11"
};

struct GanttDrawing {
  drawing::Drawing drawing;
  double left = 0;     ///< where the first day begins
  double per_day = 1;  ///< width of a day
};
/// Below 560 px the names stand above their bars.
[[nodiscard]] GanttDrawing gantt(const Gantt& plan, double width);

}  // namespace sonae::picture
