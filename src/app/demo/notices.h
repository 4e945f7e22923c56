#pragma once
// What people on the shop floor, who have no mail, are still to be told.

#include "app/demo/world.h"

namespace sonae::app::demo {

[[nodiscard]] Result<void> make_notices(World& world);

}  // namespace sonae::app::demo
