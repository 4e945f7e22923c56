#include "app/demo/duties.h"

#include <algorithm>

#include "core/tasks/schedules.h"
#include "core/tasks/tasks.h"
#include "features/assessment/target/target.h"
#include "platform/clock.h"

namespace sonae::app::demo {

namespace {

using tasks::Lay;
using tasks::State;
using tasks::Task;

const json::object& said() {
  static const json::value parsed = MUST(json::parse(demo_file("duties.json")));
  return parsed.get_object();
}

/// Noon in Japan.
Instant noon_of(Date day) { return Instant(day.days() * day_ms + day_ms / 8); }

class YearStory {
 public:
  explicit YearStory(World& world) : world_(world), hand_in_(assessment::target::hand_in_of) {}

  Result<void> tell() {
    office_ = TRY(world_.actor("sato"));
    today_ = date_in_zone(world_.now, japan_offset_minutes);
    const Date first = tasks::FiscalYear{world_.fiscal_year, 4}.first();
    begun_ = std::min(today_, first.plus_days(1));
    TRY(close_company());
    TRY(accept_all());
    const auto plan = TRY(
        world_.database.read([&](db::Tx& tx) { return tasks::get_plan(tx, office_, world_.fiscal_year, hand_in_); }));
    for (const tasks::PlanRow& row : plan.rows) TRY(live_through(row));
    return own_words();
  }

 private:
  Result<void> close_company() {
    for (const json::value& value : said().at("company_days").as_array()) {
      const json::object& one = value.as_object();
      const int month = number_at(one, "month");
      const int year = month < 4 ? world_.fiscal_year + 1 : world_.fiscal_year;
      const tasks::NewCompanyDays days{*Date::make(year, month, number_at(one, "first")),
                                       *Date::make(year, month, number_at(one, "last")), text_at(one, "name"), false};
      TRY(world_.database.write(
          [&](db::WriteTx& tx) { return tasks::add_company_days(tx, office_, days, noon_of(begun_)); }));
    }
    return {};
  }

  Result<void> accept_all() {
    return world_.database.write([&](db::WriteTx& tx) -> Result<void> {
      std::vector<tasks::Accepted> rows;
      for (const auto& one : TRY(tasks::propose(tx, office_, world_.fiscal_year, hand_in_, begun_)))
        rows.push_back({one.schedule.duty, one.starts, one.due, one.schedule.owner});
      return tasks::accept(tx, office_, world_.fiscal_year, rows, hand_in_, noon_of(begun_));
    });
  }

  /// Whoever has to do it; the secretariat where nobody of the demo company can.
  Result<Actor> doer_of(const Task& task) {
    if (task.owner.role == Role::Ciso) return world_.actor("yamamoto");
    for (const auto& [key, id] : world_.departments)
      if (task.owner.department == id && world_.manager_of.contains(key)) return world_.leader_of(key);
    return office_;
  }

  Result<void> live_through(const tasks::PlanRow& row) {
    const std::string duty = row.schedule.duty;
    const auto* late = said().at("late").as_object().if_contains(duty);
    const auto* under_way = said().at("progress").as_object().if_contains(duty);
    bool first = true;
    for (const Task& task : row.tasks) {
      // Of a duty that is late only the first task is: the other departments are done.
      const bool stays_open = late != nullptr && first;
      first = false;
      if (task.due < today_ && !stays_open)
        TRY(finish(task, text_at(said().at("notes").as_object(), duty)));
      else if (task.due < today_)
        TRY(go_on(task, static_cast<int>(late->as_int64())));
      else if (under_way != nullptr && task.starts && *task.starts < today_)
        TRY(go_on(task, static_cast<int>(under_way->as_int64())));
    }
    return {};
  }

  Result<void> finish(const Task& task, const std::string& note) {
    const Actor who = TRY(doer_of(task));
    const Date day = task.due.plus_days(-static_cast<std::int64_t>(world_.dice.below(6)));
    TRY(world_.database.write([&](db::WriteTx& tx) {
      return tasks::close(tx, who, {task.id, task.version, State::Done, note}, noon_of(std::max(begun_, day)));
    }));
    return {};
  }

  Result<void> go_on(const Task& task, int progress) {
    if (progress == 0) return {};
    const Actor who = TRY(doer_of(task));
    TRY(world_.database.write([&](db::WriteTx& tx) {
      return tasks::change(tx, who, {task.id, task.version, {}, {}, {}, progress}, world_.days_ago(2));
    }));
    return {};
  }

  Result<void> own_words() {
    for (const json::value& value : said().at("own").as_array()) {
      const json::object& one = value.as_object();
      const Actor who = TRY(world_.actor(text_at(one, "login")));
      const std::string harm = text_at(one, "harm");
      const tasks::NewOwnTask task{text_at(one, "title"),
                                   world_.day(number_at(one, "days")),
                                   {},
                                   harm == "high"  ? tasks::Harm::High
                                   : harm == "low" ? tasks::Harm::Low
                                                   : tasks::Harm::Medium};
      TRY(world_.database.write([&](db::WriteTx& tx) { return tasks::create(tx, who, task, world_.days_ago(6)); }));
    }
    return {};
  }

  World& world_;
  tasks::HandIn hand_in_;
  Actor office_;
  Date today_;
  Date begun_;
};

}  // namespace

Result<void> make_duties(World& world) { return YearStory(world).tell(); }

Result<void> give_new_days(World& world) {
  constexpr int old_days = 14;
  constexpr int step_days = 4;
  const Actor secretariat = TRY(world.actor("sato"));
  const Date today = date_in_zone(world.now, japan_offset_minutes);
  return world.database.write([&](db::WriteTx& tx) -> Result<void> {
    int days = 0;
    for (const tasks::Task& task : TRY(tasks::list(tx, secretariat, {.due_until = today.plus_days(-old_days)})))
      if (task.origin.starts_with("contacts.") || task.origin.starts_with("governance."))
        TRY(tasks::postpone(tx, secretariat, task.origin, task.key, today.plus_days(days += step_days),
                            world.days_ago(old_days)));
    return {};
  });
}

}  // namespace sonae::app::demo
