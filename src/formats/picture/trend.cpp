// Trend: lines over the years, with their numbers, and the target as a dashed line with words.

#include <algorithm>
#include <array>
#include <cmath>

#include "formats/drawing/text_width.h"
#include "formats/picture/parts.h"
#include "formats/picture/picture.h"

namespace sonae::picture {

using drawing::Anchor;
using drawing::Box;
using drawing::box_of;
using drawing::Circle;
using drawing::Colour;
using drawing::Dash;
using drawing::Drawing;
using drawing::Path;
using drawing::Point;
using drawing::Shape;
using drawing::Text;
using drawing::text_width;
using drawing::Weight;

namespace {

constexpr std::size_t most_series = 5;
constexpr double number_size = 12;
constexpr double mark_size = 4;

struct Look {
  Colour colour = Colour::Key;
  Dash dash = Dash::Solid;
  int corners = 0;  ///< of the mark; 0: a disc
};
constexpr std::array<Look, most_series> looks = {{{Colour::Key, Dash::Solid, 0},
                                                  {Colour::Fg, Dash::Dashed, 4},
                                                  {Colour::Mid, Dash::Solid, 3},
                                                  {Colour::Fg2, Dash::Dotted, 0},
                                                  {Colour::Ok, Dash::Dashed, 3}}};

class Plot {
 public:
  Plot(const Trend& trend, double width, double height)
      : trend_(trend), count_(std::min(most_series, trend.series.size())) {
    double names = 0;
    for (std::size_t i = 0; i < count_; ++i)
      names = std::max(names, text_width(end_text(trend.series[i]), number_size, Weight::Bold));
    named_ = count_ > 1;
    left_ = 36;
    right_ = width - (named_ ? std::min(names, width * 0.35) + 12 : 16);
    end_room_ = width - right_ - 12;
    top_ = 24;
    bottom_ = height - 26;
    drawing_ = {width, height, {}};
  }

  Drawing draw() {
    add_axes();
    std::vector<Text> ends;
    for (std::size_t i = 0; i < count_; ++i) add_series(trend_.series[i], looks[i], ends);
    place_ends(std::move(ends));
    add_target();
    return std::move(drawing_);
  }

 private:
  static std::string end_text(const Series& series) {
    const auto last = std::ranges::find_if(series.values.rbegin(), series.values.rend(),
                                           [](const auto& value) { return value.has_value(); });
    return series.name + " " + percent(last == series.values.rend() ? std::nullopt : *last);
  }

  [[nodiscard]] double step() const {
    return trend_.points.size() < 2 ? 0 : (right_ - left_ - 28) / static_cast<double>(trend_.points.size() - 1);
  }
  [[nodiscard]] double x_of(std::size_t index) const {
    if (trend_.points.size() < 2) return (left_ + right_) / 2;
    return left_ + 14 + step() * static_cast<double>(index);
  }
  [[nodiscard]] double y_of(int value) const { return bottom_ - (bottom_ - top_) * std::clamp(value, 0, 1000) / 1000; }
  /// Numbers stand at every point where they have room, otherwise at every second, third … counted from the last one.
  [[nodiscard]] bool is_labelled(std::size_t index, double room) const {
    if (trend_.points.size() < 2) return true;
    const auto every = static_cast<std::size_t>(std::max(1.0, std::ceil(room / std::max(1.0, step()))));
    return (trend_.points.size() - 1 - index) % every == 0;
  }

  void write(Text text) {
    taken_.push_back(box_of(text));
    drawing_.groups.back().shapes.emplace_back(std::move(text));
  }
  [[nodiscard]] bool is_free(const Text& text) const {
    const Box box = box_of(text);
    return box.left >= 0 && box.right <= drawing_.width && box.top >= 0 && box.bottom <= drawing_.height &&
           std::ranges::none_of(taken_, [&](const Box& other) { return other.overlaps(box); });
  }

  void add_axes() {
    auto& shapes = add_group(drawing_).shapes;
    for (const int value : {0, 250, 500, 750, 1000}) {
      const double y = y_of(value);
      shapes.emplace_back(Path{{{left_, y}, {right_, y}}, false, {}, {Colour::Bd2, 1, Dash::Solid}});
      write({{left_ - 6, y + 4}, std::to_string(value / 10), label_size, Anchor::End, {}, Colour::Fg2, 0, ""});
    }
    double widest_point = 0;
    for (const std::string& point : trend_.points)
      widest_point = std::max(widest_point, text_width(point, number_size));
    for (std::size_t i = 0; i < trend_.points.size(); ++i)
      if (is_labelled(i, widest_point + 8))
        write({{x_of(i), bottom_ + 18}, trend_.points[i], number_size, Anchor::Middle, {}, Colour::Fg, 0, ""});
  }

  static Shape mark(Point at, const Look& look) {
    if (look.corners == 0) return Circle{at, mark_size, {look.colour}, {}};
    const double size = mark_size;
    Path path{{}, true, {look.colour}, {}};
    if (look.corners == 4)
      path.points = {{at.x - size, at.y - size},
                     {at.x + size, at.y - size},
                     {at.x + size, at.y + size},
                     {at.x - size, at.y + size}};
    else
      path.points = {{at.x, at.y - size - 1}, {at.x + size + 1, at.y + size}, {at.x - size - 1, at.y + size}};
    return path;
  }

  void add_series(const Series& series, const Look& look, std::vector<Text>& ends) {
    drawing::Group& group = add_group(drawing_);
    group.label = series.name;
    std::vector<Shape> marks;
    Path line{{}, false, {}, {look.colour, 2.2, look.dash}};
    const auto end_line = [&] {
      if (line.points.size() > 1) group.shapes.emplace_back(line);
      line.points.clear();
    };
    std::optional<std::size_t> last;
    for (std::size_t i = 0; i < std::min(trend_.points.size(), series.values.size()); ++i) {
      if (!series.values[i]) {
        end_line();
        continue;
      }
      const Point at{x_of(i), y_of(*series.values[i])};
      line.points.push_back(at);
      marks.push_back(mark(at, look));
      last = i;
      if (!named_ && is_labelled(i, 38))
        write({{at.x, at.y - 10},
               percent(series.values[i]),
               number_size + 1,
               Anchor::Middle,
               Weight::Bold,
               Colour::Fg,
               0,
               ""});
    }
    end_line();
    for (Shape& one : marks) group.shapes.push_back(std::move(one));
    if (named_ && last)
      ends.push_back(fitted({{right_ + 6, y_of(*series.values[*last]) + 4},
                             end_text(series),
                             number_size,
                             Anchor::Start,
                             Weight::Bold,
                             look.colour,
                             0,
                             ""},
                            end_room_));
  }

  /// Names at the ends of the lines, pushed apart downwards and, where the frame ends, back upwards.
  void place_ends(std::vector<Text> ends) {
    std::ranges::stable_sort(ends, {}, [](const Text& text) { return text.at.y; });
    constexpr double line = number_size * 1.3;
    for (std::size_t i = 1; i < ends.size(); ++i) ends[i].at.y = std::max(ends[i].at.y, ends[i - 1].at.y + line);
    double limit = drawing_.height - 4;
    for (auto text = ends.rbegin(); text != ends.rend(); ++text) {
      text->at.y = std::min(text->at.y, limit);
      limit = text->at.y - line;
    }
    if (!ends.empty()) add_group(drawing_);
    for (Text& text : ends) write(std::move(text));
  }

  /// The words go where nothing else stands: above the line or below, from the left or the right.
  void add_target() {
    if (!trend_.target) return;
    const double y = y_of(trend_.target->value);
    drawing::Group& group = add_group(drawing_);
    group.label = trend_.target->words;
    group.shapes.emplace_back(Path{{{left_, y}, {right_, y}}, false, {}, {Colour::Ok, 2, Dash::Dashed}});
    const auto words = [&](double x, double baseline, Anchor anchor) {
      return fitted({{x, baseline}, trend_.target->words, number_size, anchor, Weight::Bold, Colour::Ok, 0, ""},
                    right_ - left_ - 4);
    };
    for (const double distance : {-5.0, 14.0, -20.0, 29.0, -35.0, 44.0}) {
      for (const auto& [x, anchor] : {std::pair{left_ + 4, Anchor::Start}, std::pair{right_ - 2, Anchor::End}}) {
        Text text = words(x, y + distance, anchor);
        if (!is_free(text)) continue;
        write(std::move(text));
        return;
      }
    }
    // Numbers everywhere: the words stand above the picture, which has kept that line free.
    write(words(left_ + 4, label_size, Anchor::Start));
  }

  const Trend& trend_;
  std::size_t count_;
  bool named_ = false;
  double left_ = 0;
  double right_ = 0;
  double top_ = 0;
  double bottom_ = 0;
  double end_room_ = 0;
  Drawing drawing_;
  std::vector<Box> taken_;
};

}  // namespace

Drawing trend(const Trend& trend, double width, double height) {
  return Plot(trend, within(width), std::clamp(height, 140.0, 800.0)).draw();
}

}  // namespace sonae::picture
