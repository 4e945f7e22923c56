#pragma once
// How far a sheet is. Pure.

#include <cstdint>
#include <string_view>

namespace sonae::assessment {

/// Answers are written only while the sheet is open; a handed-in sheet is frozen until it is opened again (reason).
enum class SheetState : std::uint8_t {
  Open,
  Review,    ///< the secretariat asked the CISO for approval
  Approved,  ///< by somebody other than who asked (AZ05)
  HandedIn,
};
[[nodiscard]] std::string_view name_of(SheetState state);  ///< "open" "review" "approved" "handed_in"

}  // namespace sonae::assessment
