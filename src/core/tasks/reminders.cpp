#include "core/tasks/reminders.h"

#include <algorithm>
#include <map>

#include "base/day_words.h"
#include "core/directory/directory.h"
#include "core/notices/notices.h"
#include "core/tasks/lateness.h"
#include "core/tasks/store.h"
#include "core/tasks/store_reminders.h"
#include "core/tasks/store_schedules.h"
#include "platform/messages/messages.h"
#include "platform/trail/trail.h"

namespace sonae::tasks {

namespace {

constexpr int most_open = 5'000;
constexpr int deepest_department = 20;

struct Reminder {
  Task task;
  Stage stage = Stage::Ahead;
  std::vector<store::Recipient> to;
};

/// Managers of the department, or of the nearest one above that has any.
Result<std::vector<store::Recipient>> managers_of(db::Tx& tx, const Id<Company>& company, Id<Department> department) {
  const auto managers = TRY(store::holders_of(tx, company, Role::Manager));
  for (int depth = 0; depth < deepest_department && !department.empty(); ++depth) {
    std::vector<store::Recipient> found;
    for (const store::Recipient& one : managers)
      if (one.department == department) found.push_back(one);
    if (!found.empty()) return found;
    department = TRY(store::parent_of(tx, company, department));
  }
  return std::vector<store::Recipient>();
}

Result<std::vector<store::Recipient>> recipients_of(db::Tx& tx, const Id<Company>& company, const Owner& owner) {
  if (owner.role) return store::holders_of(tx, company, *owner.role);
  if (owner.user.empty()) return managers_of(tx, company, owner.department);
  auto one = TRY(store::find_recipient(tx, company, owner.user));
  std::vector<store::Recipient> list;
  if (one) list.push_back(std::move(*one));
  return list;
}

/// Of what the day has, never more than two weeks back, and nothing when the clock went backwards.
Date begin_of(const std::optional<Date>& last, Date today) {
  if (!last || *last > today) return today.plus_days(-1);
  return std::max(*last, today.plus_days(-longest_look_back_days));
}

Result<std::vector<Reminder>> reminders_of(db::Tx& tx, const Id<Company>& company, Date after, Date today) {
  std::map<std::string, Patience> patience;
  for (const Schedule& one : TRY(store::list_schedules(tx, company)))
    patience[one.id] = {one.remind_days, one.escalate_days};
  std::vector<Reminder> list;
  for (Task& task : TRY(store::list_open(tx, company, most_open))) {
    const auto stage = stage_between(after, today, task.due, patience[task.schedule]);
    if (!stage) continue;
    auto to = TRY(*stage == Stage::Escalated ? store::holders_of(tx, company, Role::Secretariat)
                                             : recipients_of(tx, company, task.owner));
    list.push_back({std::move(task), *stage, std::move(to)});
  }
  return list;
}

/// The owner in words of this language, for the secretariat.
Result<std::string> owner_words(db::Tx& tx, const Id<Company>& company, const Owner& owner,
                                const std::string& language) {
  if (owner.role) return messages::say(language, "tasks.role." + std::string(name_of(*owner.role)));
  return store::owner_name(tx, company, owner);
}

Result<void> tell_one(db::WriteTx& tx, const Id<Company>& company, const Reminder& reminder, const store::Recipient& to,
                      const std::string& usual_language, Instant now) {
  const Task& task = reminder.task;
  const std::string language = to.language.empty() ? usual_language : to.language;
  const std::string stage(name_of(reminder.stage));
  notices::NewNotice notice;
  notice.to = to.user;
  notice.kind = "tasks." + stage;
  notice.key = task.id + "/" + task.due.iso();
  notice.subject_key = "tasks.notice." + stage;
  notice.text_key = "tasks.notice." + stage + ".text";
  notice.args = {{"title", task.title.empty() ? messages::say(language, task.title_key, task.args) : task.title},
                 {"due", month_day_words(task.due)},
                 {"owner", TRY(owner_words(tx, company, task.owner, language))}};
  notice.link = "/today";
  return notices::tell(tx, company, notice, now);
}

Result<int> tell_all(db::WriteTx& tx, const Id<Company>& company, const std::vector<Reminder>& reminders, Date today,
                     Instant now) {
  const std::string usual = TRY(directory::get_company(tx, company)).language;
  int told = 0;
  for (const Reminder& reminder : reminders)
    for (const store::Recipient& to : reminder.to) {
      TRY(tell_one(tx, company, reminder, to, usual.empty() ? "ja" : usual, now));
      ++told;
    }
  TRY(store::put_reminder_day(tx, company, today));
  TRY(trail::append(tx, trail::system_origin(company, "tasks.remind"),
                    {"tasks.reminders.send",
                     {"company", company.text()},
                     "",
                     trail::fields_json({{"day", today.iso()}, {"told", std::to_string(told)}}),
                     {}},
                    now));
  return told;
}

}  // namespace

Result<int> make_due_years(db::Database& database, const Id<Company>& company, const HandIn& hand_in, Instant now) {
  const Date today = date_in_zone(now, japan_offset_minutes);
  return database.write([&](db::WriteTx& tx) -> Result<int> {
    const auto planned = TRY(store::planned_years(tx, company));
    const auto is_planned = [&](int year) {
      return std::ranges::find(planned, year, &store::PlannedYear::year) != planned.end();
    };
    const int start_month = TRY(directory::get_company(tx, company)).fiscal_year_start;
    const int latest = fiscal_year_of(today.plus_days(made_ahead_days), start_month);
    const Actor actor = directory::system_actor(company, "tasks.plan");
    int made = 0;
    for (int year = fiscal_year_of(today, start_month); year <= latest; ++year)
      if (is_planned(year) || is_planned(year - 1)) made += TRY(make_year(tx, actor, year, Lay::Missing, hand_in, now));
    return made;
  });
}

Result<int> remind(db::Database& database, const Id<Company>& company, Instant now) {
  const Date today = date_in_zone(now, japan_offset_minutes);
  std::optional<Date> last;
  const auto due = TRY(database.read([&](db::Tx& tx) -> Result<std::vector<Reminder>> {
    last = TRY(store::reminder_day(tx, company));
    if (last == today) return std::vector<Reminder>();
    return reminders_of(tx, company, begin_of(last, today), today);
  }));
  if (last == today) return 0;
  if (due.empty()) {
    // Nobody is told anything: only the day is noted, which is no business of the record.
    TRY(database.write([&](db::WriteTx& tx) { return store::put_reminder_day(tx, company, today); },
                       db::Purpose::Housekeeping));
    return 0;
  }
  return database.write([&](db::WriteTx& tx) { return tell_all(tx, company, due, today, now); });
}

}  // namespace sonae::tasks
