// Bars: one value a row, or the parts of a row.

#include <algorithm>
#include <array>

#include "formats/drawing/text_width.h"
#include "formats/picture/parts.h"
#include "formats/picture/picture.h"

namespace sonae::picture {

using drawing::Anchor;
using drawing::Colour;
using drawing::Dash;
using drawing::Drawing;
using drawing::Fill;
using drawing::Pattern;
using drawing::Rect;
using drawing::Text;
using drawing::text_width;

namespace {

constexpr double text_size = 12;
constexpr double row_step = 26;
constexpr double bar_height = 14;
constexpr double gap = 8;

/// How a row of the width is shared out among name, bar and number.
struct Shares {
  double name = 0;
  double bar = 0;
  double number = 0;
};
Shares share_out(double width, double longest_name, double longest_number) {
  const double name = std::min(longest_name, width * 0.42);
  return {name, width - name - longest_number - 2 * gap - 2, longest_number};
}

/// What a finger can press is as high as the row.
void add_target(drawing::Group& group, double y, double width) {
  if (group.link.empty()) return;
  group.shapes.emplace_back(Rect{0, y - 5, width, row_step - 1, 0, {Colour::Bg, 0, {}}, {}});
}

Text row_name(const std::string& name, double y, double room) {
  return fitted({{0, y + 10.5}, name, text_size, Anchor::Start, {}, Colour::Fg, 0, ""}, room);
}

}  // namespace

int whole_percent(int value) {
  if (value <= 0) return 0;
  return value >= 1000 ? 100 : std::clamp((value + 5) / 10, 1, 99);
}

std::string percent(const std::optional<int>& value) {
  return value ? std::to_string(whole_percent(*value)) + "%" : std::string("－");
}

std::vector<Bar> sorted(std::vector<Bar> rows) {
  std::ranges::stable_sort(rows, {}, [](const Bar& bar) { return bar.value.value_or(1001); });
  return rows;
}

Drawing bars(const std::vector<Bar>& rows, double width) {
  width = within(width);
  double longest_name = 0;
  double longest_number = 0;
  const auto number_of = [](const Bar& bar) { return bar.text.empty() ? percent(bar.value) : bar.text; };
  for (const Bar& bar : rows) {
    longest_name = std::max(longest_name, text_width(bar.name, text_size));
    longest_number = std::max(longest_number, text_width(number_of(bar), text_size));
  }
  const Shares shares = share_out(width, longest_name, longest_number);
  Drawing drawing{width, row_step * static_cast<double>(rows.size()) + 2, {}};
  double y = 5;
  int index = 0;
  for (const Bar& bar : rows) {
    drawing::Group& group = add_group(drawing);
    group.link = bar.link;
    group.label = bar.name + " " + number_of(bar);
    if (!bar.link.empty()) {
      group.row = index++;
      group.column = 0;
    }
    add_target(group, y, width);
    group.shapes.emplace_back(row_name(bar.name, y, shares.name));
    const double x = shares.name + gap;
    group.shapes.emplace_back(Rect{x, y, shares.bar, bar_height, 0, {}, {Colour::Bd, 1, Dash::Solid}});
    if (bar.value.value_or(0) > 0)
      group.shapes.emplace_back(
          Rect{x, y, shares.bar * std::min(*bar.value, 1000) / 1000, bar_height, 0, {Colour::Key}, {}});
    group.shapes.emplace_back(Text{{width, y + 10.5}, number_of(bar), text_size, Anchor::End, {}, Colour::Fg, 0, ""});
    y += row_step;
  }
  return drawing;
}

namespace {

struct Part {
  int count = 0;
  Fill fill;
};
std::array<Part, 4> parts_of(const Progress& row) {
  return {{{row.full, {Colour::Key, 1, Pattern::Solid}},
           {row.half, {Colour::Key, 1, Pattern::Hatched}},
           {row.none, {Colour::Fg2, 1, Pattern::Dotted}},
           {row.open, {}}}};
}

void add_parts(drawing::Group& group, const Progress& row, double x, double y, double width) {
  int sum = 0;
  for (const Part& part : parts_of(row)) sum += part.count;
  double at = x;
  for (const Part& part : parts_of(row)) {
    if (part.count == 0) continue;
    const double part_width = width * part.count / sum;
    group.shapes.emplace_back(Rect{at, y, part_width, bar_height, 0, part.fill, {Colour::Bd, 0.8, Dash::Solid}});
    at += part_width;
  }
  group.shapes.emplace_back(Rect{x, y, width, bar_height, 0, {}, {Colour::Bd, 1, Dash::Solid}});
}

/// One line of the legend, or two where the width asks for it; gives its height.
double add_legend(Drawing& drawing, const ProgressWords& words, double width, double top) {
  auto& shapes = add_group(drawing).shapes;
  const Progress sample{"", 1, 1, 1, 1, "", "", ""};
  const std::array<const std::string*, 4> names = {&words.full, &words.half, &words.none, &words.open};
  double x = 0;
  double y = top;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const double needed = 24 + text_width(*names[i], text_size);
    if (x > 0 && x + needed > width) {
      x = 0;
      y += 20;
    }
    shapes.emplace_back(Rect{x + 0.5, y, 18, 12, 0, parts_of(sample)[i].fill, {Colour::Bd, 0.8, Dash::Solid}});
    shapes.emplace_back(
        fitted({{x + 24, y + 10}, *names[i], text_size, Anchor::Start, {}, Colour::Fg2, 0, ""}, width - x - 24));
    x += needed + 14;
  }
  return y - top + 20;
}

}  // namespace

Drawing progress(const std::vector<Progress>& rows, double width, const ProgressWords& words) {
  width = within(width);
  double longest_name = 0;
  double longest_number = 0;
  for (const Progress& row : rows) {
    longest_name = std::max(longest_name, text_width(row.name, text_size));
    longest_number = std::max(longest_number, text_width(row.text, text_size));
  }
  const Shares shares = share_out(width, longest_name, longest_number);
  Drawing drawing{width, 0, {}};
  double y = add_legend(drawing, words, width, 2) + 8;
  int index = 0;
  for (const Progress& row : rows) {
    drawing::Group& group = add_group(drawing);
    group.link = row.link;
    group.label = row.label;
    if (!row.link.empty()) {
      group.row = index++;
      group.column = 0;
    }
    add_target(group, y, width);
    group.shapes.emplace_back(row_name(row.name, y, shares.name));
    add_parts(group, row, shares.name + gap, y, shares.bar);
    group.shapes.emplace_back(Text{{width, y + 10.5}, row.text, text_size, Anchor::End, {}, Colour::Fg, 0, ""});
    y += row_step;
  }
  drawing.height = y;
  return drawing;
}

}  // namespace sonae::picture
