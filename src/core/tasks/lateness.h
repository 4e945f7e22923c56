#pragma once
// How late a task is, and what is said about it on which day. Decides from its arguments.

#include <optional>
#include <string_view>

#include "core/tasks/schedules.h"

namespace sonae::tasks {

/// For tasks that no duty made.
constexpr int usual_remind_days = 3;
constexpr int usual_escalate_days = 7;

struct Patience {
  int remind_days = usual_remind_days;
  int escalate_days = usual_escalate_days;
};

enum class Stage : std::uint8_t {
  Ahead,      ///< so many days before the due date
  Due,        ///< on the day itself
  Escalated,  ///< so many days after it: the secretariat is told
};
[[nodiscard]] std::string_view name_of(Stage stage);  ///< "ahead" "due" "escalated"

/// The latest stage whose day lies after `after` and not after `until`; nothing when none does. What was missed in
/// between is not said any more.
[[nodiscard]] std::optional<Stage> stage_between(Date after, Date until, Date due, const Patience& patience);
[[nodiscard]] bool is_escalated(Date today, Date due, const Patience& patience);

/// Role Secretariat; otherwise none. Open ones of others that are late beyond patience, latest due first.
[[nodiscard]] Result<std::vector<Task>> list_escalated(db::Tx& tx, const Actor& actor, Date today);

}  // namespace sonae::tasks
