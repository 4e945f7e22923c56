#pragma once
// A QR picture of a short text, for the authenticator (AU06).

#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::session {

/// One SVG element: black modules on white, four modules of quiet zone, no style attribute (WB02), crisp at any size.
/// Invalid ("session.qr.too_long") above what one picture holds.
[[nodiscard]] Result<std::string> qr_svg(std::string_view text);

}  // namespace sonae::session
