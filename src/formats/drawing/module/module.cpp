#include "formats/drawing/module/module.h"

#include <cairo-pdf.h>

#include <cmath>
#include <cstring>
#include <mutex>

#include "formats/drawing/module/canvas.h"
#include "formats/drawing/module/flow.h"

namespace sonae::drawing::module {

namespace {

constexpr double points_per_pixel = 0.75;

/// fontconfig and pango share caches that only one thread may touch at a time.
std::mutex& one_at_a_time() {
  static std::mutex mutex;
  return mutex;
}

cairo_status_t append(void* target, const unsigned char* bytes, unsigned int count) {
  static_cast<std::string*>(target)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

Result<void> finished(Canvas& canvas) {
  cairo_surface_finish(canvas.surface());
  cairo_status_t status = cairo_status(canvas.cairo());
  if (status == CAIRO_STATUS_SUCCESS) status = cairo_surface_status(canvas.surface());
  if (status != CAIRO_STATUS_SUCCESS) return internal(std::string("cairo: ") + cairo_status_to_string(status));
  return {};
}

Result<void> require_font() {
  static const bool found = has_japanese_font();
  if (!found) return unavailable("drawing.render.font", "no Japanese font is installed");
  return {};
}

Result<std::string> render_png(const Drawing& drawing, double scale) {
  const std::scoped_lock lock(one_at_a_time());
  TRY(require_font());
  const int width = std::max(1, static_cast<int>(std::ceil(drawing.width * scale)));
  const int height = std::max(1, static_cast<int>(std::ceil(drawing.height * scale)));
  Canvas canvas(cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height));
  cairo_set_source_rgb(canvas.cairo(), 1, 1, 1);
  cairo_paint(canvas.cairo());
  canvas.draw(drawing, {}, scale);
  cairo_surface_flush(canvas.surface());
  std::string bytes;
  const cairo_status_t status = cairo_surface_write_to_png_stream(canvas.surface(), append, &bytes);
  if (status != CAIRO_STATUS_SUCCESS) return internal(std::string("cairo: ") + cairo_status_to_string(status));
  return bytes;
}

cairo_surface_t* pdf_surface(std::string& bytes, double width, double height, const Imprint& imprint) {
  cairo_surface_t* surface =
      cairo_pdf_surface_create_for_stream(append, &bytes, width * points_per_pixel, height * points_per_pixel);
  const auto say = [surface](cairo_pdf_metadata_t name, const std::string& text) {
    cairo_pdf_surface_set_metadata(surface, name, text.c_str());
  };
  const std::string created = iso(imprint.created).substr(0, 19) + "Z";  // whole seconds
  say(CAIRO_PDF_METADATA_TITLE, imprint.title);
  say(CAIRO_PDF_METADATA_AUTHOR, imprint.author);
  say(CAIRO_PDF_METADATA_CREATOR, "Sonae");
  say(CAIRO_PDF_METADATA_CREATE_DATE, created);
  say(CAIRO_PDF_METADATA_MOD_DATE, created);
  return surface;
}

Result<std::string> render_pages(const Pages& pages) {
  const std::scoped_lock lock(one_at_a_time());
  TRY(require_font());
  std::string bytes;
  {
    Canvas canvas(pdf_surface(bytes, a4_short, a4_long, pages.imprint));
    for (const Page& page : pages.pages) {
      cairo_pdf_surface_set_size(canvas.surface(), page.width * points_per_pixel, page.height * points_per_pixel);
      cairo_save(canvas.cairo());
      cairo_scale(canvas.cairo(), points_per_pixel, points_per_pixel);
      for (const Shape& shape : page.shapes) canvas.draw(shape);
      for (const Placed& placed : page.pictures) canvas.draw(placed.drawing, placed.at);
      for (const Paragraph& paragraph : page.paragraphs) canvas.draw(paragraph);
      cairo_restore(canvas.cairo());
      cairo_show_page(canvas.cairo());
    }
    TRY(finished(canvas));
  }
  return bytes;
}

Result<std::string> render_document(const Document& document) {
  const std::scoped_lock lock(one_at_a_time());
  TRY(require_font());
  const Size size = paper_of(document);
  std::string bytes;
  {
    Canvas canvas(pdf_surface(bytes, size.width, size.height, document.imprint));
    cairo_scale(canvas.cairo(), points_per_pixel, points_per_pixel);
    draw_document(canvas, document);
    TRY(finished(canvas));
  }
  return bytes;
}

constexpr Renderer renderer = {render_png, render_pages, render_document};

}  // namespace

}  // namespace sonae::drawing::module

extern "C" [[gnu::visibility("default")]] const sonae::drawing::module::Renderer* sonae_render(int edition,
                                                                                               const char* version);

const sonae::drawing::module::Renderer* sonae_render(int edition, const char* version) {
  if (edition != sonae::drawing::module::edition || std::strcmp(version, SONAE_VERSION) != 0) return nullptr;
  return &sonae::drawing::module::renderer;
}
