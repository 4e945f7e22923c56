#pragma once
// Bytes from drawings: PNG and PDF, through cairo and pango with Noto Sans CJK. The libraries live in a module beside
// the program (libsonae_render.so) that is loaded at the first call and stays: no other command pays for them.
//
// All functions: any thread, one at a time (others wait). Unavailable "drawing.render.module" when the module is not
// installed or of another version, "drawing.render.font" when the machine has no Japanese font. Text that is not UTF-8
// is drawn with replacement characters.

#include <string>

#include "base/result.h"
#include "formats/drawing/drawing.h"
#include "formats/drawing/paper.h"

namespace sonae::drawing {

/// Pixels: the drawing's size times `scale`, rounded up; white ground. Invalid "drawing.render.size" above 8,000
/// pixels a side.
[[nodiscard]] Result<std::string> to_png(const Drawing& drawing, double scale = 2);
/// Fonts are embedded as subsets and the text can be selected, searched and read out.
[[nodiscard]] Result<std::string> to_pdf(const Pages& pages);
[[nodiscard]] Result<std::string> to_pdf(const Document& document);

}  // namespace sonae::drawing
