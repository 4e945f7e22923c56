#include "app/left_hooks.h"

#include "features/assessment/work/assignees.h"

namespace sonae::app {

directory::LeftHooks left_hooks() { return {assessment::work::give_back_items_of}; }

}  // namespace sonae::app
