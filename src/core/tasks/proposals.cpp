// The first plan: standard duties laid backward from the hand-in, and their acceptance.

#include <algorithm>
#include <cmath>

#include "core/directory/inputs.h"
#include "core/tasks/layout.h"
#include "core/tasks/record.h"
#include "core/tasks/store.h"
#include "core/tasks/store_schedules.h"
#include "platform/clock.h"

namespace sonae::tasks {

namespace {

constexpr int longest_lead = 190;  ///< of standard_duties()
constexpr int shortest_stretch = 21;

int scaled(int days, double factor) { return static_cast<int>(std::lround(days * factor)); }

/// How far duties are drawn together when only `room` days are left for what needs `lead`.
double factor_of(std::int64_t room, int lead) {
  const double least = std::min(1.0, static_cast<double>(shortest_stretch) / lead);
  return std::clamp(static_cast<double>(room) / lead, least, 1.0);
}

/// The lead of the first duty in a year of this company: shorter where the hand-in lies early in the year for good.
int lead_of(const layout::Ground& ground) {
  return scaled(longest_lead, factor_of(ground.hand_in.days() - ground.year.first().days() - 14, longest_lead));
}

/// The duty's own rule for this company, this year being the first.
Rule settled_rule(Rule rule, const layout::Ground& ground) {
  const double factor = static_cast<double>(lead_of(ground)) / longest_lead;
  if (rule.days < 0) rule.days = scaled(rule.days, factor);
  if (rule.kind == RuleKind::HandIn) rule.length = std::max(7, scaled(rule.length, factor));
  rule.first_year = ground.year.year;
  return rule;
}

/// This year's days: like the rule, but never before today.
Occurrence first_of(const Rule& rule, const layout::Ground& ground) {
  const auto all = occurrences(rule, ground.year, ground.hand_in, ground.calendar);
  const Date begin = std::max(ground.year.first(), ground.today);
  Occurrence one = all.back();
  for (const Occurrence& candidate : all)
    if (candidate.due >= begin) {
      one = candidate;
      break;
    }
  if (rule.kind == RuleKind::HandIn && begin > ground.year.first()) {
    const Date goal = std::min(std::max(ground.hand_in, begin.plus_days(shortest_stretch)), ground.year.last());
    const double factor = factor_of(goal.days() - begin.days() - 7, lead_of(ground));
    const Date due = goal.plus_days(rule.days < 0 ? scaled(rule.days, factor) : rule.days);
    one.due = ground.calendar.shifted(std::clamp(due, begin, ground.year.last()), rule.shift);
    one.starts = one.due.plus_days(-std::max(7, scaled(rule.length, factor)));
  }
  one.due = std::clamp(one.due, begin, std::max(begin, ground.year.last()));
  one.starts = std::clamp(one.starts, std::min(begin, one.due), one.due);
  return one;
}

std::vector<Proposal> proposals_of(const layout::Ground& ground, const std::vector<Schedule>& existing) {
  std::vector<Proposal> list;
  for (Schedule schedule : standard_duties()) {
    if (std::ranges::find(existing, schedule.duty, &Schedule::duty) != existing.end()) continue;
    schedule.rule = settled_rule(schedule.rule, ground);
    const Occurrence first = first_of(schedule.rule, ground);
    list.push_back({std::move(schedule), first.starts, first.due});
  }
  // What comes back within the year stands below what follows one upon the other.
  std::ranges::stable_sort(
      list, {}, [](const Proposal& one) { return std::pair(one.schedule.rule.kind == RuleKind::Every, one.due); });
  for (std::size_t i = 0; i < list.size(); ++i) list[i].schedule.position = static_cast<int>(existing.size() + i);
  return list;
}

/// What a person moved becomes the rule, where the year was not drawn together.
void take_over(Schedule& schedule, const Proposal& proposal, const Accepted& row, const layout::Ground& ground) {
  if (row.due == proposal.due) return;
  if (schedule.rule.kind == RuleKind::Every) {
    schedule.rule.day = row.due.day();
    return;
  }
  const auto by_rule = occurrences(schedule.rule, ground.year, ground.hand_in, ground.calendar);
  if (by_rule.empty() || by_rule.front().due != proposal.due) return;
  schedule.rule.days = static_cast<int>(row.due.days() - ground.hand_in.days());
  schedule.rule.length = static_cast<int>(row.due.days() - row.starts.days());
}

Result<void> check_row(const Accepted& row, const layout::Ground& ground, const std::string& place) {
  if (row.due < ground.year.first() || row.due > ground.year.last())
    return directory::fail_at(place + "/due", "tasks.plan.outside",
                              {{"first", ground.year.first().iso()}, {"last", ground.year.last().iso()}});
  if (row.starts > row.due) return directory::fail_at(place + "/starts", "tasks.starts.after_due");
  return {};
}

}  // namespace

Result<std::vector<Proposal>> propose(db::Tx& tx, const Actor& actor, int year, const HandIn& hand_in, Date today) {
  TRY(require(actor, Permission::CompanyManage));
  TRY(layout::check_year(year));
  return proposals_of(TRY(layout::ground_of(tx, actor.company, year, hand_in, today)),
                      TRY(store::list_schedules(tx, actor.company)));
}

Result<void> accept(db::WriteTx& tx, const Actor& actor, int year, const std::vector<Accepted>& rows,
                    const HandIn& hand_in, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  TRY(layout::check_year(year));
  const auto ground = TRY(layout::ground_of(tx, actor.company, year, hand_in, date_in_zone(now, japan_offset_minutes)));
  const auto existing = TRY(store::list_schedules(tx, actor.company));
  auto proposals = proposals_of(ground, existing);
  TRY(store::put_planned_year(tx, actor.company, {year, ground.hand_in}, actor.user, now));
  TRY(record_plan(tx, actor, year, ground.hand_in, now));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Accepted& row = rows[i];
    const std::string place = "/rows/" + std::to_string(i);
    if (std::ranges::find(existing, row.duty, &Schedule::duty) != existing.end()) return conflict("tasks.plan.taken");
    const auto proposal =
        std::ranges::find_if(proposals, [&](const Proposal& one) { return one.schedule.duty == row.duty; });
    if (proposal == proposals.end()) return directory::fail_at(place + "/duty", "tasks.plan.duty");
    TRY(check_row(row, ground, place));
    if (!TRY(store::owner_exists(tx, actor.company, row.owner)))
      return directory::fail_at(place + "/owner", "tasks.owner.unknown");
    Schedule schedule = proposal->schedule;
    schedule.id = new_id<Schedule>(now).text();
    schedule.owner = row.owner;
    take_over(schedule, *proposal, row, ground);
    proposals.erase(proposal);  // each once
    TRY(store::insert_schedule(tx, actor.company, schedule, actor.user, now));
    TRY(record_schedule(tx, actor, "tasks.schedule.create", nullptr, schedule, now));
    std::optional<Occurrence> fixed;
    if (schedule.rule.kind != RuleKind::Every) fixed = Occurrence{"", row.starts, row.due};
    TRY(layout::lay_out(tx, actor, schedule, ground, Lay::Missing, now, fixed));
  }
  return {};
}

}  // namespace sonae::tasks
