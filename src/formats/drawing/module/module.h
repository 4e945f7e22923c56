#pragma once
// The seam between the program and libsonae_render.so. Both are built together from these headers, so that ordinary
// C++ types cross it; the edition tells a module of another build apart before anything is called.

#include <string>

#include "base/result.h"
#include "formats/drawing/drawing.h"
#include "formats/drawing/paper.h"

namespace sonae::drawing::module {

struct Renderer {
  Result<std::string> (*png)(const Drawing& drawing, double scale) = nullptr;
  Result<std::string> (*pages)(const Pages& pages) = nullptr;
  Result<std::string> (*document)(const Document& document) = nullptr;
};

/// Raised whenever this header or the types it passes change.
constexpr int edition = 2;
constexpr const char* entry_name = "sonae_render";
/// The module's only symbol: nullptr when it was built for another edition or version of the program.
using Entry = const Renderer* (*)(int edition, const char* version);

}  // namespace sonae::drawing::module
