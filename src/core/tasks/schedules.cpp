#include "core/tasks/schedules.h"

#include <algorithm>

#include "core/directory/directory.h"
#include "core/directory/inputs.h"
#include "core/tasks/layout.h"
#include "core/tasks/record.h"
#include "core/tasks/store.h"
#include "core/tasks/store_schedules.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::tasks {

namespace {

constexpr int longest_range = 60;

Date today_of(Instant now) { return date_in_zone(now, japan_offset_minutes); }

Result<void> check_days(int value, int minimum, int maximum, const char* place) {
  if (value >= minimum && value <= maximum) return {};
  return directory::fail_at(place, "error.field.range",
                            {{"minimum", std::to_string(minimum)}, {"maximum", std::to_string(maximum)}});
}

/// What a person typed of a duty, cleaned; `standard` keeps its name when none is given.
Result<void> check_schedule(db::Tx& tx, const Actor& actor, Schedule& schedule) {
  if (schedule.duty.empty() || !schedule.title.empty()) schedule.title = TRY(clean_title(schedule.title));
  TRY(check(schedule.rule));
  TRY(check_days(schedule.remind_days, 0, 90, "/remind_days"));
  TRY(check_days(schedule.escalate_days, 1, 90, "/escalate_days"));
  if (!TRY(store::owner_exists(tx, actor.company, schedule.owner)))
    return directory::fail_at("/owner", "tasks.owner.unknown");
  return {};
}

/// The planned years that are not over, each with what laying out needs.
Result<std::vector<layout::Ground>> running_years(db::Tx& tx, const Actor& actor, const HandIn& hand_in, Date today) {
  std::vector<layout::Ground> list;
  for (const store::PlannedYear& planned : TRY(store::planned_years(tx, actor.company))) {
    auto ground = TRY(layout::ground_of(tx, actor.company, planned.year, hand_in, today));
    if (ground.year.last() >= today) list.push_back(std::move(ground));
  }
  return list;
}

Result<void> record_days(db::WriteTx& tx, const Actor& actor, const char* action, const NewCompanyDays& days,
                         Instant now) {
  TRY(trail::append(tx, trail::origin_of(actor),
                    {action,
                     {"company_days", days.from.iso()},
                     "",
                     trail::fields_json({{"from", days.from.iso()},
                                         {"until", days.until.iso()},
                                         {"name", days.name},
                                         {"works", days.works ? "1" : "0"}}),
                     {}},
                    now));
  return {};
}

}  // namespace

int PlanRow::progress() const {
  int sum = 0;
  int count = 0;
  for (const Task& task : tasks) {
    if (task.state == State::Dropped) continue;
    sum += task.progress;
    ++count;
  }
  return count == 0 ? 0 : sum / count;
}

Result<Plan> get_plan(db::Tx& tx, const Actor& actor, int year, const HandIn& hand_in) {
  TRY(require(actor, Permission::ProgrammeRead));
  TRY(layout::check_year(year));
  Plan plan;
  plan.year = {year, TRY(directory::get_company(tx, actor.company)).fiscal_year_start};
  const auto known = TRY(hand_in(tx, actor.company, year));
  plan.hand_in = known.value_or(assumed_hand_in(plan.year));
  plan.hand_in_known = known.has_value();
  for (const store::PlannedYear& planned : TRY(store::planned_years(tx, actor.company)))
    if (planned.year == year) plan.planned_for = planned.hand_in;
  for (Schedule& schedule : TRY(store::list_schedules(tx, actor.company)))
    plan.rows.push_back({std::move(schedule), {}});
  for (Task& task : TRY(store::list_of_year(tx, actor.company, year))) {
    const auto row =
        std::ranges::find_if(plan.rows, [&](const PlanRow& one) { return one.schedule.id == task.schedule; });
    if (row != plan.rows.end()) row->tasks.push_back(std::move(task));
  }
  std::erase_if(plan.rows, [](const PlanRow& row) { return !row.schedule.active && row.tasks.empty(); });
  return plan;
}

Result<int> make_year(db::WriteTx& tx, const Actor& actor, int year, Lay lay, const HandIn& hand_in, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  TRY(layout::check_year(year));
  const auto ground = TRY(layout::ground_of(tx, actor.company, year, hand_in, today_of(now)));
  const auto planned = TRY(store::planned_years(tx, actor.company));
  const auto known = std::ranges::find(planned, year, &store::PlannedYear::year);
  const bool moves = known == planned.end() || (lay == Lay::Again && known->hand_in != ground.hand_in);
  if (moves) {
    TRY(store::put_planned_year(tx, actor.company, {year, ground.hand_in}, actor.user, now));
    TRY(record_plan(tx, actor, year, ground.hand_in, now));
  }
  int touched = 0;
  for (const Schedule& schedule : TRY(store::list_schedules(tx, actor.company)))
    if (schedule.active) touched += TRY(layout::lay_out(tx, actor, schedule, ground, lay, now));
  return touched;
}

Result<Schedule> create_schedule(db::WriteTx& tx, const Actor& actor, Schedule schedule, const HandIn& hand_in,
                                 Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const auto existing = TRY(store::list_schedules(tx, actor.company));
  if (existing.size() >= most_schedules)
    return directory::fail_at("/title", "error.field.too_many", {{"limit", std::to_string(most_schedules)}});
  schedule.duty.clear();
  TRY(check_schedule(tx, actor, schedule));
  schedule.id = new_id<Schedule>(now).text();
  schedule.active = true;
  schedule.position = existing.empty() ? 0 : existing.back().position + 1;
  schedule.version = 1;
  TRY(store::insert_schedule(tx, actor.company, schedule, actor.user, now));
  TRY(record_schedule(tx, actor, "tasks.schedule.create", nullptr, schedule, now));
  for (const layout::Ground& ground : TRY(running_years(tx, actor, hand_in, today_of(now))))
    TRY(layout::lay_out(tx, actor, schedule, ground, Lay::Missing, now));
  return schedule;
}

Result<Schedule> change_schedule(db::WriteTx& tx, const Actor& actor, Schedule schedule, const std::string& reason,
                                 const HandIn& hand_in, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const auto stored = TRY(store::find_schedule(tx, actor.company, schedule.id));
  if (!stored) return not_found();
  if (stored->version != schedule.version) return conflict("tasks.schedule.changed");
  schedule.duty = stored->duty;
  schedule.position = stored->position;
  TRY(check_schedule(tx, actor, schedule));
  const std::string why =
      TRY(clean_note(reason, stored->active && !schedule.active ? Need::Compulsory : Need::Optional, "/reason"));
  if (!TRY(store::update_schedule(tx, actor.company, schedule, actor.user, now)))
    return conflict("tasks.schedule.changed");
  ++schedule.version;
  TRY(record_schedule(tx, actor, schedule.active ? "tasks.schedule.change" : "tasks.schedule.stop", &*stored, schedule,
                      now));
  if (!schedule.active) {
    TRY(layout::drop_open(tx, actor, schedule, why, now));
    return schedule;
  }
  // Only what concerns days, owner and words lays the tasks out anew: a changed reminder must not undo moved bars.
  const bool lays = stored->rule != schedule.rule || stored->owner != schedule.owner || !stored->active ||
                    stored->each_department != schedule.each_department || stored->title != schedule.title ||
                    stored->harm != schedule.harm;
  if (lays)
    for (const layout::Ground& ground : TRY(running_years(tx, actor, hand_in, today_of(now))))
      TRY(layout::lay_out(tx, actor, schedule, ground, Lay::Again, now));
  return schedule;
}

Result<std::vector<CompanyDay>> list_company_days(db::Tx& tx, const Actor& actor, Date from) {
  return store::company_days(tx, actor.company, from);
}

Result<void> add_company_days(db::WriteTx& tx, const Actor& actor, const NewCompanyDays& days, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  if (days.until < days.from) return directory::fail_at("/until", "tasks.days.order");
  if (days.until.days() - days.from.days() >= longest_range)
    return directory::fail_at("/until", "tasks.days.long", {{"limit", std::to_string(longest_range)}});
  NewCompanyDays cleaned = days;
  cleaned.name = TRY(directory::clean_optional_name(days.name, "/name"));
  for (Date day = days.from; day <= days.until; day = day.plus_days(1))
    TRY(store::put_company_day(tx, actor.company, {day, cleaned.name, days.works}));
  return record_days(tx, actor, "tasks.company_days.add", cleaned, now);
}

Result<void> remove_company_day(db::WriteTx& tx, const Actor& actor, Date day, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  if (!TRY(store::remove_company_day(tx, actor.company, day))) return not_found();
  return record_days(tx, actor, "tasks.company_days.remove", {day, day, "", false}, now);
}

}  // namespace sonae::tasks
