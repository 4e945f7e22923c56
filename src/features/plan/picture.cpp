#include "features/plan/picture.h"

#include <algorithm>

#include "base/day_words.h"
#include "core/directory/directory.h"
#include "platform/messages/messages.h"

namespace sonae::plan {

using tasks::PlanRow;
using tasks::State;
using tasks::Task;

namespace {

constexpr int long_break = 3;  ///< days without work from which it is a break and no weekend

std::string say(const Material& material, std::string_view key, const Args& args = {}) {
  return messages::say(material.language, key, args);
}

std::string title_of(const Material& material, const tasks::Schedule& schedule) {
  return schedule.title.empty() ? say(material, "tasks.duty." + schedule.duty) : schedule.title;
}

int days_from(const Material& material, Date day) {
  return static_cast<int>(day.days() - material.plan.year.first().days());
}

bool is_late(const Task& task, Date today) { return task.state == State::Open && task.due < today; }

std::string state_words(const Material& material, const Task& task) {
  if (task.state == State::Done) return say(material, "plan.state.done");
  if (task.state == State::Dropped) return say(material, "plan.state.dropped");
  if (is_late(task, material.today)) return say(material, "plan.state.late");
  if (task.starts && *task.starts > material.today) return say(material, "plan.state.ahead");
  return say(material, "plan.state.running");
}

/// Tasks of one occurrence become one bar: a duty of all departments is one piece of the year, filled as far as they
/// are.
struct Bundle {
  std::string link;
  Date starts;
  Date due;
  int progress = 0;
  int count = 0;
  bool late = false;
  bool open = false;
};

std::vector<Bundle> bundles_of(const PlanRow& row, Date today) {
  std::vector<Bundle> list;
  std::string before;
  std::vector<const Task*> tasks;
  for (const Task& task : row.tasks)
    if (task.state != State::Dropped) tasks.push_back(&task);
  // "2026/1/<department>": what stands before the department is the occurrence.
  const auto occurrence = [](const Task& task) {
    const std::size_t second = task.occurrence.find('/', task.occurrence.find('/') + 1);
    return task.occurrence.substr(0, second);
  };
  std::ranges::stable_sort(tasks, {}, [&](const Task* task) { return occurrence(*task); });
  for (const Task* task : tasks) {
    const std::string name = occurrence(*task);
    if (name != before || list.empty())
      list.push_back({task->id, task->starts.value_or(task->due), task->due, 0, 0, false, false});
    before = name;
    Bundle& bundle = list.back();
    bundle.starts = std::min(bundle.starts, task->starts.value_or(task->due));
    bundle.due = std::max(bundle.due, task->due);
    bundle.progress += task->progress;
    bundle.count += 1;
    bundle.late = bundle.late || is_late(*task, today);
    bundle.open = bundle.open || task->state == State::Open;
  }
  for (Bundle& bundle : list) {
    bundle.progress /= std::max(1, bundle.count);
    // One bar moves one task: several departments are moved through the duty.
    if (bundle.count > 1 || !bundle.open) bundle.link.clear();
  }
  std::ranges::stable_sort(list, {}, &Bundle::due);
  return list;
}

picture::GanttRow row_of(const Material& material, const PlanRow& row, const std::string& owner) {
  picture::GanttRow made{title_of(material, row.schedule), owner, {}};
  for (const Bundle& bundle : bundles_of(row, material.today)) {
    picture::GanttBar bar;
    bar.from = days_from(material, bundle.starts);
    bar.days = static_cast<int>(bundle.due.days() - bundle.starts.days()) + 1;
    bar.progress = bundle.progress;
    bar.tone = bundle.late ? picture::Tone::Late : bundle.open ? picture::Tone::Planned : picture::Tone::Finished;
    bar.link = bundle.link;
    bar.label = say(material, "plan.bar",
                    {{"title", made.name},
                     {"starts", month_day_words(bundle.starts)},
                     {"due", month_day_words(bundle.due)},
                     {"progress", std::to_string(bundle.progress)}});
    made.bars.push_back(std::move(bar));
  }
  return made;
}

std::vector<picture::GanttMonth> months_of(const Material& material) {
  std::vector<picture::GanttMonth> months;
  for (int i = 0; i < 12; ++i) {
    const Date first = tasks::plus_months(material.plan.year.first(), i);
    const std::string number = std::to_string(first.month());
    months.push_back({say(material, "plan.month." + number), number, days_in_month(first.year(), first.month()),
                      first.year() == material.today.year() && first.month() == material.today.month()});
  }
  return months;
}

std::vector<picture::Closed> closed_of(const Material& material) {
  const tasks::WorkCalendar calendar(material.company_days);
  std::vector<picture::Closed> runs;
  for (Date day = material.plan.year.first(); day <= material.plan.year.last(); day = day.plus_days(1)) {
    if (calendar.works(day)) continue;
    const int at = days_from(material, day);
    if (!runs.empty() && runs.back().from + runs.back().days == at)
      ++runs.back().days;
    else
      runs.push_back({at, 1, false});
  }
  for (picture::Closed& run : runs) run.hatched = run.days >= long_break;
  return runs;
}

std::string owner_words(const Material& material, const tasks::Owner& owner,
                        const std::map<std::string, std::string>& users,
                        const std::map<std::string, std::string>& departments) {
  if (owner.role) return say(material, "tasks.role." + std::string(name_of(*owner.role)));
  const auto& names = owner.user.empty() ? departments : users;
  const auto found = names.find(owner.user.empty() ? owner.department.text() : owner.user.text());
  return found == names.end() ? std::string() : found->second;
}

Result<void> name_owners(db::Tx& tx, const Actor& actor, Material& material) {
  const auto users = TRY(directory::user_names(tx, actor.company));
  std::map<std::string, std::string> departments;
  for (const auto& one : TRY(directory::list_departments(tx, actor))) departments[one.id.text()] = one.name;
  for (const PlanRow& row : material.plan.rows)
    material.owners.push_back(row.schedule.each_department && row.tasks.size() > 1
                                  ? say(material, "plan.each_department")
                                  : owner_words(material, row.schedule.owner, users, departments));
  return {};
}

}  // namespace

Result<Material> load(db::Tx& tx, const Actor& actor, int year, const tasks::HandIn& hand_in, Date today) {
  Material material;
  material.plan = TRY(tasks::get_plan(tx, actor, year, hand_in));
  material.company_days = TRY(tasks::list_company_days(tx, actor, material.plan.year.first()));
  material.company = TRY(directory::get_company(tx, actor.company)).name;
  material.today = today;
  material.language = actor.language;
  TRY(name_owners(tx, actor, material));
  return material;
}

Result<Material> load_proposal(db::Tx& tx, const Actor& actor, int year, const tasks::HandIn& hand_in, Date today) {
  Material material = TRY(load(tx, actor, year, hand_in, today));
  material.plan.rows.clear();
  material.owners.clear();
  for (const tasks::Proposal& one : TRY(tasks::propose(tx, actor, year, hand_in, today))) {
    Task task;
    task.id = one.schedule.duty;
    task.occurrence = "-/1";
    task.starts = one.starts;
    task.due = one.due;
    material.plan.rows.push_back({one.schedule, {std::move(task)}});
  }
  TRY(name_owners(tx, actor, material));
  return material;
}

picture::GanttDrawing draw(const Material& material, double width) {
  picture::Gantt gantt;
  gantt.months = months_of(material);
  gantt.closed = closed_of(material);
  for (std::size_t i = 0; i < material.plan.rows.size(); ++i)
    gantt.rows.push_back(row_of(material, material.plan.rows[i], material.owners[i]));
  gantt.today = days_from(material, material.today);
  gantt.today_words = say(material, "plan.today", {{"day", month_day_words(material.today)}});
  return picture::gantt(gantt, width);
}

std::string sentence_of(const Material& material) {
  int all = 0;
  int done = 0;
  int late = 0;
  for (const PlanRow& row : material.plan.rows)
    for (const Task& task : row.tasks) {
      if (task.state == State::Dropped) continue;
      ++all;
      done += task.state == State::Done ? 1 : 0;
      late += is_late(task, material.today) ? 1 : 0;
    }
  return say(material, late > 0 ? "plan.sentence.late" : "plan.sentence",
             {{"all", std::to_string(all)}, {"done", std::to_string(done)}, {"late", std::to_string(late)}});
}

List list_of(const Material& material) {
  List list;
  for (const char* key : {"plan.column.duty", "plan.column.owner", "plan.column.starts", "plan.column.due",
                          "plan.column.progress", "plan.column.state", "plan.column.note"})
    list.columns.push_back(say(material, key));
  for (std::size_t i = 0; i < material.plan.rows.size(); ++i) {
    const PlanRow& row = material.plan.rows[i];
    for (const Task& task : row.tasks) {
      const std::string note = task.note.starts_with("tasks.dropped.") ? say(material, task.note) : task.note;
      list.rows.push_back({title_of(material, row.schedule), material.owners[i],
                           task.starts ? task.starts->iso() : std::string(), task.due.iso(),
                           std::to_string(task.progress) + "%", state_words(material, task), note});
    }
  }
  return list;
}

}  // namespace sonae::plan
