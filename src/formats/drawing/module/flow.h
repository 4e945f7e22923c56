#pragma once
// Breaks a document into pages: first everything gets its place, then it is drawn, because the foot says how many
// pages there are.

#include "formats/drawing/module/canvas.h"
#include "formats/drawing/paper.h"

namespace sonae::drawing::module {

/// Draws the document on a canvas whose surface has pages of that size in CSS pixels.
void draw_document(Canvas& canvas, const Document& document);

}  // namespace sonae::drawing::module
