#include "formats/drawing/render.h"

#include <dlfcn.h>
#include <unistd.h>

#include <array>

#include "formats/drawing/module/module.h"

namespace sonae::drawing {

namespace {

constexpr const char* module_name = "libsonae_render.so";
constexpr double max_side = 8000;

struct Loaded {
  const module::Renderer* renderer = nullptr;
  std::string problem;
};

/// The folder of the running program; "" when the kernel does not say.
std::string program_folder() {
  std::array<char, 4096> path{};
  const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
  if (size <= 0 || static_cast<std::size_t>(size) == path.size()) return {};
  const std::string_view whole(path.data(), static_cast<std::size_t>(size));
  return std::string(whole.substr(0, whole.rfind('/')));
}

/// Only where the program itself stands: never the library path of the environment.
Loaded load() {
  const std::string folder = program_folder();
  Loaded loaded;
  for (const char* place : {"/", "/../lib/sonae/"}) {
    const std::string path = folder + place + module_name;
    if (::access(path.c_str(), R_OK) != 0) continue;
    // Never closed: fontconfig and pango keep caches for the life of the process.
    void* library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
      loaded.problem = ::dlerror();
      return loaded;
    }
    const auto entry = reinterpret_cast<module::Entry>(::dlsym(library, module::entry_name));
    loaded.renderer = entry == nullptr ? nullptr : entry(module::edition, SONAE_VERSION);
    if (loaded.renderer == nullptr) loaded.problem = path + " belongs to another version";
    return loaded;
  }
  loaded.problem = std::string(module_name) + " is neither in " + folder + " nor in " + folder + "/../lib/sonae";
  return loaded;
}

Result<const module::Renderer*> renderer() {
  static const Loaded once = load();
  if (once.renderer == nullptr) return unavailable("drawing.render.module", once.problem);
  return once.renderer;
}

}  // namespace

Result<std::string> to_png(const Drawing& drawing, double scale) {
  if (drawing.width * scale > max_side || drawing.height * scale > max_side)
    return invalid("drawing.render.size", {{"limit", std::to_string(static_cast<int>(max_side))}});
  return TRY(renderer())->png(drawing, scale);
}
Result<std::string> to_pdf(const Pages& pages) { return TRY(renderer())->pages(pages); }
Result<std::string> to_pdf(const Document& document) { return TRY(renderer())->document(document); }

}  // namespace sonae::drawing
