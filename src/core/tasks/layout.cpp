#include "core/tasks/layout.h"

#include <algorithm>

#include "core/directory/directory.h"
#include "core/tasks/record.h"
#include "core/tasks/store.h"
#include "core/tasks/store_schedules.h"
#include "platform/clock.h"

namespace sonae::tasks::layout {

namespace {

struct Wanted {
  Occurrence when;
  Owner owner;
};

/// Every task that the duty has in the year: one for each occurrence, or for each and every department.
std::vector<Wanted> wanted_of(const Schedule& schedule, const Ground& ground, const std::optional<Occurrence>& fixed) {
  auto all = occurrences(schedule.rule, ground.year, ground.hand_in, ground.calendar);
  if (fixed && !all.empty()) {
    all.front().starts = fixed->starts;
    all.front().due = fixed->due;
  }
  std::vector<Wanted> list;
  for (const Occurrence& one : all) {
    if (!schedule.each_department || ground.departments.empty()) {
      list.push_back({one, schedule.owner});
      continue;
    }
    for (const Id<Department>& department : ground.departments)
      list.push_back({{one.name + "/" + department.text(), one.starts, one.due}, owned_by(department)});
  }
  return list;
}

void dress(Task& task, const Schedule& schedule, const Wanted& wanted) {
  task.title_key = schedule.title.empty() ? "tasks.duty." + schedule.duty : "";
  task.title = schedule.title;
  task.starts = wanted.when.starts;
  task.due = wanted.when.due;
  task.owner = wanted.owner;
  task.link = page_of(schedule);
  task.harm = schedule.harm;
}

Task made_of(const Schedule& schedule, const Wanted& wanted, const Ground& ground, const Actor& actor, Instant now) {
  Task task;
  task.id = new_id<Task>(now).text();
  task.origin = duty_origin;
  task.key = schedule.id + "/" + wanted.when.name;
  task.schedule = schedule.id;
  task.occurrence = wanted.when.name;
  task.fiscal_year = ground.year.year;
  task.opened_by = actor.user;
  task.opened_at = now;
  dress(task, schedule, wanted);
  return task;
}

bool same(const Task& a, const Task& b) {
  return a.title_key == b.title_key && a.title == b.title && a.starts == b.starts && a.due == b.due &&
         a.owner == b.owner && a.link == b.link && a.harm == b.harm;
}

Result<void> drop(db::WriteTx& tx, const Actor& actor, const Task& open, const std::string& reason, Instant now) {
  Task dropped = open;
  dropped.state = State::Dropped;
  dropped.note = reason;
  dropped.closed_by = actor.user;
  dropped.closed_at = now;
  return save_task(tx, actor, "tasks.task.drop", open, dropped, now);
}

}  // namespace

Result<void> check_year(int year) {
  if (year < 2000 || year > 2100) return not_found();
  return {};
}

Result<Ground> ground_of(db::Tx& tx, const Id<Company>& company, int year, const HandIn& hand_in, Date today) {
  const FiscalYear fiscal{year, TRY(directory::get_company(tx, company)).fiscal_year_start};
  const auto known = TRY(hand_in(tx, company, year));
  const auto days = TRY(store::company_days(tx, company, fiscal.first().plus_days(-made_ahead_days)));
  return Ground{fiscal,
                known.value_or(assumed_hand_in(fiscal)),
                known.has_value(),
                today,
                WorkCalendar(days),
                TRY(store::led_departments(tx, company))};
}

Result<int> lay_out(db::WriteTx& tx, const Actor& actor, const Schedule& schedule, const Ground& ground, Lay lay,
                    Instant now, const std::optional<Occurrence>& fixed) {
  auto wanted = wanted_of(schedule, ground, fixed);
  int touched = 0;
  for (const Task& task : TRY(store::list_of_year(tx, actor.company, ground.year.year))) {
    if (task.schedule != schedule.id) continue;
    const auto place =
        std::ranges::find_if(wanted, [&](const Wanted& one) { return one.when.name == task.occurrence; });
    if (place == wanted.end()) {
      if (lay != Lay::Again || task.state != State::Open) continue;
      TRY(drop(tx, actor, task, "tasks.dropped.by_rule", now));
      ++touched;
      continue;
    }
    Task moved = task;
    dress(moved, schedule, *place);
    wanted.erase(place);  // it has its task, for ever (invariant 1)
    if (lay != Lay::Again || task.state != State::Open || same(task, moved)) continue;
    TRY(save_task(tx, actor, "tasks.task.change", task, moved, now));
    ++touched;
  }
  for (const Wanted& one : wanted) {
    if (one.when.due < ground.today) continue;
    const Task task = made_of(schedule, one, ground, actor, now);
    TRY(store::insert(tx, actor.company, task));
    TRY(record_task(tx, actor, "tasks.task.open", nullptr, task, now));
    ++touched;
  }
  return touched;
}

Result<void> drop_open(db::WriteTx& tx, const Actor& actor, const Schedule& schedule, const std::string& reason,
                       Instant now) {
  for (const store::PlannedYear& year : TRY(store::planned_years(tx, actor.company)))
    for (const Task& task : TRY(store::list_of_year(tx, actor.company, year.year)))
      if (task.schedule == schedule.id && task.state == State::Open) TRY(drop(tx, actor, task, reason, now));
  return {};
}

}  // namespace sonae::tasks::layout
