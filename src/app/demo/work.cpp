// What goes on around this year's sheet.

#include <algorithm>

#include "app/demo/sheets.h"
#include "features/assessment/evidence/evidence.h"
#include "features/assessment/work/notes.h"
#include "features/assessment/work/questions.h"
#include "features/assessment/work/submissions.h"
#include "features/assessment/work/waivers.h"

namespace sonae::app::demo {

namespace {

using assessment::Assessment;
using assessment::Score;
namespace work = assessment::work;
namespace evidence = assessment::evidence;

class WorkStory {
 public:
  WorkStory(World& world, const Plan& plan, const Id<Assessment>& sheet) : world_(world), plan_(plan), sheet_(sheet) {}

  Result<void> tell() {
    secretariat_ = TRY(world_.actor("sato"));
    TRY(ask());
    TRY(talk());
    TRY(prove());
    TRY(submit());
    TRY(send_back());
    return note();
  }

 private:
  static const json::object& said() { return script().at("work").as_object(); }

  Result<assessment::Sheet> read() {
    return world_.database.read([&](db::Tx& tx) { return assessment::get_sheet(tx, secretariat_, sheet_); });
  }
  /// The first item of a label, or of a department.
  [[nodiscard]] int item_of_label(const std::string& label) const {
    return std::ranges::find(plan_.parts, label, &Part::label)->no;
  }
  [[nodiscard]] std::vector<int> items_of(const std::string& department) const {
    std::vector<int> numbers;
    for (const Part& part : plan_.parts)
      if (part.department == department) numbers.push_back(part.no);
    return numbers;
  }

  Result<void> ask() {
    for (const auto& [department, days] : said().at("asked").as_object()) {
      work::AskDepartments command;
      command.assessment = sheet_;
      command.departments = {world_.departments.at(std::string(department))};
      command.due = world_.day(days.as_int64());
      command.note = text_at(said(), "request_note");
      TRY(world_.database.write(
          [&](db::WriteTx& tx) { return work::ask(tx, secretariat_, command, world_.days_ago(35)); }));
    }
    return {};
  }

  Result<void> talk() {
    std::int64_t days = 11;
    for (const json::value& value : said().at("questions").as_array()) {
      const json::object& question = value.as_object();
      const std::string department = text_at(question, "department");
      const Actor asks = TRY(world_.leader_of(department));
      const Instant at = world_.days_ago(days);
      days -= 2;
      const auto asked = TRY(world_.database.write([&](db::WriteTx& tx) {
        return work::ask_question(tx, asks, sheet_, items_of(department).front(), text_at(question, "text"), at);
      }));
      const std::string reply = text_at(question, "reply");
      if (reply.empty()) continue;
      const auto replied = TRY(world_.database.write([&](db::WriteTx& tx) {
        return work::reply(tx, secretariat_, {sheet_, asked.id, asked.version}, reply, at.plus_ms(day_ms));
      }));
      if (!question.contains("closed")) continue;
      TRY(world_.database.write([&](db::WriteTx& tx) {
        return work::close_question(tx, asks, {sheet_, replied.id, replied.version}, at.plus_ms(2 * day_ms));
      }));
    }
    return {};
  }

  Result<void> prove() {
    for (const json::value& value : said().at("evidence").as_array()) {
      const int no = item_of_label(text_at(value.as_object(), "label"));
      const std::string name = text_at(value.as_object(), "name");
      const std::string bytes(demo_file("evidence/" + text_at(value.as_object(), "file")));
      evidence::AddFile file;
      file.assessment = sheet_;
      file.no = no;
      file.name = name;
      file.type = TRY(evidence::recognise_file(bytes, name));
      file.size = static_cast<std::int64_t>(bytes.size());
      file.blob_hash = TRY(world_.blobs.put(bytes));
      TRY(world_.database.write(
          [&](db::WriteTx& tx) { return evidence::add_file(tx, secretariat_, file, {}, world_.days_ago(20)); }));
    }
    for (const json::value& value : said().at("links").as_array()) {
      const json::object& link = value.as_object();
      const evidence::AddLink command{sheet_, item_of_label(text_at(link, "label")), text_at(link, "url"),
                                      text_at(link, "title")};
      TRY(world_.database.write(
          [&](db::WriteTx& tx) { return evidence::add_link(tx, secretariat_, command, world_.days_ago(19)); }));
    }
    return {};
  }

  Result<std::int64_t> version_of(const Id<Department>& department) {
    for (const work::Submission& one :
         TRY(world_.database.read([&](db::Tx& tx) { return work::list_submissions(tx, secretariat_, sheet_); })))
      if (one.department == department) return one.version;
    return 0;
  }

  /// What is open is finished first: the rest of last year's answers is looked through, findings are let stand.
  Result<void> finish(const std::string& department, const Actor& manager, Instant at) {
    const assessment::Sheet sheet = TRY(read());
    assessment::SaveEdits edits{sheet_, "demo-finish-" + department, {}};
    for (const Part& part : plan_.parts) {
      const auto stored = std::ranges::find(sheet.answers, part.no, &assessment::Answer::no);
      if (part.department != department || stored->score != Score::Unanswered) continue;
      const Standing& before = part.before[1];
      edits.edits.push_back(edit_towards(
          *stored, {before.score, before.basis,
                    before.score == Score::InProgress ? std::optional(world_.day(40)) : std::nullopt, manager.name}));
    }
    TRY(world_.database.write([&](db::WriteTx& tx) { return assessment::save_edits(tx, manager, edits, at); }));
    const assessment::Sheet now = TRY(read());
    return world_.database.write([&](db::WriteTx& tx) -> Result<void> {
      for (const work::Checked& checked : TRY(work::check(tx, manager, now, at))) {
        const auto answer = std::ranges::find(now.answers, checked.finding.no, &assessment::Answer::no);
        if (!checked.open() || !work::blocks_submission(checked) ||
            answer->department != world_.departments.at(department))
          continue;
        TRY(work::waive(tx, manager,
                        {sheet_, checked.finding.no, checked.finding.code, text_at(said(), "waiver"), answer->version},
                        at));
      }
      return {};
    });
  }

  Result<void> submit_department(const std::string& department, Instant at) {
    const Actor manager = TRY(world_.leader_of(department));
    TRY(finish(department, manager, at));
    const Id<Department> id = world_.departments.at(department);
    const work::DepartmentStep step{sheet_, id, TRY(version_of(id))};
    TRY(world_.database.write([&](db::WriteTx& tx) { return work::submit(tx, manager, step, at); }));
    return {};
  }

  Result<void> submit() {
    std::int64_t days = 8;
    for (const json::value& department : said().at("submitted").as_array())
      TRY(submit_department(std::string(department.as_string()), world_.days_ago(days--)));
    return {};
  }

  Result<void> send_back() {
    const json::object& returned = said().at("returned").as_object();
    const std::string department = text_at(returned, "department");
    TRY(submit_department(department, world_.days_ago(5)));
    const Id<Department> id = world_.departments.at(department);
    const work::DepartmentStep step{sheet_, id, TRY(version_of(id))};
    TRY(world_.database.write([&](db::WriteTx& tx) {
      return work::send_back(tx, secretariat_, step, text_at(returned, "reason"), world_.days_ago(3));
    }));
    return {};
  }

  Result<void> note() {
    const Actor auditor = TRY(world_.actor("kansa"));
    for (const json::value& value : said().at("notes").as_array()) {
      const json::object& one = value.as_object();
      TRY(world_.database.write([&](db::WriteTx& tx) {
        return work::write_note(tx, auditor, sheet_, item_of_label(text_at(one, "label")), text_at(one, "text"),
                                world_.days_ago(2));
      }));
    }
    return {};
  }

  World& world_;
  const Plan& plan_;
  Id<Assessment> sheet_;
  Actor secretariat_;
};

}  // namespace

Result<void> make_work(World& world, const Plan& plan, const Id<Assessment>& sheet) {
  return WorkStory(world, plan, sheet).tell();
}

}  // namespace sonae::app::demo
