#include "core/tasks/lateness.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/tasks/store.h"
#include "core/tasks/store_schedules.h"

namespace sonae::tasks {

std::string_view name_of(Stage stage) {
  switch (stage) {
    case Stage::Ahead:
      return "ahead";
    case Stage::Due:
      return "due";
    case Stage::Escalated:
      return "escalated";
  }
  die("a stage without a name");
}

std::optional<Stage> stage_between(Date after, Date until, Date due, const Patience& patience) {
  const std::array days = {std::pair(Stage::Escalated, due.plus_days(patience.escalate_days)),
                           std::pair(Stage::Due, due), std::pair(Stage::Ahead, due.plus_days(-patience.remind_days))};
  for (const auto& [stage, day] : days)
    if (day > after && day <= until) return stage;
  return std::nullopt;
}

bool is_escalated(Date today, Date due, const Patience& patience) {
  return today >= due.plus_days(patience.escalate_days);
}

Result<std::vector<Task>> list_escalated(db::Tx& tx, const Actor& actor, Date today) {
  if (!actor.roles.contains(Role::Secretariat)) return std::vector<Task>();
  std::map<std::string, Patience> patience;
  for (const Schedule& one : TRY(store::list_schedules(tx, actor.company)))
    patience[one.id] = {one.remind_days, one.escalate_days};
  auto late = TRY(store::list_overdue(tx, actor.company, today));
  std::erase_if(late, [&](const Task& task) {
    return is_of(task, actor) || !is_escalated(today, task.due, patience[task.schedule]);
  });
  return late;
}

}  // namespace sonae::tasks
