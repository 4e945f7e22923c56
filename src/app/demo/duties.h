#pragma once
// The demo company's year: its plan, accepted when the year began; what is done by today, what is late, what people
// wrote down for themselves.

#include "app/demo/world.h"

namespace sonae::app::demo {

/// After the sheets: the plan is laid out from the day of the hand-in.
[[nodiscard]] Result<void> make_duties(World& world);
/// Last of all: what was found long ago and is still open got a new day when people last talked about it.
[[nodiscard]] Result<void> give_new_days(World& world);

}  // namespace sonae::app::demo
