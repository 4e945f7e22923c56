#include "formats/drawing/module/canvas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

namespace sonae::drawing::module {

namespace {

constexpr const char* face = "Noto Sans CJK JP";
/// Where the face is missing, fontconfig goes on along this list.
constexpr const char* faces = "Noto Sans CJK JP,Noto Sans JP,IPAexGothic,IPAGothic,VL PGothic,sans-serif";

PangoFontMap* font_map() {
  static PangoFontMap* map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
  return map;
}

int units(double length) { return static_cast<int>(std::lround(length * PANGO_SCALE)); }

struct AttributeList {
  AttributeList() : list(pango_attr_list_new()) {}
  ~AttributeList() { pango_attr_list_unref(list); }
  AttributeList(const AttributeList&) = delete;
  AttributeList& operator=(const AttributeList&) = delete;
  void add(PangoAttribute* attribute, std::size_t begin, std::size_t end) {
    attribute->start_index = static_cast<guint>(begin);
    attribute->end_index = static_cast<guint>(end);
    pango_attr_list_insert(list, attribute);
  }
  PangoAttrList* list;
};

PangoAttribute* foreground(Colour colour) {
  const auto channel = [](double value) { return static_cast<guint16>(std::lround(value * 65535)); };
  const Rgb rgb = on_paper(colour);
  return pango_attr_foreground_new(channel(rgb.red), channel(rgb.green), channel(rgb.blue));
}

std::string utf8_only(const std::string& text) {
  gchar* valid = g_utf8_make_valid(text.data(), static_cast<gssize>(text.size()));
  std::string out(valid);
  g_free(valid);
  return out;
}

void rounded_rect(cairo_t* cairo, const Rect& rect) {
  if (rect.radius <= 0) {
    cairo_rectangle(cairo, rect.x, rect.y, rect.width, rect.height);
    return;
  }
  const double r = std::min({rect.radius, rect.width / 2, rect.height / 2});
  const double quarter = std::numbers::pi / 2;
  cairo_new_sub_path(cairo);
  cairo_arc(cairo, rect.x + rect.width - r, rect.y + r, r, -quarter, 0);
  cairo_arc(cairo, rect.x + rect.width - r, rect.y + rect.height - r, r, 0, quarter);
  cairo_arc(cairo, rect.x + r, rect.y + rect.height - r, r, quarter, 2 * quarter);
  cairo_arc(cairo, rect.x + r, rect.y + r, r, 2 * quarter, 3 * quarter);
  cairo_close_path(cairo);
}

/// Diagonal lines or dots over the clipped area; the distance is that of the page's SVG patterns.
void draw_pattern(cairo_t* cairo, Pattern pattern) {
  constexpr double step = 6;
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  cairo_clip_extents(cairo, &left, &top, &right, &bottom);
  if (pattern == Pattern::Hatched) {
    for (double x = std::floor(left / step) * step - (bottom - top); x < right; x += step) {
      cairo_move_to(cairo, x, bottom);
      cairo_line_to(cairo, x + (bottom - top), top);
    }
    cairo_set_line_width(cairo, 1.6);
    cairo_stroke(cairo);
    return;
  }
  for (double y = std::floor(top / step) * step; y < bottom + step; y += step) {
    for (double x = std::floor(left / step) * step; x < right + step; x += step) {
      cairo_new_sub_path(cairo);
      cairo_arc(cairo, x + step / 2, y + step / 2, 1.1, 0, 2 * std::numbers::pi);
    }
  }
  cairo_fill(cairo);
}

}  // namespace

bool has_japanese_font() {
  PangoFontFamily** families = nullptr;
  int count = 0;
  pango_font_map_list_families(font_map(), &families, &count);
  const std::string known(faces);
  bool found = false;
  for (int i = 0; i < count && !found; ++i) {
    const std::string name = pango_font_family_get_name(families[i]);
    found = name == face || (known + ",").find(name + ",") < known.find("sans-serif");
  }
  g_free(families);
  return found;
}

Canvas::Canvas(cairo_surface_t* surface)
    : surface_(surface), cairo_(cairo_create(surface)), context_(pango_font_map_create_context(font_map())) {
  // Letters stand where the outlines say, not where a pixel grid would pull them: the same on paper and on screen.
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  pango_context_set_language(context_.get(), pango_language_from_string("ja"));
  pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);
}

void Canvas::use(Colour colour, double opacity) {
  const Rgb rgb = on_paper(colour);
  cairo_set_source_rgba(cairo(), rgb.red, rgb.green, rgb.blue, opacity);
}

Layout Canvas::set(const std::vector<Span>& spans, const Setting& setting) {
  Layout layout(pango_layout_new(context_.get()));
  PangoFontDescription* font = pango_font_description_from_string(faces);
  pango_font_description_set_absolute_size(font, setting.size * PANGO_SCALE);
  pango_layout_set_font_description(layout.get(), font);
  pango_font_description_free(font);

  std::string text;
  AttributeList attributes;
  for (const Span& span : spans) {
    const std::size_t begin = text.size();
    text += utf8_only(span.text);
    if (span.weight == Weight::Bold) attributes.add(pango_attr_weight_new(PANGO_WEIGHT_BOLD), begin, text.size());
    if (span.size > 0) attributes.add(pango_attr_size_new_absolute(units(span.size)), begin, text.size());
    attributes.add(foreground(span.colour), begin, text.size());
    if (span.underlined) attributes.add(pango_attr_underline_new(PANGO_UNDERLINE_SINGLE), begin, text.size());
    if (span.struck) attributes.add(pango_attr_strikethrough_new(TRUE), begin, text.size());
  }
  attributes.add(pango_attr_line_height_new_absolute(units(setting.size * setting.line_height)), 0,
                 std::numeric_limits<guint>::max());
  attributes.add(pango_attr_insert_hyphens_new(FALSE), 0, std::numeric_limits<guint>::max());
  pango_layout_set_attributes(layout.get(), attributes.list);
  pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
  if (setting.width >= 0) {
    pango_layout_set_width(layout.get(), units(setting.width));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  }
  if (setting.lines > 0) {
    pango_layout_set_height(layout.get(), -setting.lines);
    pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
  }
  constexpr std::array<PangoAlignment, 3> alignments = {PANGO_ALIGN_LEFT, PANGO_ALIGN_CENTER, PANGO_ALIGN_RIGHT};
  pango_layout_set_alignment(layout.get(), alignments[static_cast<std::size_t>(setting.align)]);
  return layout;
}

void Canvas::ink(const Fill& fill, const Stroke& stroke) {
  if (fill.colour != Colour::None && fill.opacity > 0) {
    use(fill.colour, fill.opacity);
    if (fill.pattern == Pattern::Solid) {
      cairo_fill_preserve(cairo());
    } else {
      cairo_path_t* outline = cairo_copy_path(cairo());
      cairo_save(cairo());
      cairo_clip(cairo());
      draw_pattern(cairo(), fill.pattern);
      cairo_restore(cairo());
      cairo_append_path(cairo(), outline);
      cairo_path_destroy(outline);
    }
  }
  if (stroke.colour != Colour::None) {
    use(stroke.colour);
    cairo_set_line_width(cairo(), stroke.width);
    cairo_set_line_join(cairo(), CAIRO_LINE_JOIN_ROUND);
    constexpr std::array<double, 2> dashed = {5, 3};
    constexpr std::array<double, 2> dotted = {1.5, 2.5};
    if (stroke.dash == Dash::Solid) cairo_set_dash(cairo(), nullptr, 0, 0);
    if (stroke.dash == Dash::Dashed) cairo_set_dash(cairo(), dashed.data(), 2, 0);
    if (stroke.dash == Dash::Dotted) cairo_set_dash(cairo(), dotted.data(), 2, 0);
    cairo_stroke_preserve(cairo());
  }
  cairo_new_path(cairo());
}

void Canvas::draw(const Path& path) {
  for (const Point& point : path.points) cairo_line_to(cairo(), point.x, point.y);
  if (path.closed) cairo_close_path(cairo());
  ink(path.fill, path.stroke);
}

void Canvas::draw(const Rect& rect) {
  rounded_rect(cairo(), rect);
  ink(rect.fill, rect.stroke);
}

void Canvas::draw(const Circle& circle) {
  cairo_new_sub_path(cairo());
  cairo_arc(cairo(), circle.centre.x, circle.centre.y, circle.radius, 0, 2 * std::numbers::pi);
  ink(circle.fill, circle.stroke);
}

void Canvas::draw(const Text& text) {
  if (text.content.empty()) return;
  const Layout layout = set({{text.content, 0, text.weight, text.colour, false, false}}, {-1, text.size, 1.5, 0, {}});
  int width = 0;
  pango_layout_get_size(layout.get(), &width, nullptr);
  const double long_side = static_cast<double>(width) / PANGO_SCALE;
  const double back = text.anchor == Anchor::Start ? 0 : text.anchor == Anchor::End ? long_side : long_side / 2;
  cairo_save(cairo());
  cairo_translate(cairo(), text.at.x, text.at.y);
  cairo_rotate(cairo(), text.turned * std::numbers::pi / 180);
  cairo_move_to(cairo(), -back, -static_cast<double>(pango_layout_get_baseline(layout.get())) / PANGO_SCALE);
  pango_cairo_show_layout(cairo(), layout.get());
  cairo_restore(cairo());
  cairo_new_path(cairo());
}

void Canvas::draw(const Shape& shape) {
  std::visit([this](const auto& one) { draw(one); }, shape);
}

void Canvas::draw(const Drawing& drawing, Point at, double scale) {
  cairo_save(cairo());
  cairo_translate(cairo(), at.x, at.y);
  cairo_scale(cairo(), scale, scale);
  for (const Group& group : drawing.groups)
    for (const Shape& shape : group.shapes) draw(shape);
  cairo_restore(cairo());
}

void Canvas::draw(const Paragraph& paragraph) {
  std::vector<Span> spans;
  for (const Run& run : paragraph.runs) spans.push_back({run.text, run.size, run.weight, run.colour, false, false});
  const Layout layout = set(spans, {paragraph.width, paragraph.size, paragraph.line_height, paragraph.lines, {}});
  cairo_move_to(cairo(), paragraph.at.x, paragraph.at.y);
  pango_cairo_show_layout(cairo(), layout.get());
  cairo_new_path(cairo());
}

}  // namespace sonae::drawing::module
