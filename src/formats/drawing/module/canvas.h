#pragma once
// Draws shapes and texts on a cairo surface. Lengths are CSS pixels, as in drawing.h.

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>
#include <vector>

#include "formats/drawing/drawing.h"
#include "formats/drawing/paper.h"

namespace sonae::drawing::module {

struct ReleaseObject {
  void operator()(void* object) const { g_object_unref(object); }
};
using Layout = std::unique_ptr<PangoLayout, ReleaseObject>;

/// A piece of a paragraph with everything that can set it off.
struct Span {
  std::string text;
  double size = 0;  ///< 0: the paragraph's
  Weight weight = Weight::Regular;
  Colour colour = Colour::Fg;
  bool underlined = false;
  bool struck = false;
};
struct Setting {
  double width = -1;  ///< -1: one line, not wrapped
  double size = 13;
  double line_height = 1.5;
  int lines = 0;  ///< at most; 0: no limit
  Anchor align = Anchor::Start;
};

/// Letters of a face that every Japanese character has; false where the machine has none.
[[nodiscard]] bool has_japanese_font();

class Canvas {
 public:
  /// Takes the surface over.
  explicit Canvas(cairo_surface_t* surface);
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  [[nodiscard]] cairo_t* cairo() { return cairo_.get(); }
  [[nodiscard]] cairo_surface_t* surface() { return surface_.get(); }

  void draw(const Drawing& drawing, Point at, double scale = 1);
  void draw(const Shape& shape);
  void draw(const Paragraph& paragraph);

  [[nodiscard]] Layout set(const std::vector<Span>& spans, const Setting& setting);

 private:
  void draw(const Path& path);
  void draw(const Rect& rect);
  void draw(const Circle& circle);
  void draw(const Text& text);
  /// Fills and strokes the current path, which is gone afterwards.
  void ink(const Fill& fill, const Stroke& stroke);
  void use(Colour colour, double opacity = 1);

  struct Destroy {
    void operator()(cairo_t* cairo) const { cairo_destroy(cairo); }
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  std::unique_ptr<cairo_surface_t, Destroy> surface_;
  std::unique_ptr<cairo_t, Destroy> cairo_;
  std::unique_ptr<PangoContext, ReleaseObject> context_;
};

}  // namespace sonae::drawing::module
