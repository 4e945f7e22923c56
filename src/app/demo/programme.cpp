// Two meetings held and one planned, a request with a department that is late, a report with directions, and a table of
// responsibilities that is not finished.

#include "app/demo/programme.h"

#include <algorithm>

#include "app/sheet_hooks.h"
#include "features/governance/committee/committee.h"
#include "features/governance/report/report.h"
#include "features/governance/requests/requests.h"
#include "features/governance/responsibility/responsibility.h"

namespace sonae::app::demo {

namespace {

namespace committee = governance::committee;
namespace report = governance::report;
namespace requests = governance::requests;
namespace responsibility = governance::responsibility;

const json::object& said() {
  static const json::value parsed = MUST(json::parse(demo_file("programme.json")));
  return parsed.as_object();
}

std::string text_or_empty(const json::object& object, std::string_view key) {
  return object.contains(key) ? text_at(object, key) : "";
}

class Programme {
 public:
  explicit Programme(World& world) : world_(world), wiring_{sheet_hooks()} {}

  Result<void> tell() {
    secretariat_ = TRY(world_.actor("sato"));
    for (const json::value& meeting : said().at("meetings").as_array()) TRY(hold(meeting.as_object()));
    TRY(plan(said().at("planned").as_object()));
    TRY(ask(said().at("request").as_object()));
    TRY(report_to_officer(said().at("report").as_object()));
    return distribute();
  }

 private:
  /// "sato", or "department:seizou".
  [[nodiscard]] tasks::Owner owner_of(const std::string& text) const {
    constexpr std::string_view department = "department:";
    if (text.starts_with(department)) return tasks::owned_by(world_.departments.at(text.substr(department.size())));
    return tasks::owned_by(world_.people.at(text));
  }
  template <typename Body>
  auto write(Body body) {
    return world_.database.write([&](db::WriteTx& tx) { return body(tx); });
  }

  [[nodiscard]] committee::Point point_of(const json::object& from) const {
    committee::Point point;
    point.subject = text_at(from, "subject");
    point.minutes = text_at(from, "minutes");
    for (const json::value& value : from.at("decisions").as_array()) {
      const json::object& one = value.as_object();
      committee::Decision decision;
      decision.text = text_at(one, "text");
      decision.owner = owner_of(text_at(one, "owner"));
      decision.due = world_.day(number_at(one, "due_in"));
      point.decisions.push_back(std::move(decision));
    }
    return point;
  }

  Result<void> hold(const json::object& from) {
    const int days = number_at(from, "days_ago");
    const Instant at = world_.days_ago(days);
    committee::Written written{
        text_at(from, "title"), world_.day(-days), text_at(from, "starts"), text_at(from, "place"), {}, {}};
    for (const auto& [key, presence] :
         {std::pair("present", committee::Presence::Present), std::pair("absent", committee::Presence::Absent)})
      for (const json::value& login : from.at(key).as_array())
        written.attendees.push_back({world_.people.at(std::string(login.as_string())), {}, presence});
    for (const json::value& point : from.at("points").as_array()) written.points.push_back(point_of(point.as_object()));
    const auto held = TRY(write([&](db::WriteTx& tx) -> Result<committee::Meeting> {
      const auto meeting = TRY(committee::plan_meeting(tx, secretariat_, written, at));
      return committee::hold(tx, secretariat_, {meeting.id, meeting.version}, at);
    }));
    return finish(held, from);
  }

  /// Decisions that somebody has carried out since.
  Result<void> finish(const committee::Meeting& meeting, const json::object& from) {
    const json::array& points = from.at("points").as_array();
    for (std::size_t i = 0; i < points.size(); ++i) {
      const json::array& decisions = points[i].as_object().at("decisions").as_array();
      for (std::size_t j = 0; j < decisions.size(); ++j) {
        const std::string note = text_or_empty(decisions[j].as_object(), "done");
        if (note.empty()) continue;
        const committee::Decision& decision = meeting.points[i].decisions[j];
        const Instant at = world_.days_ago(1 - number_at(decisions[j].as_object(), "due_in"));
        TRY(write([&](db::WriteTx& tx) -> Result<tasks::Task> {
          const auto task = TRY(tasks::get(tx, secretariat_, decision.task));
          return tasks::close(tx, secretariat_, {task.id, task.version, tasks::State::Done, note}, at);
        }));
      }
    }
    return {};
  }

  Result<void> plan(const json::object& from) {
    committee::Written written{text_at(from, "title"),
                               world_.day(number_at(from, "days")),
                               text_at(from, "starts"),
                               text_at(from, "place"),
                               {},
                               {}};
    for (const json::value& login : from.at("people").as_array())
      written.attendees.push_back(
          {world_.people.at(std::string(login.as_string())), {}, committee::Presence::Expected});
    committee::Point point;
    point.subject = text_at(from, "subject");
    written.points.push_back(std::move(point));
    TRY(write([&](db::WriteTx& tx) { return committee::plan_meeting(tx, secretariat_, written, world_.days_ago(3)); }));
    return {};
  }

  Result<void> ask(const json::object& from) {
    requests::Ask ask;
    ask.title = text_at(from, "title");
    ask.due = world_.day(number_at(from, "due_in"));
    for (const json::value& key : from.at("departments").as_array())
      ask.departments.push_back(world_.departments.at(std::string(key.as_string())));
    const auto sent = TRY(write([&](db::WriteTx& tx) {
      return requests::send_request(tx, secretariat_, wiring_, ask, world_.days_ago(number_at(from, "days_ago")));
    }));
    TRY(answer(sent.id, from.at("done").as_object(), from.at("question").as_object()));
    TRY(write([&](db::WriteTx& tx) {
      return requests::remind(tx, secretariat_, wiring_, {sent.id, sent.version},
                              world_.days_ago(number_at(from, "reminded_days_ago")));
    }));
    return {};
  }

  Result<void> answer(const Id<requests::RequestTag>& id, const json::object& done, const json::object& question) {
    const Actor doer = TRY(world_.actor(text_at(done, "by")));
    const Actor asker = TRY(world_.actor(text_at(question, "by")));
    const Id<Department> asking = world_.departments.at(text_at(question, "department"));
    const Instant asked = world_.days_ago(number_at(question, "days_ago"));
    TRY(write([&](db::WriteTx& tx) {
      return requests::write_entry(tx, asker, wiring_, {id, asking, 1}, text_at(question, "text"), asked);
    }));
    TRY(write([&](db::WriteTx& tx) {
      return requests::write_entry(tx, secretariat_, wiring_, {id, asking, 2}, text_at(question, "reply"),
                                   asked.plus_ms(day_ms));
    }));
    TRY(write([&](db::WriteTx& tx) {
      return requests::mark_done(tx, doer, wiring_, {id, world_.departments.at(text_at(done, "department")), 1},
                                 text_at(done, "note"), world_.days_ago(number_at(done, "days_ago")));
    }));
    return {};
  }

  Result<void> report_to_officer(const json::object& from) {
    const Instant at = world_.days_ago(number_at(from, "days_ago"));
    const auto made = TRY(write([&](db::WriteTx& tx) -> Result<report::Report> {
      const auto draft = TRY(report::draft_report(tx, secretariat_, wiring_, at));
      // The last paragraph is the one that a person writes.
      const std::string body = draft.body.substr(0, draft.body.rfind("\n\n") + 2) + text_at(from, "closing");
      const auto worded = TRY(report::word_report(tx, secretariat_, {draft.id, draft.version, draft.title, body}, at));
      return report::make_report(tx, secretariat_, worded.id, worded.version, at);
    }));
    const Actor officer = TRY(world_.actor("yamamoto"));
    for (const json::value& value : from.at("directions").as_array()) {
      const json::object& one = value.as_object();
      TRY(write([&](db::WriteTx& tx) {
        return report::direct(
            tx, officer,
            {made.id, text_at(one, "text"), owner_of(text_at(one, "owner")), world_.day(number_at(one, "due_in"))},
            at.plus_ms(2 * day_ms));
      }));
    }
    return {};
  }

  /// All proposals but those of the last few items.
  Result<void> distribute() {
    const Instant at = world_.days_ago(15);
    const auto table = TRY(world_.database.read(
        [&](db::Tx& tx) { return responsibility::get_table(tx, secretariat_, wiring_.sheet, world_.fiscal_year); }));
    const auto left = static_cast<std::size_t>(number_at(said(), "unmarked"));
    std::vector<responsibility::Change> changes;
    for (std::size_t i = 0; i + left < table.lines.size(); ++i)
      for (const auto& [department, mark] : table.lines[i].proposal)
        changes.push_back({table.lines[i].no, Id<Department>::trusted(department), std::nullopt, mark});
    TRY(write([&](db::WriteTx& tx) {
      return responsibility::set_marks(tx, secretariat_, wiring_.sheet, world_.fiscal_year, changes, at);
    }));
    return {};
  }

  World& world_;
  requests::Wiring wiring_;
  Actor secretariat_;
};

}  // namespace

Result<void> make_programme(World& world) { return Programme(world).tell(); }

}  // namespace sonae::app::demo
