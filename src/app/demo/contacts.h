#pragma once
// Whom the demo company calls, last year's call test, and the cards on its walls.

#include "app/demo/world.h"

namespace sonae::app::demo {

[[nodiscard]] Result<void> make_contacts(World& world);

}  // namespace sonae::app::demo
