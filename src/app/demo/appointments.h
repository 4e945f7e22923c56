#pragma once
// Who is appointed to what at the demo company: a filled organisation with one vacancy and a few things to mend.

#include "app/demo/world.h"

namespace sonae::app::demo {

[[nodiscard]] Result<void> make_appointments(World& world);

}  // namespace sonae::app::demo
