#include "app/demo/sheets.h"

#include <algorithm>

#include "features/assessment/own_form.h"
#include "features/assessment/target/target.h"
#include "features/assessment/work/hand_in.h"
#include "features/assessment/work/sign_off.h"
#include "features/assessment/work/waivers.h"
#include "features/assessment/workbooks.h"

namespace sonae::app::demo {

namespace {

using assessment::AnswerField;
using assessment::Assessment;
using assessment::Score;
using assessment::Summary;
namespace work = assessment::work;

/// How one year's sheet begins.
struct Beginning {
  int fiscal_year = 0;
  const frameworks::Pack* pack = nullptr;
  std::map<int, assessment::OwnFormTexts> texts;
  std::optional<Id<Assessment>> carry_from;
  Instant at;
};

class SheetStory {
 public:
  SheetStory(World& world, const Plan& plan) : world_(world), plan_(plan) {}

  Result<Sheets> tell() {
    secretariat_ = TRY(world_.actor("sato"));
    ciso_ = TRY(world_.actor("yamamoto"));
    TRY(past_year(0, world_.days_ago(770)));
    const auto last = TRY(past_year(1, world_.days_ago(405)));
    Sheets sheets;
    sheets.current = TRY(this_year(last));
    return sheets;
  }

 private:
  /// A workbook as the customer would send it, taken in as the page does it.
  Result<Id<Assessment>> start(const Beginning& beginning) {
    const json::object& sheet = script().at("sheet").as_object();
    const std::string bytes = TRY(assessment::make_own_form(*beginning.pack, "ja", beginning.texts));
    const assessment::Inspection inspection = TRY(assessment::inspect_workbook(bytes));
    if (!inspection.found) return std::unexpected(inspection.problem);
    assessment::UploadedWorkbook upload;
    upload.file_name = text_at(sheet, "file_name");
    upload.size = static_cast<std::int64_t>(bytes.size());
    upload.blob_hash = TRY(world_.blobs.put(bytes));
    const std::string title = filled(text_at(sheet, "title"), {{"year", std::to_string(beginning.fiscal_year)}});
    return TRY(world_.database.write([&](db::WriteTx& tx) -> Result<assessment::Started> {
             upload = TRY(assessment::record_workbook(tx, secretariat_, upload, beginning.at));
             assessment::StartAssessment command;
             command.fiscal_year = beginning.fiscal_year;
             command.title = title;
             command.workbook = upload.id;
             command.carry_from = beginning.carry_from;
             return assessment::start_assessment(tx, secretariat_, command, inspection.sheet, beginning.at);
           }))
        .assessment;
  }

  Result<assessment::Sheet> read(const Id<Assessment>& sheet) {
    return world_.database.read([&](db::Tx& tx) { return assessment::get_sheet(tx, secretariat_, sheet); });
  }

  Result<void> set_target(int fiscal_year, Date due, Instant at) {
    const json::object& said = script().at("target").as_object();
    return world_.database.write([&](db::WriteTx& tx) -> Result<void> {
      auto target = TRY(assessment::target::get_target(tx, secretariat_, fiscal_year));
      target.level = number_at(said, "level");
      target.numbers = TRY(assessment::target::read_numbers(text_at(said, "numbers")));
      for (const json::value& name : said.at("customers").as_array())
        target.customers.push_back({std::string(name.as_string()), std::nullopt});
      target.due = due;
      TRY(assessment::target::put_target(tx, secretariat_, target, at));
      return {};
    });
  }

  /// The items are given out; what the answers of a past year need besides goes with it.
  Result<void> hand_out(const Id<Assessment>& id, std::size_t year, Instant at) {
    const assessment::Sheet sheet = TRY(read(id));
    assessment::SaveEdits edits{id, "demo-departments-" + std::to_string(year), {}};
    for (const assessment::Answer& answer : sheet.answers) {
      const auto part = std::ranges::find_if(plan_.parts, [&](const Part& p) { return p.old_no == answer.no; });
      const std::string department = part == plan_.parts.end() ? "josys" : part->department;
      assessment::Edit edit{answer.no, answer.version, {}};
      edit.changes.push_back(
          {AnswerField::Department, answer.department.text(), world_.departments.at(department).text()});
      edit.changes.push_back({AnswerField::Responder, "", TRY(world_.leader_of(department)).name});
      if (answer.score == Score::InProgress)
        edit.changes.push_back({AnswerField::Due, "", date_in_zone(at, japan_offset_minutes).plus_days(86).iso()});
      edits.edits.push_back(std::move(edit));
    }
    TRY(world_.database.write([&](db::WriteTx& tx) { return assessment::save_edits(tx, secretariat_, edits, at); }));
    return {};
  }

  /// What the check still says of a year that was handed in long ago was let stand then.
  Result<void> waive_rest(const Id<Assessment>& id, Instant at) {
    const assessment::Sheet sheet = TRY(read(id));
    return world_.database.write([&](db::WriteTx& tx) -> Result<void> {
      for (const work::Checked& checked : TRY(work::check(tx, secretariat_, sheet, at))) {
        if (!checked.open()) continue;
        const auto answer = std::ranges::find(sheet.answers, checked.finding.no, &assessment::Answer::no);
        TRY(work::waive(
            tx, secretariat_,
            {id, checked.finding.no, checked.finding.code, text_at(work_script(), "waiver"), answer->version}, at));
      }
      return {};
    });
  }

  Result<void> sign_off(const Id<Assessment>& id, Instant at) {
    const auto command = [&](const std::string& reason) -> Result<work::SheetStepCommand> {
      return work::SheetStepCommand{id, TRY(read(id)).summary.version, reason};
    };
    // Sent back once, then approved: that is how it goes.
    const auto ask = [&](Instant when) -> Result<void> {
      const auto step = TRY(command(text_at(work_script(), "incomplete")));
      TRY(world_.database.write([&](db::WriteTx& tx) { return work::ask_approval(tx, secretariat_, step, when); }));
      return {};
    };
    TRY(ask(at));
    const auto back = TRY(command(text_at(work_script(), "return_reason")));
    TRY(world_.database.write(
        [&](db::WriteTx& tx) { return work::return_approval(tx, ciso_, back, at.plus_ms(day_ms)); }));
    TRY(ask(at.plus_ms(3 * day_ms)));
    const auto yes = TRY(command(text_at(work_script(), "approval")));
    TRY(world_.database.write([&](db::WriteTx& tx) { return work::approve(tx, ciso_, yes, at.plus_ms(4 * day_ms)); }));
    return hand_in(TRY(command("")), at.plus_ms(5 * day_ms));
  }

  Result<void> hand_in(const work::SheetStepCommand& command, Instant at) {
    const auto plan =
        TRY(world_.database.read([&](db::Tx& tx) { return work::plan_hand_in(tx, secretariat_, command); }));
    const std::string bytes =
        TRY(assessment::fill_workbook(TRY(world_.blobs.get(plan.workbook.blob_hash)), plan.answers, plan.mapping));
    const work::FilledWorkbook filled{TRY(world_.blobs.put(bytes)), static_cast<std::int64_t>(bytes.size())};
    TRY(world_.database.write([&](db::WriteTx& tx) { return work::hand_in(tx, secretariat_, command, filled, at); }));
    return {};
  }

  /// `year`: 0 the year before last, 1 last year.
  Result<Id<Assessment>> past_year(std::size_t year, Instant begin) {
    const int fiscal_year = world_.fiscal_year - 2 + static_cast<int>(year);
    Beginning beginning{fiscal_year, &plan_.old_pack, {}, std::nullopt, begin};
    for (const Part& part : plan_.parts) {
      if (!part.old_no) continue;
      const Standing& standing = part.before[year];
      beginning.texts[*part.old_no] = {part.old_condition, part.criteria,
                                       std::string(assessment::text_of(standing.score)), standing.basis};
    }
    beginning.texts[plan_.dropped_no] = plan_.dropped;
    TRY(set_target(fiscal_year, date_in_zone(begin, japan_offset_minutes).plus_days(100), begin));
    const auto id = TRY(start(beginning));
    TRY(hand_out(id, year, begin.plus_ms(10 * day_ms)));
    TRY(waive_rest(id, begin.plus_ms(80 * day_ms)));
    TRY(sign_off(id, begin.plus_ms(85 * day_ms)));
    return id;
  }

  Result<Id<Assessment>> this_year(const Id<Assessment>& last) {
    Beginning beginning{world_.fiscal_year, &plan_.pack, {}, last, world_.days_ago(40)};
    for (const Part& part : plan_.parts) beginning.texts[part.no] = {part.condition, part.criteria, "", ""};
    const auto id = TRY(start(beginning));
    TRY(set_target(world_.fiscal_year, world_.day(67), world_.days_ago(39)));
    TRY(assign_new(id, world_.days_ago(38)));
    TRY(answer(id));
    return id;
  }

  /// Departments came over with the answers; new items have none yet.
  Result<void> assign_new(const Id<Assessment>& id, Instant at) {
    const assessment::Sheet sheet = TRY(read(id));
    assessment::SaveEdits edits{id, "demo-new-items", {}};
    for (const assessment::Answer& answer : sheet.answers)
      if (answer.department.empty()) {
        const auto part = std::ranges::find(plan_.parts, answer.no, &Part::no);
        edits.edits.push_back({answer.no,
                               answer.version,
                               {{AnswerField::Department, "", world_.departments.at(part->department).text()}}});
      }
    TRY(world_.database.write([&](db::WriteTx& tx) { return assessment::save_edits(tx, secretariat_, edits, at); }));
    return {};
  }

  Result<void> answer(const Id<Assessment>& id) {
    Instant at = world_.days_ago(30);
    for (const auto& [department, unused] : world_.departments) {
      at = at.plus_ms(2 * day_ms);
      const Actor who = TRY(world_.leader_of(department));
      const assessment::Sheet sheet = TRY(read(id));
      assessment::SaveEdits edits{id, "demo-" + department, {}};
      for (const Part& part : plan_.parts) {
        if (part.department != department || part.now.score == Score::Unanswered) continue;
        const auto stored = std::ranges::find(sheet.answers, part.no, &assessment::Answer::no);
        edits.edits.push_back(edit_towards(*stored, {part.now.score, part.now.basis, part.due, who.name}));
      }
      TRY(world_.database.write([&](db::WriteTx& tx) { return assessment::save_edits(tx, who, edits, at); }));
    }
    return {};
  }

  static const json::object& work_script() { return script().at("work").as_object(); }

  World& world_;
  const Plan& plan_;
  Actor secretariat_;
  Actor ciso_;
};

}  // namespace

assessment::Edit edit_towards(const assessment::Answer& stored, const Wanted& wanted) {
  assessment::Edit edit{stored.no, stored.version, {}};
  const auto put = [&](AnswerField field, std::string from, std::string to) {
    if (from != to) edit.changes.push_back({field, std::move(from), std::move(to)});
  };
  std::string ticks;
  for (const bool tick : stored.ticks) ticks += tick ? '1' : '0';
  put(AnswerField::Score, std::string(assessment::text_of(stored.score)),
      std::string(assessment::text_of(wanted.score)));
  put(AnswerField::Basis, stored.basis, wanted.basis);
  put(AnswerField::Responder, stored.responder, wanted.responder);
  put(AnswerField::Due, stored.due ? stored.due->iso() : "", wanted.due ? wanted.due->iso() : "");
  put(AnswerField::Ticks, ticks, std::string(ticks.size(), wanted.score == Score::Complete ? '1' : '0'));
  return edit;
}

Result<Sheets> make_sheets(World& world, const Plan& plan) { return SheetStory(world, plan).tell(); }

}  // namespace sonae::app::demo
