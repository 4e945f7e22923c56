#pragma once
// How tasks and duties are saved: row, version and trail together (every change is in the trail).

#include "core/tasks/schedules.h"

namespace sonae::tasks {

/// Saves what was `before` as `after`, which then carries the new version. Conflict ("tasks.task.changed") when
/// somebody else was first.
[[nodiscard]] Result<void> save_task(db::WriteTx& tx, const Actor& actor, const char* action, const Task& before,
                                     Task& after, Instant now);
/// The trail's line alone; `before` may be none.
[[nodiscard]] Result<void> record_task(db::WriteTx& tx, const Actor& actor, const char* action, const Task* before,
                                       const Task& after, Instant now);
[[nodiscard]] Result<void> record_schedule(db::WriteTx& tx, const Actor& actor, const char* action,
                                           const Schedule* before, const Schedule& after, Instant now);
/// A fiscal year was planned for this day of the hand-in.
[[nodiscard]] Result<void> record_plan(db::WriteTx& tx, const Actor& actor, int year, Date hand_in, Instant now);

/// NFC and trimmed. Invalid at "/title".
[[nodiscard]] Result<std::string> clean_title(const std::string& title);
/// NFC and trimmed. Invalid at `place` when it is too long, or missing where it must be there.
enum class Need : std::uint8_t { Optional, Compulsory };
[[nodiscard]] Result<std::string> clean_note(const std::string& note, Need need, std::string place);

}  // namespace sonae::tasks
