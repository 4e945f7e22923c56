// Radar: rings, two outlines, labels around.

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "formats/drawing/text_width.h"
#include "formats/picture/parts.h"
#include "formats/picture/picture.h"

namespace sonae::picture {

using drawing::Anchor;
using drawing::Circle;
using drawing::Colour;
using drawing::Dash;
using drawing::Drawing;
using drawing::Path;
using drawing::Point;
using drawing::Text;
using drawing::text_width;

namespace {

constexpr double line_step = label_size * 1.18;
constexpr double label_distance = 9;
constexpr double legend_height = 24;

struct Round {
  Point centre;
  double radius = 0;

  [[nodiscard]] Point at(std::size_t index, std::size_t count, double distance) const {
    const double turn = static_cast<double>(index) / static_cast<double>(count);
    const double angle = turn * 2 * std::numbers::pi - std::numbers::pi / 2;
    return {centre.x + distance * std::cos(angle), centre.y + distance * std::sin(angle)};
  }
};

struct Spot {
  const Spoke* spoke = nullptr;
  double x = 0;
  double away = 0;  ///< below the centre
  int side = 0;     ///< -1 left, 0 on the axis, 1 right
};

/// From the middle line towards top (sign -1) or bottom (1) each label keeps one line of distance from the one before
/// it on its side. Gives where the next one could stand.
double settle(std::vector<Spot>& spots, int side, int sign) {
  std::vector<Spot*> chosen;
  for (Spot& spot : spots)
    if (spot.side == side && spot.away * sign >= 0) chosen.push_back(&spot);
  std::ranges::sort(chosen, {}, [sign](const Spot* spot) { return spot->away * sign; });
  double edge = -std::numeric_limits<double>::infinity();
  for (Spot* spot : chosen) {
    spot->away = sign * std::max(spot->away * sign, edge);
    edge = spot->away * sign + line_step;
  }
  return edge;
}

/// The two sides are settled by themselves; labels on the axis stand beyond both.
std::vector<Spot> stagger(const std::vector<Spoke>& spokes, const Round& round) {
  std::vector<Spot> spots;
  for (std::size_t i = 0; i < spokes.size(); ++i) {
    const Point point = round.at(i, spokes.size(), round.radius + label_distance);
    const double across = point.x - round.centre.x;
    spots.push_back({&spokes[i], point.x, point.y - round.centre.y, std::abs(across) < 1 ? 0 : across > 0 ? 1 : -1});
  }
  for (const int sign : {-1, 1}) {
    double edge = 0;
    for (const int side : {-1, 1}) edge = std::max(edge, settle(spots, side, sign));
    for (Spot& spot : spots)
      if (spot.side == 0 && spot.away * sign > 0) spot.away = sign * std::max(spot.away * sign, edge);
  }
  return spots;
}

Path outline(const std::vector<Spoke>& spokes, const Round& round, std::optional<int> Spoke::* value) {
  Path path;
  path.closed = true;
  for (std::size_t i = 0; i < spokes.size(); ++i) {
    const int known = std::clamp((spokes[i].*value).value_or(0), 0, 1000);
    path.points.push_back(round.at(i, spokes.size(), round.radius * known / 1000));
  }
  return path;
}

void add_legend(Drawing& drawing, const RadarWords& words, bool before, double y) {
  auto& shapes = add_group(drawing).shapes;
  double x = 2;
  const auto entry = [&](const std::string& text, const drawing::Stroke& stroke) {
    shapes.emplace_back(Path{{{x, y - 4}, {x + 26, y - 4}}, false, {}, stroke});
    shapes.emplace_back(Text{{x + 31, y}, text, 12, Anchor::Start, {}, Colour::Fg2, 0, ""});
    x += 31 + text_width(text, 12) + 18;
  };
  entry(words.now, {Colour::Key, 2, Dash::Solid});
  if (before) entry(words.before, {Colour::Fg2, 1.4, Dash::Dashed});
}

Drawing bars_instead(const std::vector<Spoke>& spokes, double width) {
  std::vector<Bar> rows;
  for (const Spoke& spoke : spokes) rows.push_back({spoke.name, spoke.value, "", spoke.link});
  return bars(sorted(std::move(rows)), width);
}

}  // namespace

Drawing radar(const std::vector<Spoke>& spokes, double width, const RadarWords& words) {
  width = within(width);
  if (width < narrowest_radar || spokes.size() < 3) return bars_instead(spokes, width);
  double longest = 0;
  for (const Spoke& spoke : spokes) longest = std::max(longest, text_width(spoke.name, label_size));
  const double side = std::min(width * 0.29, longest + label_distance + 2);
  Round round;
  round.radius = std::min(width / 2 - side, 210.0);
  round.centre.x = width / 2;
  std::vector<Spot> spots = stagger(spokes, round);
  double above = round.radius;
  double below = round.radius;
  for (const Spot& spot : spots) {
    above = std::max(above, -spot.away + label_size);
    below = std::max(below, spot.away + label_size);
  }
  round.centre.y = above + 2;
  Drawing drawing{width, above + below + 6 + legend_height, {}};

  const bool before = std::ranges::any_of(spokes, [](const Spoke& spoke) { return spoke.before.has_value(); });
  auto& shapes = add_group(drawing).shapes;
  for (const double share : {0.25, 0.5, 0.75, 1.0})
    shapes.emplace_back(Circle{round.centre, round.radius * share, {}, {Colour::Bd2, 1, Dash::Solid}});
  Path now = outline(spokes, round, &Spoke::value);
  now.fill = {Colour::Key, 0.14, {}};
  now.stroke = {Colour::Key, 2, Dash::Solid};
  shapes.emplace_back(std::move(now));
  if (before) {
    Path last = outline(spokes, round, &Spoke::before);
    last.stroke = {Colour::Fg2, 1.4, Dash::Dashed};
    shapes.emplace_back(std::move(last));
  }
  for (const Spot& spot : spots) {
    const double room = spot.side == 0 ? width : spot.side > 0 ? width - spot.x : spot.x;
    const std::string shown = drawing::shorten(spot.spoke->name, room, label_size);
    drawing::Group& group = add_group(drawing);
    group.link = spot.spoke->link;
    group.label = spot.spoke->name + " " + percent(spot.spoke->value);
    if (!group.link.empty()) {
      group.row = 0;
      group.column = static_cast<int>(&spot - spots.data());
    }
    const Anchor anchor = spot.side == 0 ? Anchor::Middle : spot.side > 0 ? Anchor::Start : Anchor::End;
    group.shapes.emplace_back(Text{{spot.x, round.centre.y + spot.away + label_size * 0.38},
                                   shown,
                                   label_size,
                                   anchor,
                                   {},
                                   Colour::Fg,
                                   0,
                                   shown == spot.spoke->name ? "" : spot.spoke->name});
  }
  add_legend(drawing, words, before, drawing.height - 8);
  return drawing;
}

}  // namespace sonae::picture
