#pragma once
// What happens by itself, once a day: the next year's tasks are made, and people are told what falls due.
//
//  1. A day's reminders are told once, whatever was told before a crash (the notices' own key).
//  2. A clock that jumps tells nothing that it would not have told: at most two weeks are looked back, of every task
//     only the latest stage counts, and a day that was already considered is not considered again (RE17).
//  3. A year is made without a person only when the year before it, or itself, is planned (schedules.h 2).

#include "core/tasks/schedules.h"

namespace sonae::tasks {

constexpr int longest_look_back_days = 14;

/// Makes what is missing of the running year, and of the next one from `made_ahead_days` before it. How many tasks.
[[nodiscard]] Result<int> make_due_years(db::Database& database, const Id<Company>& company, const HandIn& hand_in,
                                         Instant now);
/// Tells owners what is due soon or today, and the secretariat what is late beyond patience. How many were told.
[[nodiscard]] Result<int> remind(db::Database& database, const Id<Company>& company, Instant now);

}  // namespace sonae::tasks
