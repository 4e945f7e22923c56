#pragma once
// Two sites, people in two departments, people of other companies, somebody who left, a department with another name
// before.

#include "app/demo/world.h"

namespace sonae::app::demo {

[[nodiscard]] Result<void> make_organisation(World& world);

}  // namespace sonae::app::demo
