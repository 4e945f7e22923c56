#include "formats/drawing/drawing_json.h"

#include <cmath>
#include <cstdlib>

namespace sonae::drawing {

namespace {

double rounded(double length) { return std::round(length * 10) / 10; }

json::value length(double value) {
  const double short_form = rounded(value);
  if (short_form == std::floor(short_form)) return static_cast<std::int64_t>(short_form);
  return short_form;
}

/// "10.3", "-0.5", "7"
std::string digits(double value) {
  const long tenths = std::lround(value * 10);
  const long size = std::labs(tenths);
  std::string out = (tenths < 0 ? "-" : "") + std::to_string(size / 10);
  if (size % 10 != 0) out += "." + std::to_string(size % 10);
  return out;
}

void add_look(json::object& out, const Fill& fill, const Stroke& stroke) {
  if (fill.colour != Colour::None) out["fill"] = name_of(fill.colour);
  if (fill.opacity != 1) out["opacity"] = fill.opacity;
  if (fill.pattern != Pattern::Solid) out["pattern"] = name_of(fill.pattern);
  if (stroke.colour == Colour::None) return;
  out["stroke"] = name_of(stroke.colour);
  out["thick"] = length(stroke.width);
  if (stroke.dash != Dash::Solid) out["dash"] = name_of(stroke.dash);
}

json::object to_json(const Path& path) {
  std::string d;
  for (const Point& point : path.points) d += (d.empty() ? "M" : "L") + digits(point.x) + " " + digits(point.y);
  if (path.closed) d += "Z";
  json::object out{{"kind", "path"}, {"d", d}};
  add_look(out, path.fill, path.stroke);
  return out;
}

json::object to_json(const Rect& rect) {
  json::object out{{"kind", "rect"},
                   {"x", length(rect.x)},
                   {"y", length(rect.y)},
                   {"width", length(rect.width)},
                   {"height", length(rect.height)}};
  if (rect.radius != 0) out["radius"] = length(rect.radius);
  add_look(out, rect.fill, rect.stroke);
  return out;
}

json::object to_json(const Circle& circle) {
  json::object out{
      {"kind", "circle"}, {"x", length(circle.centre.x)}, {"y", length(circle.centre.y)}, {"r", length(circle.radius)}};
  add_look(out, circle.fill, circle.stroke);
  return out;
}

json::object to_json(const Text& text) {
  json::object out{{"kind", "text"},       {"x", length(text.at.x)},    {"y", length(text.at.y)},
                   {"text", text.content}, {"size", length(text.size)}, {"fill", name_of(text.colour)}};
  if (text.anchor != Anchor::Start) out["anchor"] = name_of(text.anchor);
  if (text.weight == Weight::Bold) out["bold"] = true;
  if (text.turned != 0) out["turned"] = length(text.turned);
  if (!text.whole.empty()) out["whole"] = text.whole;
  return out;
}

}  // namespace

json::value to_json(const Drawing& drawing) {
  json::array groups;
  for (const Group& group : drawing.groups) {
    json::array shapes;
    for (const Shape& shape : group.shapes)
      shapes.push_back(std::visit([](const auto& one) { return to_json(one); }, shape));
    json::object out{{"shapes", std::move(shapes)}};
    if (!group.link.empty()) out["link"] = group.link;
    if (!group.label.empty()) out["label"] = group.label;
    if (group.row >= 0) out["row"] = group.row;
    if (group.column >= 0) out["column"] = group.column;
    groups.push_back(std::move(out));
  }
  return json::object{
      {"width", length(drawing.width)}, {"height", length(drawing.height)}, {"groups", std::move(groups)}};
}

}  // namespace sonae::drawing
