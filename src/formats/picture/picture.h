#pragma once
// The geometry of our pictures: numbers and words in, a drawing out. Pure, and no word of the domain: whoever calls
// says what the rows, labels and sentences are. Rates are per mille; nothing where nothing counts.
//
// Every picture keeps three promises, which picture_test.cpp checks over widths and data:
//  1. everything stands inside the frame;
//  2. no two texts overlap;
//  3. no text is smaller than 11 px (screens.md 7 and 10), and what was shortened carries its whole text.

#include <optional>
#include <string>
#include <vector>

#include "formats/drawing/drawing.h"

namespace sonae::picture {

constexpr double label_size = 11;
/// Below this width a radar's labels find no room: sorted bars take its place.
constexpr double narrowest_radar = 320;
constexpr double narrowest = 200;
constexpr double widest = 1600;

struct Spoke {
  std::string name;
  std::optional<int> value;   ///< this year
  std::optional<int> before;  ///< last year
  std::string link;           ///< of the label; "": none
};
struct RadarWords {
  std::string now;     ///< legend of the solid line
  std::string before;  ///< of the dashed one; left out when no spoke has one
};
/// This year solid, last year dashed. Labels start at the top and run clockwise. Unknown values are drawn at the centre
/// and said as "－" in the label of the spoke. Fewer than three spokes, or less width than narrowest_radar: bars.
[[nodiscard]] drawing::Drawing radar(const std::vector<Spoke>& spokes, double width, const RadarWords& words);

struct Bar {
  std::string name;
  std::optional<int> value;
  std::string text;  ///< what stands behind the bar; "": the rate in per cent, "－" without one
  std::string link;
};
/// One bar a row, in the order given.
[[nodiscard]] drawing::Drawing bars(const std::vector<Bar>& rows, double width);
/// The smallest first, unknown ones last.
[[nodiscard]] std::vector<Bar> sorted(std::vector<Bar> rows);

struct HeatCell {
  std::optional<int> value;  ///< nothing: "－", not theirs
  std::string link;
  std::string label;  ///< what is read out: row, column, value
};
struct HeatRow {
  std::string name;
  std::vector<HeatCell> cells;  ///< one per column
};
struct HeatMap {
  std::vector<std::string> columns;
  std::vector<HeatRow> rows;
  double row_height = 24;  ///< at least 18
};
/// Six steps of one hue with the number in each cell. Column names are turned; where the width has no room for cells
/// of 24 px (20 px with lower rows) the drawing becomes wider than asked and the page lets it scroll.
[[nodiscard]] drawing::Drawing heat_map(const HeatMap& map, double width);
/// 0 to 5: 1000 is 5, and each step below takes a fifth.
[[nodiscard]] int heat_step(int value);

struct Series {
  std::string name;                        ///< written at the end of the line; "" for a single line
  std::vector<std::optional<int>> values;  ///< one per point of the axis; gaps stay gaps
};
struct Target {
  int value = 0;
  std::string words;  ///< written on the line
};
struct Trend {
  std::vector<std::string> points;  ///< "2024" …
  std::vector<Series> series;       ///< at most five are drawn
  std::optional<Target> target;
};
/// Lines with their numbers; told apart by dash and mark, not by colour alone.
[[nodiscard]] drawing::Drawing trend(const Trend& trend, double width, double height);

/// Counts of one row, drawn as parts of one bar: filled, hatched, dotted, empty.
struct Progress {
  std::string name;
  int full = 0;
  int half = 0;
  int none = 0;      ///< answered, but nothing done
  int open = 0;      ///< not answered
  std::string text;  ///< behind the bar, "8/12"
  std::string link;
  std::string label;
};
struct ProgressWords {
  std::string full;
  std::string half;
  std::string none;
  std::string open;
};
/// All bars have the same length: parts are shares of the row. A row without any count is an empty frame.
[[nodiscard]] drawing::Drawing progress(const std::vector<Progress>& rows, double width, const ProgressWords& words);

/// 853 → 85. Rounded, but 100 is said of everything alone, and 0 of nothing alone.
[[nodiscard]] int whole_percent(int value);
/// 853 → "85%", nothing → "－".
[[nodiscard]] std::string percent(const std::optional<int>& value);

}  // namespace sonae::picture
