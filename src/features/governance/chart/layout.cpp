#include "features/governance/chart/layout.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "formats/drawing/text_width.h"

namespace sonae::governance::chart {

namespace {

using drawing::Anchor;
using drawing::Colour;
using drawing::Dash;
using drawing::Drawing;
using drawing::Group;
using drawing::Path;
using drawing::Rect;
using drawing::Text;
using drawing::Weight;

constexpr double title_size = 13;
constexpr double line_size = 13;
constexpr double line_step = 18;
constexpr double air = 8;        // inside a box
constexpr double edge = 2;       // strokes stay inside the drawing
constexpr double tier_gap = 30;  // between the tiers of the line of command
constexpr double box_gap = 6;    // between departments of a column
constexpr double column_gap = 14;
constexpr double column_least = 148;
constexpr double column_most = 220;
constexpr double indent_step = 12;
constexpr double wide_from = 860;  // below it everything stands in one line

double height_of(const Box& box) {
  return air + line_step * static_cast<double>(1 + std::max<std::size_t>(box.lines.size(), 0)) + air - 2;
}

Text fitted(std::string content, double room, Weight weight, Colour colour) {
  Text text{{}, std::move(content), weight == Weight::Bold ? title_size : line_size, Anchor::Start, weight, colour, 0,
            ""};
  std::string shown = drawing::shorten(text.content, room, text.size, weight);
  if (shown != text.content) text.whole = std::move(text.content);
  text.content = std::move(shown);
  return text;
}

struct Frame {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  [[nodiscard]] double middle() const { return x + width / 2; }
  [[nodiscard]] double bottom() const { return y + height; }
};

class Page {
 public:
  explicit Page(double width) { drawing_.width = width; }

  Frame box(const Box& box, double x, double y, double width, Colour ground, int row, int column) {
    const Frame frame{x, y, width, height_of(box)};
    Group& group = drawing::add_group(drawing_);
    group.link = box.link;
    group.label = box.label;
    if (!box.link.empty()) {
      group.row = row;
      group.column = column;
    }
    group.shapes.emplace_back(
        Rect{x,
             y,
             width,
             frame.height,
             6,
             {box.vacant ? Colour::NgBg : ground},
             {box.vacant ? Colour::Ng : Colour::Bd, box.vacant ? 1.6 : 1, box.vacant ? Dash::Dashed : Dash::Solid}});
    double baseline = y + air + line_step - 5;
    const auto put = [&](const std::string& content, Weight weight, Colour colour) {
      Text text = fitted(content, width - 2 * air, weight, colour);
      text.at = {x + air, baseline};
      group.shapes.emplace_back(std::move(text));
      baseline += line_step;
    };
    put(box.title, Weight::Bold, Colour::Fg);
    for (const std::string& line : box.lines) put(line, Weight::Regular, box.vacant ? Colour::Ng : Colour::Fg);
    reach(frame.bottom());
    return frame;
  }

  void line(std::vector<drawing::Point> points, Dash dash = Dash::Solid) {
    drawing::add_group(drawing_).shapes.emplace_back(Path{std::move(points), false, {}, {Colour::Bd, 1.2, dash}});
  }
  void words(const std::string& content, double x, double y) {
    drawing::add_group(drawing_).shapes.emplace_back(
        Text{{x, y}, content, 12, Anchor::Start, Weight::Regular, Colour::Fg2, 0, ""});
    reach(y + 4);
  }
  void reach(double bottom) { drawing_.height = std::max(drawing_.height, std::ceil(bottom + edge)); }
  [[nodiscard]] Drawing& drawing() { return drawing_; }

 private:
  Drawing drawing_;
};

double height_of(const Column& column) {
  double height = 0;
  for (const Box& box : column) height += height_of(box) + box_gap;
  return column.empty() ? 0 : height - box_gap;
}

/// Columns that are taller than a page go on in a further one under the same head.
std::vector<Column> split(const std::vector<Column>& columns, double most, const std::string& continued) {
  std::vector<Column> parts;
  for (const Column& column : columns) {
    if (column.empty()) continue;
    if (most <= 0 || height_of(column) <= most) {
      parts.push_back(column);
      continue;
    }
    Box again = column.front();
    again.title += continued;
    Column part;
    double height = 0;
    for (const Box& box : column) {
      const double more = height_of(box) + box_gap;
      if (!part.empty() && part.size() > 1 && height + more > most) {
        parts.push_back(std::move(part));
        part = {again};
        height = height_of(again) + box_gap;
      }
      part.push_back(box);
      height += more;
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

class Layout {
 public:
  Layout(const Boxes& boxes, const Room& room) : boxes_(boxes), room_(room), width_(std::max(room.width, 200.0)) {}

  std::vector<Drawing> run() {
    pages_.emplace_back(width_);
    if (width_ >= wide_from)
      wide_top();
    else
      narrow_top();
    departments();
    if (width_ < wide_from) narrow_audit();
    std::vector<Drawing> drawings;
    for (Page& page : pages_) drawings.push_back(std::move(page.drawing()));
    return drawings;
  }

 private:
  Page& page() { return pages_.back(); }

  /// The line of command in the middle, the secretariat beside the committee, the audit at the right beyond a line.
  void wide_top() {
    const double audit_width = std::min(240.0, width_ * 0.2);
    const double line_width = width_ - audit_width - 40;
    const double box_width = std::min(280.0, line_width * 0.38);
    const double x = (line_width - box_width) / 2;
    const Frame officer = page().box(boxes_.officer, x, edge, box_width, Colour::KeyBg, 0, 0);
    const Frame committee =
        page().box(boxes_.committee, x, officer.bottom() + tier_gap, box_width, Colour::KeyBg, 1, 0);
    page().line({{officer.middle(), officer.bottom()}, {officer.middle(), committee.y}});
    const double side_width = std::min(240.0, line_width - x - box_width - 30);
    const Frame secretariat =
        page().box(boxes_.secretariat, x + box_width + 30, committee.y, side_width, Colour::Bg, 1, 1);
    page().line({{x + box_width, committee.y + 20}, {secretariat.x, secretariat.y + 20}});
    const double audit_x = width_ - audit_width - edge;
    page().words(boxes_.audit_words, audit_x, 16);
    const Frame audit = page().box(boxes_.audit, audit_x, 26, audit_width, Colour::Bg2, 0, 2);
    const double bottom = std::max({committee.bottom(), secretariat.bottom(), audit.bottom()});
    page().line({{audit_x - 20, 4}, {audit_x - 20, bottom}}, Dash::Dotted);
    trunk_ = {{committee.middle(), committee.bottom()}};
    y_ = bottom + tier_gap;
    row_ = 2;
  }

  void narrow_top() {
    const double box_width = std::min(width_ - 28, 340.0);
    const double x = (width_ - box_width) / 2;
    const Frame officer = page().box(boxes_.officer, x, edge, box_width, Colour::KeyBg, 0, 0);
    const Frame committee =
        page().box(boxes_.committee, x, officer.bottom() + tier_gap, box_width, Colour::KeyBg, 1, 0);
    page().line({{officer.middle(), officer.bottom()}, {officer.middle(), committee.y}});
    const Frame secretariat =
        page().box(boxes_.secretariat, x + 24, committee.bottom() + 12, box_width - 24, Colour::Bg, 2, 0);
    page().line({{x + 10, committee.bottom()}, {x + 10, secretariat.y + 20}, {x + 24, secretariat.y + 20}});
    trunk_ = {{x, committee.bottom() - 12}, {edge, committee.bottom() - 12}};
    y_ = secretariat.bottom() + tier_gap;
    row_ = 3;
  }

  void narrow_audit() {
    const double box_width = std::min(width_ - 2 * edge, 340.0);
    const double x = (width_ - box_width) / 2;
    const double top = page().drawing().height + 24;
    page().line({{edge, top}, {width_ - edge, top}}, Dash::Dotted);
    page().words(boxes_.audit_words, x, top + 22);
    page().box(boxes_.audit, x, top + 32, box_width, Colour::Bg2, row_, 0);
  }

  void departments() {
    const double left = 14;  // room for the line that joins the rows
    const double width = width_ - left - edge;
    const double page_room = room_.page_height > 0 ? room_.page_height - 40 : 0;
    const auto columns = split(boxes_.columns, page_room, boxes_.continued);
    if (columns.empty()) return;
    const auto fit = std::max(1.0, std::floor((width + column_gap) / (column_least + column_gap)));
    const auto across = std::min(static_cast<std::size_t>(fit), columns.size());
    const double room_each = (width - column_gap * (static_cast<double>(across) - 1)) / static_cast<double>(across);
    const double column_width = across == 1 ? std::min(room_each, 340.0) : std::min(room_each, column_most);
    for (std::size_t first = 0; first < columns.size(); first += across)
      row_of_columns({columns.begin() + static_cast<std::ptrdiff_t>(first),
                      columns.begin() + static_cast<std::ptrdiff_t>(std::min(first + across, columns.size()))},
                     left, column_width, first + across < columns.size());
  }

  /// How a row hangs on what stands above it.
  enum class Hang : std::uint8_t { Trunk, Before, Nothing };

  void row_of_columns(const std::vector<Column>& columns, double left, double column_width, bool more) {
    double tallest = 0;
    for (const Column& column : columns) tallest = std::max(tallest, height_of(column));
    Hang hang = first_row_ ? Hang::Trunk : Hang::Before;
    if (page_height() > 0 && y_ + tallest > page_height() && y_ > tier_gap) {
      pages_.emplace_back(width_);
      y_ = tier_gap;
      hang = Hang::Nothing;
    }
    const double bus = y_ - tier_gap / 2;
    const auto count = static_cast<double>(columns.size());
    const double used = count * column_width + (count - 1) * column_gap;
    const double start = more || !first_row_ ? left : left + std::max(0.0, (width_ - left - edge - used) / 2);
    double from = start + column_width / 2;
    double to = start + used - column_width / 2;
    if (hang == Hang::Trunk) {
      auto points = trunk_;
      points.push_back({points.back().x, bus});
      page().line(points);
      from = std::min(from, points.back().x);
      to = std::max(to, points.back().x);
    }
    if (hang == Hang::Before) page().line({{edge, last_bus_}, {edge, bus}});
    if (hang == Hang::Before || more) from = edge;
    page().line({{from, bus}, {to, bus}});
    double bottom = y_;
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const double x = start + static_cast<double>(i) * (column_width + column_gap);
      page().line({{x + column_width / 2, bus}, {x + column_width / 2, y_}});
      bottom = std::max(bottom, column_at(columns[i], x, column_width, static_cast<int>(i)));
    }
    last_bus_ = bus;
    first_row_ = false;
    y_ = bottom + tier_gap;
    row_ += 400;  // more than a column can hold: rows of the arrow keys stay apart
  }
  [[nodiscard]] double page_height() const { return pages_.size() == 1 ? room_.first_page_height : room_.page_height; }

  double column_at(const Column& column, double x, double width, int number) {
    double y = y_;
    int row = row_;
    std::map<int, double> hook;  // by depth: where a line to the next box of that depth begins
    for (const Box& box : column) {
      const double indent = std::min(box.depth * indent_step, width / 3);
      const Frame frame =
          page().box(box, x + indent, y, width - indent, box.depth == 0 ? Colour::Bg2 : Colour::Bg, row++, number);
      if (box.depth > 0) page().line({{frame.x - 7, hook[box.depth]}, {frame.x - 7, y + 18}, {frame.x, y + 18}});
      hook[box.depth] = y + 18;
      hook[box.depth + 1] = frame.bottom();
      y = frame.bottom() + box_gap;
    }
    return y - box_gap;
  }

  const Boxes& boxes_;
  Room room_;
  double width_;
  std::vector<Page> pages_;
  std::vector<drawing::Point> trunk_;
  double y_ = 0;
  double last_bus_ = 0;
  bool first_row_ = true;
  int row_ = 0;
};

}  // namespace

std::vector<drawing::Drawing> lay_out(const Boxes& boxes, const Room& room) { return Layout(boxes, room).run(); }

}  // namespace sonae::governance::chart
