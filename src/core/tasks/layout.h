#pragma once
// Laying the tasks of duties out over a year: what is missing is made, what is open is moved. Inside a transaction of
// whoever checked the permission.

#include "core/tasks/schedules.h"

namespace sonae::tasks::layout {

inline constexpr std::string_view duty_origin = "tasks.duty";

/// What laying out needs to know of the company.
struct Ground {
  FiscalYear year;
  Date hand_in;
  bool hand_in_known = false;
  Date today;
  WorkCalendar calendar;
  std::vector<Id<Department>> departments;  ///< with a manager
};
/// NotFound outside 2000-2100.
[[nodiscard]] Result<void> check_year(int year);
[[nodiscard]] Result<Ground> ground_of(db::Tx& tx, const Id<Company>& company, int year, const HandIn& hand_in,
                                       Date today);

/// Makes the duty's tasks of the year that are missing and not due before today; with Lay::Again moves the open ones to
/// their days and owner, and drops ("tasks.dropped.by_rule") those that the rule no longer has. `fixed`: these days
/// instead of the rule's first. How many were made, moved or dropped.
[[nodiscard]] Result<int> lay_out(db::WriteTx& tx, const Actor& actor, const Schedule& schedule, const Ground& ground,
                                  Lay lay, Instant now, const std::optional<Occurrence>& fixed = std::nullopt);
/// Drops the duty's open tasks with this reason.
[[nodiscard]] Result<void> drop_open(db::WriteTx& tx, const Actor& actor, const Schedule& schedule,
                                     const std::string& reason, Instant now);

}  // namespace sonae::tasks::layout
