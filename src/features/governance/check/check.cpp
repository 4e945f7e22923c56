#include "features/governance/check/check.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/directory/directory.h"
#include "core/tasks/tasks.h"
#include "features/governance/committee/committee.h"
#include "features/governance/store.h"

namespace sonae::governance::check {

namespace {

constexpr std::string_view origin = "governance.check";
constexpr std::int64_t problem_days = 14;
constexpr std::int64_t advice_days = 30;

struct Kind {
  const Finding* first = nullptr;
  int count = 0;
};

}  // namespace

Result<Report> current(db::Tx& tx, const Actor& actor, Instant now) {
  TRY(require(actor, Permission::SignedIn));
  Report report;
  Organisation& on = report.organisation;
  on.today = date_in_zone(now, japan_offset_minutes);
  on.appointments = TRY(store::list_appointments(tx, actor.company));
  for (const directory::DepartmentView& one : TRY(directory::list_departments(tx, actor)))
    on.departments.push_back({one.id, one.name, one.parent});
  std::set<Id<User>> appointed;
  for (const Appointment& one : on.appointments)
    if (one.stands_on(on.today) && !one.user.empty()) appointed.insert(one.user);
  for (const auto& [id, known] : TRY(store::list_people(tx, actor.company))) {
    if (!appointed.contains(id)) continue;
    Person& person = on.people[id];
    person = known;
  }
  for (const Appointment& one : on.appointments)
    if (is_audit(one.office) && on.people.contains(one.user))
      on.people.at(one.user).relatives = relatives_of(on.departments, on.people.at(one.user).departments);
  on.last_meeting = TRY(committee::last_held(tx, actor));
  report.vacancies = TRY(open_vacancies(tx, actor.company, on.today));
  report.findings = check(on);
  return report;
}

Result<void> refresh_tasks(db::WriteTx& tx, const Actor& actor, Instant now) {
  const Report report = TRY(current(tx, actor, now));
  std::map<std::string, Kind> kinds;
  for (const Finding& finding : report.findings) {
    if (finding.weight == Weight::Shown) continue;
    Kind& kind = kinds[finding.code];
    if (kind.first == nullptr) kind.first = &finding;
    ++kind.count;
  }
  for (const auto& [code, kind] : kinds) {
    const bool problem = kind.first->weight == Weight::Problem;
    tasks::NewTask task;
    task.origin = origin;
    task.key = code;
    task.title_key = "governance.check." + code + ".task";
    task.args = kind.first->args;
    task.args["count"] = std::to_string(kind.count);
    task.due = report.organisation.today.plus_days(problem ? problem_days : advice_days);
    task.owner = tasks::owned_by(Role::Secretariat);
    task.link = "/organisation";
    task.harm = !problem ? tasks::Harm::Low : code == "no_ciso" ? tasks::Harm::High : tasks::Harm::Medium;
    TRY(tasks::ensure(tx, actor, task, now));
  }
  for (const std::string& key : TRY(tasks::open_keys(tx, actor.company, origin)))
    if (!kinds.contains(key)) TRY(tasks::settle(tx, actor, origin, key, now));
  return {};
}

}  // namespace sonae::governance::check
