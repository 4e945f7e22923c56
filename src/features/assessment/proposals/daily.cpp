#include "features/assessment/proposals/daily.h"

#include <algorithm>

#include "core/directory/directory.h"
#include "core/tasks/tasks.h"
#include "features/assessment/proposals/proposals.h"

namespace sonae::assessment::proposals {

namespace {

constexpr const char* origin = "assessment.stale";
constexpr int days_to_mend = 14;

tasks::NewTask task_of(const Summary& sheet, const Answer& answer, Date today) {
  tasks::NewTask task;
  const std::string year = std::to_string(sheet.fiscal_year);
  const std::string no = std::to_string(answer.no);
  task.origin = origin;
  task.key = sheet.id.text() + "/" + no;
  task.title_key = "proposals.task.stale";
  task.args = {{"year", year}, {"no", no}};
  task.due = today.plus_days(days_to_mend);
  task.owner = answer.department.empty() ? tasks::owned_by(Role::Secretariat) : tasks::owned_by(answer.department);
  task.link = "/sheet/" + year + "/items/" + no;
  return task;
}

}  // namespace

Result<void> follow_up(db::WriteTx& tx, const Actor& actor, Instant now) {
  const Date today = date_in_zone(now, japan_offset_minutes);
  std::vector<std::string> found;
  for (const Summary& summary : TRY(list_assessments(tx, actor))) {
    if (summary.state != SheetState::Open) continue;
    const Sheet sheet = TRY(get_sheet(tx, actor, summary.id));
    for (const int no : TRY(stale_items(tx, actor, sheet, now))) {
      const tasks::NewTask task = task_of(summary, *std::ranges::find(sheet.answers, no, &Answer::no), today);
      TRY(tasks::ensure(tx, actor, task, now));
      found.push_back(task.key);
    }
  }
  for (const std::string& key : TRY(tasks::open_keys(tx, actor.company, origin)))
    if (std::ranges::find(found, key) == found.end()) TRY(tasks::settle(tx, actor, origin, key, now));
  return {};
}

void add_jobs(jobs::Handlers& handlers, db::Database& database) {
  handlers.daily("assessment.stale", [&database](const jobs::Job& job, Instant now) {
    Actor look = directory::system_actor(job.company, "daily look");
    look.roles = {Role::Secretariat};  // whoever sees every item
    return database.write([&](db::WriteTx& tx) { return follow_up(tx, look, now); });
  });
}

}  // namespace sonae::assessment::proposals
