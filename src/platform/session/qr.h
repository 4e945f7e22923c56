#pragma once
// A QR picture of a short text, for the authenticator (AU06) and for links on paper.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sonae::session {

/// One SVG element: black modules on white, four modules of quiet zone, no style attribute (WB02), crisp at any size.
/// Invalid ("session.qr.too_long") above what one picture holds.
[[nodiscard]] Result<std::string> qr_svg(std::string_view text);

/// The same code for other pictures (cards on paper): `side` times `side` modules, row by row, without the quiet zone
/// of four modules that whoever draws it leaves white.
struct QrModules {
  int side = 0;
  std::vector<bool> dark;
};
/// Invalid ("session.qr.too_long") above what one picture holds.
[[nodiscard]] Result<QrModules> qr_modules(std::string_view text);

}  // namespace sonae::session
