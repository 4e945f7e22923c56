// The nine duties that every company of the trade has, by the answers of the associations (質問①-⑮):
//   organisation   ①⑤② who is appointed, whom to call: looked through and called once a year
//   rules_review   ③④⑤⑨ rules and the laws they follow, read again every year
//   asset_register ⑦ the ledger, brought up to date by every department every year
//   awareness      ⑩ posters and notices, changed every few months
//   training       ⑫ managers and everybody, yearly
//   self_check     ⑪① every department checks itself, yearly
//   oversight      ⑪② the overseeing function looks through and advises, yearly
//   sheet          ⑮ the self-assessment, answered and handed in
//   audit          ⑪③ independent, every two or three years
// Media (⑧), permits (⑥) and incidents (⑬⑭) are daily work, not duties of the year.

#include "core/tasks/schedules.h"

namespace sonae::tasks {

namespace {

Schedule duty(const char* name, Rule rule, Owner owner, Harm harm) {
  Schedule schedule;
  schedule.duty = name;
  schedule.rule = rule;
  schedule.owner = std::move(owner);
  schedule.harm = harm;
  return schedule;
}

Rule from_hand_in(int days, int length) {
  Rule rule;
  rule.days = days;
  rule.length = length;
  return rule;
}

Schedule by_departments(Schedule schedule) {
  schedule.each_department = true;
  return schedule;
}

}  // namespace

std::vector<Schedule> standard_duties() {
  const Owner office = owned_by(Role::Secretariat);
  Rule every_three_months;
  every_three_months.kind = RuleKind::Every;
  every_three_months.months = 3;
  every_three_months.day = 20;
  Rule every_three_years = from_hand_in(45, 30);
  every_three_years.every_years = 3;
  std::vector<Schedule> list = {
      duty("organisation", from_hand_in(-190, 21), office, Harm::Medium),
      duty("rules_review", from_hand_in(-150, 40), office, Harm::Medium),
      by_departments(duty("asset_register", from_hand_in(-112, 35), office, Harm::Medium)),
      duty("training", from_hand_in(-84, 35), office, Harm::Medium),
      by_departments(duty("self_check", from_hand_in(-60, 30), office, Harm::Medium)),
      duty("sheet", from_hand_in(0, 60), office, Harm::High),
      duty("oversight", from_hand_in(-21, 21), office, Harm::Medium),
      duty("audit", every_three_years, owned_by(Role::Ciso), Harm::Medium),
      duty("awareness", every_three_months, office, Harm::Low),
  };
  for (std::size_t i = 0; i < list.size(); ++i) list[i].position = static_cast<int>(i);
  return list;
}

std::string page_of(const Schedule& schedule) {
  if (schedule.duty == "sheet" || schedule.duty == "oversight") return "/sheet";
  if (schedule.duty == "organisation") return "/organisation";
  return "";
}

}  // namespace sonae::tasks
