#include "app/left_hooks.h"

#include "features/assessment/work/assignees.h"
#include "features/governance/appointments.h"

namespace sonae::app {

directory::LeftHooks left_hooks() { return {assessment::work::give_back_items_of, governance::person_left}; }

}  // namespace sonae::app
