#pragma once
// What every slice does when a person leaves or is disabled, whoever says so: page, import or command line.

#include "core/directory/directory.h"

namespace sonae::app {

[[nodiscard]] directory::LeftHooks left_hooks();

}  // namespace sonae::app
