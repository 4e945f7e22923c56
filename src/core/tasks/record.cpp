#include "core/tasks/record.h"

#include "base/text.h"
#include "core/directory/inputs.h"
#include "core/tasks/store.h"
#include "platform/trail/trail.h"

namespace sonae::tasks {

namespace {

std::string fields_of(const Task& task) {
  return trail::fields_json({{"origin", task.origin},
                             {"key", task.key},
                             {"title", task.title.empty() ? task.title_key : task.title},
                             {"starts", task.starts ? task.starts->iso() : ""},
                             {"due", task.due.iso()},
                             {"owner_kind", std::string(store::kind_of(task.owner))},
                             {"owner", store::id_of(task.owner)},
                             {"harm", std::string(name_of(task.harm))},
                             {"state", std::string(name_of(task.state))},
                             {"progress", std::to_string(task.progress)},
                             {"note", task.note}});
}

std::string fields_of(const Schedule& schedule) {
  const Rule& rule = schedule.rule;
  return trail::fields_json({{"duty", schedule.duty},
                             {"title", schedule.title},
                             {"rule", std::string(name_of(rule.kind))},
                             {"days", std::to_string(rule.days)},
                             {"month", std::to_string(rule.month)},
                             {"day", std::to_string(rule.day)},
                             {"months", std::to_string(rule.months)},
                             {"length", std::to_string(rule.length)},
                             {"every_years", std::to_string(rule.every_years)},
                             {"first_year", std::to_string(rule.first_year)},
                             {"shift", std::string(name_of(rule.shift))},
                             {"owner_kind", std::string(store::kind_of(schedule.owner))},
                             {"owner", store::id_of(schedule.owner)},
                             {"each_department", schedule.each_department ? "1" : "0"},
                             {"remind_days", std::to_string(schedule.remind_days)},
                             {"escalate_days", std::to_string(schedule.escalate_days)},
                             {"harm", std::string(name_of(schedule.harm))},
                             {"active", schedule.active ? "1" : "0"}});
}

}  // namespace

Result<void> record_schedule(db::WriteTx& tx, const Actor& actor, const char* action, const Schedule* before,
                             const Schedule& after, Instant now) {
  TRY(trail::append(tx, trail::origin_of(actor),
                    {action, {"schedule", after.id}, before ? fields_of(*before) : "", fields_of(after), {}}, now));
  return {};
}

Result<void> record_plan(db::WriteTx& tx, const Actor& actor, int year, Date hand_in, Instant now) {
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"tasks.plan.make", {"plan", std::to_string(year)}, "", trail::fields_json({{"hand_in", hand_in.iso()}}), {}},
      now));
  return {};
}

Result<void> record_task(db::WriteTx& tx, const Actor& actor, const char* action, const Task* before, const Task& after,
                         Instant now) {
  TRY(trail::append(tx, trail::origin_of(actor),
                    {action, {"task", after.id}, before ? fields_of(*before) : "", fields_of(after), {}}, now));
  return {};
}

Result<void> save_task(db::WriteTx& tx, const Actor& actor, const char* action, const Task& before, Task& after,
                       Instant now) {
  if (!TRY(store::update(tx, actor.company, after))) return conflict("tasks.task.changed");
  ++after.version;
  return record_task(tx, actor, action, &before, after, now);
}

Result<std::string> clean_title(const std::string& title) {
  const auto clean = text::nfc(text::trim(title));
  if (!clean || clean->empty()) return directory::fail_at("/title", "tasks.title.missing");
  if (text::to_utf32(*clean).size() > longest_title)
    return directory::fail_at("/title", "error.field.too_long", {{"limit", std::to_string(longest_title)}});
  return *clean;
}

Result<std::string> clean_note(const std::string& note, Need need, std::string place) {
  const auto clean = text::nfc(text::trim(note));
  if (!clean || (need == Need::Compulsory && clean->empty()))
    return directory::fail_at(std::move(place), "tasks.note.missing");
  if (text::to_utf32(*clean).size() > longest_note)
    return directory::fail_at(std::move(place), "error.field.too_long", {{"limit", std::to_string(longest_note)}});
  return *clean;
}

}  // namespace sonae::tasks
