#pragma once
// A drawing as the page receives it; web/src/ui/Picture.svelte draws it as SVG.

#include "base/json.h"
#include "formats/drawing/drawing.h"

namespace sonae::drawing {

/// {"width","height","groups":[{"link","label","row","column","shapes":[SHAPE]}]} with SHAPE one of
/// {"kind":"path","d",…} {"kind":"rect","x","y","width","height","radius",…} {"kind":"circle","x","y","r",…}
/// {"kind":"text","x","y","text","size","anchor","bold","fill","turned","whole"}; … = "fill","opacity","pattern",
/// "stroke","thick","dash". Left out: what is empty or as by default. Lengths have at most one decimal.
[[nodiscard]] json::value to_json(const Drawing& drawing);

}  // namespace sonae::drawing
