#pragma once
// What the demo company's committee, secretariat and officer have done this year.

#include "app/demo/world.h"

namespace sonae::app::demo {

/// After the sheets: their items are asked for and distributed.
[[nodiscard]] Result<void> make_programme(World& world);

}  // namespace sonae::app::demo
