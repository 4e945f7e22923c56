#include "app/left_hooks.h"

#include "core/tasks/tasks.h"
#include "features/assessment/work/assignees.h"
#include "features/governance/appointments.h"

namespace sonae::app {

directory::LeftHooks left_hooks() {
  return {assessment::work::give_back_items_of, governance::person_left, tasks::person_left};
}

}  // namespace sonae::app
