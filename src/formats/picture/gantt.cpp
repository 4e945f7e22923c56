#include "formats/picture/gantt.h"

#include <algorithm>

#include "formats/drawing/text_width.h"
#include "formats/picture/parts.h"

namespace sonae::picture {

using drawing::Anchor;
using drawing::Colour;
using drawing::Path;
using drawing::Pattern;
using drawing::Point;
using drawing::Rect;
using drawing::Text;
using drawing::Weight;

namespace {

constexpr double stacked_below = 560;
constexpr double name_size = 13;
constexpr double head = 26;
constexpr double foot = 24;
constexpr double bar_height = 16;
constexpr double least_bar = 6;

struct Tint {
  Colour line = Colour::Key;
  Colour ground = Colour::KeyBg;
};
Tint tint_of(Tone tone) {
  if (tone == Tone::Late) return {Colour::Ng, Colour::NgBg};
  return {};
}

class Chart {
 public:
  Chart(const Gantt& plan, double width) : plan_(plan), stacked_(width < stacked_below) {
    double names = 0;
    bool noted = false;
    for (const GanttRow& row : plan.rows) {
      names = std::max(
          {names, drawing::text_width(row.name, name_size, Weight::Bold), drawing::text_width(row.note, label_size)});
      noted = noted || !row.note.empty();
    }
    for (const GanttMonth& month : plan.months) days_ += month.days;
    made_.left = stacked_ ? 4 : std::min(names + 16, width * 0.34);
    right_ = width - 12;
    made_.per_day = (right_ - made_.left) / std::max(1, days_);
    row_height_ = stacked_ ? (noted ? 58 : 44) : (noted ? 42 : 30);
    bottom_ = head + row_height_ * static_cast<double>(plan.rows.size());
    made_.drawing = {width, bottom_ + foot, {}};
  }

  GanttDrawing draw() {
    add_grounds();
    add_months();
    for (std::size_t i = 0; i < plan_.rows.size(); ++i) add_row(plan_.rows[i], static_cast<int>(i));
    add_today();
    return std::move(made_);
  }

 private:
  [[nodiscard]] double x_of(int day) const { return made_.left + made_.per_day * std::clamp(day, 0, days_); }
  [[nodiscard]] double top_of(int row) const { return head + row_height_ * row; }

  void add_grounds() {
    auto& shapes = add_group(made_.drawing).shapes;
    for (const Closed& one : plan_.closed) {
      const double width = x_of(one.from + one.days) - x_of(one.from);
      if (width <= 0) continue;
      const drawing::Fill fill =
          one.hatched ? drawing::Fill{Colour::Bd2, 1, Pattern::Hatched} : drawing::Fill{Colour::Bg2, 1, Pattern::Solid};
      shapes.emplace_back(Rect{x_of(one.from), head, width, bottom_ - head, 0, fill, {}});
    }
    for (std::size_t i = 0; i <= plan_.rows.size(); ++i) {
      const double y = top_of(static_cast<int>(i));
      shapes.emplace_back(Path{{{0, y}, {right_, y}}, false, {}, {Colour::Bd2, 1, {}}});
    }
  }

  void add_months() {
    auto& shapes = add_group(made_.drawing).shapes;
    double room = right_;
    double widest = 0;
    int day = 0;
    for (const GanttMonth& month : plan_.months) {
      room = std::min(room, month.days * made_.per_day);
      widest = std::max(widest, drawing::text_width(month.name, name_size, Weight::Bold));
    }
    for (const GanttMonth& month : plan_.months) {
      const double left = x_of(day);
      day += month.days;
      const double right = x_of(day);
      const drawing::Fill fill{month.current ? Colour::MidBg : Colour::Bg2, 1, Pattern::Solid};
      shapes.emplace_back(Rect{left, 2, right - left, head - 4, 0, fill, {}});
      const Weight weight = month.current ? Weight::Bold : Weight::Regular;
      const bool wide = widest + 4 <= room;
      shapes.emplace_back(Text{{(left + right) / 2, 17},
                               wide ? month.name : month.short_name,
                               wide ? name_size : label_size,
                               Anchor::Middle,
                               weight,
                               Colour::Fg,
                               0,
                               ""});
      if (day < days_)
        shapes.emplace_back(
            Path{{{right, head}, {right, bottom_}}, false, {}, {Colour::Bd2, 1, drawing::Dash::Dotted}});
    }
  }

  void add_row(const GanttRow& row, int index) {
    const double top = top_of(index);
    const double room = stacked_ ? right_ - made_.left : made_.left - 12;
    const double name_at = stacked_ || !row.note.empty() ? top + 17 : top + row_height_ / 2 + name_size * 0.36;
    auto& names = add_group(made_.drawing).shapes;
    names.emplace_back(fitted({{4, name_at}, row.name, name_size, {}, Weight::Bold, Colour::Fg, 0, ""}, room));
    if (!row.note.empty())
      names.emplace_back(fitted({{4, name_at + 15}, row.note, label_size, {}, {}, Colour::Fg2, 0, ""}, room));
    const double y = stacked_ ? top + row_height_ - bar_height - 6 : top + (row_height_ - bar_height) / 2;
    int column = 0;
    for (const GanttBar& bar : row.bars) add_bar(bar, y, index, column++);
  }

  void add_bar(const GanttBar& bar, double y, int row, int column) {
    drawing::Group& group = add_group(made_.drawing);
    group.link = bar.link;
    group.label = bar.label;
    if (!bar.link.empty()) {
      group.row = row;
      group.column = column;
    }
    const Tint tint = tint_of(bar.tone);
    const double left = std::min(x_of(bar.from), right_ - least_bar);
    const double width = std::max(least_bar, x_of(bar.from + std::max(1, bar.days)) - left);
    const drawing::Stroke line{tint.line, 1.5, {}};
    group.shapes.emplace_back(Rect{left, y, width, bar_height, 3, {tint.ground, 1, Pattern::Solid}, line});
    const double done = width * (bar.tone == Tone::Finished ? 100 : std::clamp(bar.progress, 0, 100)) / 100;
    if (done > 0) group.shapes.emplace_back(Rect{left, y, done, bar_height, 3, {tint.line, 1, Pattern::Solid}, {}});
    if (bar.tone == Tone::Finished && width >= 14) {
      const double x = left + width / 2;
      group.shapes.emplace_back(
          Path{{{x - 4, y + 8}, {x - 1, y + 11}, {x + 5, y + 5}}, false, {}, {Colour::Bg, 2, {}}});
    }
    if (bar.tone == Tone::Late) {
      const double x = std::min(left + width + 3, right_ - 1);
      group.shapes.emplace_back(
          Path{{{x, y + 13}, {x + 10, y + 13}, {x + 5, y + 3}}, true, {Colour::Ng, 1, Pattern::Solid}, {}});
    }
  }

  void add_today() {
    if (!plan_.today || *plan_.today < 0 || *plan_.today >= days_) return;
    drawing::Group& group = add_group(made_.drawing);
    const double x = x_of(*plan_.today) + made_.per_day / 2;
    group.shapes.emplace_back(Path{{{x, 2}, {x, bottom_ + 4}}, false, {}, {Colour::Ng, 2, {}}});
    const double half = drawing::text_width(plan_.today_words, label_size, Weight::Bold) / 2;
    const double middle = std::clamp(x, half + 2, made_.drawing.width - half - 2);
    group.shapes.emplace_back(
        Text{{middle, bottom_ + 17}, plan_.today_words, label_size, Anchor::Middle, Weight::Bold, Colour::Ng, 0, ""});
  }

  const Gantt& plan_;
  bool stacked_;
  int days_ = 0;
  double right_ = 0;
  double bottom_ = 0;
  double row_height_ = 30;
  GanttDrawing made_;
};

}  // namespace

GanttDrawing gantt(const Gantt& plan, double width) { return Chart(plan, within(width)).draw(); }

}  // namespace sonae::picture
