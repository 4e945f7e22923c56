#include "core/tasks/tasks.h"

#include <algorithm>

#include "core/directory/inputs.h"
#include "core/facts/facts.h"
#include "core/tasks/layout.h"
#include "core/tasks/record.h"
#include "core/tasks/store.h"
#include "platform/clock.h"
#include "platform/messages/messages.h"

namespace sonae::tasks {

namespace {

constexpr int most_mine = 500;
constexpr int most_listed = 1'000;
constexpr std::string_view own_origin = "tasks.own";

void close_as(Task& task, State state, std::string note, const Actor& actor, Instant now) {
  task.state = state;
  task.note = std::move(note);
  task.closed_by = actor.user;
  task.closed_at = now;
  if (state == State::Done) task.progress = 100;
}

Task opened(const NewTask& wanted, const Actor& actor, Instant now) {
  Task task;
  task.id = new_id<Task>(now).text();
  task.origin = wanted.origin;
  task.key = wanted.key;
  task.title_key = wanted.title_key;
  task.args = wanted.args;
  task.title = wanted.title;
  task.due = wanted.due;
  task.owner = wanted.owner;
  task.link = wanted.link;
  task.harm = wanted.harm;
  task.opened_by = actor.user;
  task.opened_at = now;
  return task;
}

bool same_work(const Task& a, const Task& b) {
  return a.title_key == b.title_key && a.args == b.args && a.title == b.title && a.due == b.due && a.owner == b.owner &&
         a.link == b.link && a.harm == b.harm;
}

bool leads(const Actor& actor, const Id<Department>& department) {
  return actor.roles.contains(Role::Manager) && std::ranges::find(actor.subtree, department) != actor.subtree.end();
}

/// Whom the actor may give work in their own words: oneself; managers their departments and people; whoever manages
/// the company, everybody.
Result<void> require_may_give(db::Tx& tx, const Actor& actor, const Owner& owner) {
  if (!owner.user.empty() && owner.user == actor.user) return {};
  if (!TRY(store::owner_exists(tx, actor.company, owner))) return directory::fail_at("/owner", "tasks.owner.unknown");
  if (actor.may(Permission::CompanyManage)) return {};
  if (!owner.department.empty() && leads(actor, owner.department)) return {};
  if (!owner.user.empty() && leads(actor, TRY(store::department_of(tx, actor.company, owner.user)))) return {};
  return forbidden();
}

/// A duty that was done is a fact of its schedule; its name as it was called then.
Result<void> record_fact(db::WriteTx& tx, const Actor& actor, const Task& done, Instant now) {
  if (done.state != State::Done || done.schedule.empty()) return {};
  facts::NewFact fact;
  fact.kind = "tasks.duty_done";
  fact.subject = {"schedule", done.schedule};
  fact.on = date_in_zone(now, japan_offset_minutes);
  fact.text_key = "fact.tasks.duty_done";
  fact.args = {{"duty", done.title.empty() ? messages::say(actor.language, done.title_key) : done.title}};
  // Which of the standard duties it was, whatever the company calls it: framework packs refer to it.
  constexpr std::string_view standard = "tasks.duty.";
  if (done.title_key.starts_with(standard)) fact.args["standard"] = done.title_key.substr(standard.size());
  fact.link = "/plan/" + std::to_string(done.fiscal_year.value_or(fact.on.year()));
  return facts::record(tx, actor, fact, now);
}

Result<Task> get_open(db::Tx& tx, const Actor& actor, const std::string& id, std::int64_t version) {
  auto task = TRY(get(tx, actor, id));
  if (task.state != State::Open) return conflict("tasks.task.closed");
  if (task.version != version) return conflict("tasks.task.changed");
  return task;
}

}  // namespace

std::string_view name_of(Harm harm) {
  switch (harm) {
    case Harm::Low:
      return "low";
    case Harm::Medium:
      return "medium";
    case Harm::High:
      return "high";
  }
  die("a harm without a name");
}

std::string_view name_of(State state) {
  switch (state) {
    case State::Open:
      return "open";
    case State::Done:
      return "done";
    case State::Dropped:
      return "dropped";
  }
  die("a task state without a name");
}

Result<std::string> ensure(db::WriteTx& tx, const Actor& actor, const NewTask& wanted, Instant now) {
  Task task = opened(wanted, actor, now);
  const auto open = TRY(store::find_open(tx, actor.company, wanted.origin, wanted.key));
  if (!open) {
    TRY(store::insert(tx, actor.company, task));
    TRY(record_task(tx, actor, "tasks.task.open", nullptr, task, now));
    return task.id;
  }
  Task changed = *open;
  changed.title_key = task.title_key;
  changed.args = task.args;
  changed.title = task.title;
  changed.due = std::min(open->due, task.due);
  changed.owner = task.owner;
  changed.link = task.link;
  changed.harm = task.harm;
  if (!same_work(*open, changed)) TRY(save_task(tx, actor, "tasks.task.change", *open, changed, now));
  return changed.id;
}

Result<void> settle(db::WriteTx& tx, const Actor& actor, std::string_view origin, std::string_view key, Instant now) {
  const auto open = TRY(store::find_open(tx, actor.company, origin, key));
  if (!open) return {};
  Task done = *open;
  close_as(done, State::Done, "", actor, now);
  return save_task(tx, actor, "tasks.task.settle", *open, done, now);
}

Result<void> postpone(db::WriteTx& tx, const Actor& actor, std::string_view origin, std::string_view key, Date due,
                      Instant now) {
  const auto open = TRY(store::find_open(tx, actor.company, origin, key));
  if (!open || open->due == due) return {};
  Task moved = *open;
  moved.due = due;
  return save_task(tx, actor, "tasks.task.change", *open, moved, now);
}

Result<void> person_left(db::WriteTx& tx, const Actor& actor, const Id<User>& user, const Date& /*on*/, Instant now) {
  for (const Task& open : TRY(store::list_open_of(tx, actor.company, "user", user.text(), most_listed))) {
    Task given = open;
    given.owner = owned_by(Role::Secretariat);
    TRY(save_task(tx, actor, "tasks.task.change", open, given, now));
  }
  return {};
}

Result<std::vector<std::string>> open_keys(db::Tx& tx, const Id<Company>& company, std::string_view origin) {
  return store::open_keys(tx, company, origin);
}

bool closes_by_hand(const Task& task) { return !task.title.empty() || task.origin == layout::duty_origin; }

bool is_of(const Task& task, const Actor& actor) {
  if (task.owner.role) return actor.roles.contains(*task.owner.role);
  if (!task.owner.user.empty()) return task.owner.user == actor.user;
  return leads(actor, task.owner.department);
}

Result<std::vector<Task>> list_mine(db::Tx& tx, const Actor& actor) {
  auto mine = TRY(store::list_open_of(tx, actor.company, "user", actor.user.text(), most_mine));
  const auto take = [&](std::vector<Task> found) {
    for (Task& task : found)
      if (is_of(task, actor)) mine.push_back(std::move(task));
  };
  for (const Role role : actor.roles)
    take(TRY(store::list_open_of(tx, actor.company, "role", name_of(role), most_mine)));
  if (actor.roles.contains(Role::Manager)) take(TRY(store::list_open_of_departments(tx, actor.company, most_listed)));
  std::ranges::sort(mine, [](const Task& a, const Task& b) { return std::tie(a.due, a.id) < std::tie(b.due, b.id); });
  if (mine.size() > most_mine) mine.resize(most_mine);
  return mine;
}

Result<std::vector<Task>> list(db::Tx& tx, const Actor& actor, const Filter& filter) {
  const int limit = std::clamp(filter.limit, 1, most_listed);
  const bool open = !filter.state || *filter.state == State::Open;
  auto all = TRY(open ? store::list_open(tx, actor.company, most_listed)
                      : store::list_closed(tx, actor.company, *filter.state, most_listed));
  const bool everything = actor.may(Permission::ProgrammeRead);
  std::erase_if(all, [&](const Task& task) {
    return (!everything && !is_of(task, actor)) || (filter.due_until && task.due > *filter.due_until);
  });
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  return all;
}

Result<Task> get(db::Tx& tx, const Actor& actor, std::string_view id) {
  auto task = TRY(store::find(tx, actor.company, id));
  if (!task || !(actor.may(Permission::ProgrammeRead) || is_of(*task, actor))) return not_found();
  return std::move(*task);
}

Result<Task> create(db::WriteTx& tx, const Actor& actor, const NewOwnTask& wanted, Instant now) {
  const bool unsaid = !wanted.owner.role && wanted.owner.department.empty() && wanted.owner.user.empty();
  NewTask made{std::string(own_origin),
               "",
               "",
               {},
               TRY(clean_title(wanted.title)),
               wanted.due,
               unsaid ? owned_by(actor.user) : wanted.owner,
               "",
               wanted.harm};
  TRY(require_may_give(tx, actor, made.owner));
  Task task = opened(made, actor, now);
  task.key = task.id;
  TRY(store::insert(tx, actor.company, task));
  TRY(record_task(tx, actor, "tasks.task.open", nullptr, task, now));
  return task;
}

Result<Task> close(db::WriteTx& tx, const Actor& actor, const Closing& closing, Instant now) {
  const Task open = TRY(get_open(tx, actor, closing.id, closing.version));
  const bool manages = actor.may(Permission::CompanyManage);
  const bool own_words = open.origin == own_origin && open.opened_by == actor.user && open.owner.user == actor.user;
  if (closing.state == State::Dropped ? !(manages || own_words) : !(manages || is_of(open, actor))) return forbidden();
  if (!closes_by_hand(open)) return conflict("tasks.task.by_deed");
  Task closed = open;
  close_as(closed, closing.state,
           TRY(clean_note(closing.note, closing.state == State::Dropped ? Need::Compulsory : Need::Optional, "/note")),
           actor, now);
  TRY(save_task(tx, actor, closing.state == State::Done ? "tasks.task.done" : "tasks.task.drop", open, closed, now));
  TRY(record_fact(tx, actor, closed, now));
  return closed;
}

Result<Task> change(db::WriteTx& tx, const Actor& actor, const Change& change, Instant now) {
  const Task open = TRY(get_open(tx, actor, change.id, change.version));
  const bool manages = actor.may(Permission::CompanyManage);
  if (!manages && !(is_of(open, actor) && !change.starts && !change.due && !change.owner)) return forbidden();
  Task changed = open;
  if (change.due) changed.due = *change.due;
  if (change.starts) changed.starts = *change.starts;
  if (changed.starts && *changed.starts > changed.due) return directory::fail_at("/starts", "tasks.starts.after_due");
  if (change.owner) {
    TRY(require_may_give(tx, actor, *change.owner));
    changed.owner = *change.owner;
  }
  if (change.progress) {
    if (*change.progress < 0 || *change.progress > 99)
      return directory::fail_at("/progress", "error.field.range", {{"minimum", "0"}, {"maximum", "99"}});
    changed.progress = *change.progress;
  }
  TRY(save_task(tx, actor, "tasks.task.change", open, changed, now));
  return changed;
}

}  // namespace sonae::tasks
