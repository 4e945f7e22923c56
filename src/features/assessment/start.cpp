// How a sheet begins: an uploaded workbook is remembered, then becomes this year's assessment with last year's
// answers beside it.

#include <algorithm>

#include "base/text.h"
#include "features/assessment/assessment.h"
#include "features/assessment/dates.h"
#include "features/assessment/store.h"
#include "features/assessment/target/store.h"
#include "features/assessment/versions/carry.h"
#include "features/assessment/versions/store.h"
#include "features/assessment/workbooks.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment {

namespace {

/// Last year's answers under this year's numbers; nothing in a company's first year.
Result<std::optional<versions::Lookback>> last_year(db::Tx& tx, const Scope& scope, const StartAssessment& command,
                                                    const frameworks::Version& version) {
  const auto previous = command.carry_from ? std::optional(TRY(store::get_assessment(tx, scope, *command.carry_from)))
                                           : TRY(store::find_previous(tx, scope, command.fiscal_year));
  if (!previous) return std::optional<versions::Lookback>();
  return std::optional(TRY(versions::look_back(tx, scope, *previous, versions::wording_of(version))));
}

std::vector<Answer> blank_answers(const std::vector<frameworks::VersionItem>& items) {
  std::vector<Answer> answers;
  answers.reserve(items.size());
  for (const frameworks::VersionItem& item : items) {
    Answer answer;
    answer.no = item.no;
    answer.ticks.assign(split_criteria(item.criteria).size(), false);
    answers.push_back(std::move(answer));
  }
  return answers;
}

/// What the workbook says stands; a row that it leaves blank keeps what was carried over.
void take_answers(std::vector<Answer>& answers, const RecognisedSheet& sheet, const DateContext& dates) {
  for (Answer& answer : answers) {
    const auto row = std::ranges::find(sheet.items, answer.no, &SheetItem::no);
    if (row == sheet.items.end()) continue;
    answer.score_cell = row->score_cell;
    answer.basis_cell = row->basis_cell;
    if (!versions::is_answered(*row)) continue;
    answer.origin = Origin::Own;
    answer.score = row->score;
    answer.basis = text::clean_free_text(row->basis).value_or("");
    answer.due = read_date(row->due, dates);
    answer.ticks.assign(answer.ticks.size(), false);
    // A sheet that says 2 says that every criterion is met (質問⑮): the ticks start as the score has it.
    if (row->score == Score::Complete) answer.ticks.assign(answer.ticks.size(), true);
  }
}

Result<void> require_free_year(db::Tx& tx, const Scope& scope, int fiscal_year) {
  for (const Summary& summary : TRY(store::list_assessments(tx, scope)))
    if (summary.fiscal_year == fiscal_year)
      return conflict("assessment.start.year_taken", {{"year", std::to_string(fiscal_year)}, {"title", summary.title}});
  return {};
}

Result<std::string> title_of(const std::string& given) {
  const auto title = text::clean_free_text(given);
  if (!title || text::trim(*title).empty() || text::length(*title) > 200) return invalid("assessment.title");
  return std::string(text::trim(*title));
}

std::string count_of(const std::vector<Answer>& answers, Origin origin) {
  return std::to_string(std::ranges::count(answers, origin, &Answer::origin));
}

Result<void> remember_source(db::WriteTx& tx, const Actor& actor, const Id<Assessment>& assessment,
                             const versions::Lookback& lookback, Instant now) {
  const auto count = [&](versions::CarryKind kind) {
    return static_cast<int>(std::ranges::count(lookback.steps, kind, &versions::CarryStep::kind));
  };
  return versions::store::insert_carry(tx, actor.scope(Permission::SheetManage),
                                       {assessment, lookback.source.id, count(versions::CarryKind::Carried),
                                        count(versions::CarryKind::Reworded), count(versions::CarryKind::Added)},
                                       actor.user, now);
}

}  // namespace

std::vector<frameworks::VersionItem> items_of(const RecognisedSheet& sheet) {
  std::vector<frameworks::VersionItem> items;
  items.reserve(sheet.items.size());
  for (const SheetItem& row : sheet.items) {
    frameworks::VersionItem item;
    item.no = row.no;
    item.level = row.level;
    item.label = row.label;
    item.condition = row.condition;
    item.criteria = row.criteria;
    item.area = row.area;
    items.push_back(std::move(item));
  }
  return items;
}

frameworks::VersionName version_name(const RecognisedSheet& sheet) {
  if (const auto* pack = frameworks::find_pack(sheet.version.framework, sheet.version.version))
    return {pack->id, pack->version, pack->name.ja};
  if (!sheet.version.framework.empty()) return {sheet.version.framework, sheet.version.version, sheet.sheet};
  return {"other", "", sheet.sheet};
}

RecognisedSheet without_answers(RecognisedSheet sheet) {
  for (SheetItem& item : sheet.items) {
    item.score = Score::Unanswered;
    item.basis.clear();
    item.due.clear();
  }
  return sheet;
}

Result<UploadedWorkbook> record_workbook(db::WriteTx& tx, const Actor& actor, const UploadedWorkbook& upload,
                                         Instant now) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  UploadedWorkbook stored = upload;
  stored.id = new_id<Workbook>(now);
  TRY(store::insert_workbook(tx, scope, stored, actor.user, now));
  TRY(trail::append_blob(tx, trail::origin_of(actor), stored.blob_hash, stored.size, now));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.workbook.upload",
                     {"workbook", stored.id.text()},
                     "",
                     trail::fields_json({{"file_name", stored.file_name}, {"sha256", stored.blob_hash}}),
                     trail::Outcome::Done},
                    now));
  return stored;
}

Result<UploadedWorkbook> get_workbook(db::Tx& tx, const Actor& actor, Id<Workbook> id) {
  TRY(require(actor, Permission::SheetManage));
  return store::get_workbook(tx, actor.scope(Permission::SheetManage), id);
}

Result<Started> start_assessment(db::WriteTx& tx, const Actor& actor, const StartAssessment& command,
                                 const RecognisedSheet& recognised, Instant now) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  if (!command.beside_others) TRY(require_free_year(tx, scope, command.fiscal_year));
  Summary summary;
  summary.id = new_id<Assessment>(now);
  summary.fiscal_year = command.fiscal_year;
  summary.title = TRY(title_of(command.title));
  summary.created_at = now;
  // The day was said once, with the target; nobody types it again for the sheet.
  if (const auto promised = TRY(target::store::find_target(tx, scope, command.fiscal_year)))
    summary.due = promised->due;

  summary.workbook = TRY(store::get_workbook(tx, scope, command.workbook)).id;
  summary.mapping = command.mapping;
  const frameworks::Version version =
      TRY(frameworks::ensure_version_from_workbook(tx, scope, items_of(recognised), version_name(recognised), now));
  summary.framework = version.id;
  std::vector<Answer> answers = blank_answers(version.items);
  const auto lookback = TRY(last_year(tx, scope, command, version));
  if (lookback && command.carry_from)
    versions::carry_over(answers, *lookback);
  else if (lookback)
    versions::set_beside(answers, *lookback);
  take_answers(answers, recognised, {command.fiscal_year, 4, std::nullopt});

  TRY(store::insert_assessment(tx, scope, summary, actor.user));
  TRY(store::insert_answers(tx, scope, summary.id, answers));
  if (lookback && command.carry_from) TRY(remember_source(tx, actor, summary.id, *lookback, now));
  Started started;
  started.assessment = summary.id;
  started.items = static_cast<std::int64_t>(answers.size());
  started.answers = std::ranges::count_if(answers, [](const Answer& a) { return a.score != Score::Unanswered; });
  started.warnings = recognised.warnings;
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.sheet.start",
                     {"assessment", summary.id.text()},
                     "",
                     trail::fields_json({{"title", summary.title},
                                         {"fiscal_year", std::to_string(summary.fiscal_year)},
                                         {"workbook", summary.workbook.text()},
                                         {"items", std::to_string(started.items)},
                                         {"answers", std::to_string(started.answers)},
                                         {"carried_from", command.carry_from ? command.carry_from->text() : ""},
                                         {"carried", count_of(answers, Origin::Carried)},
                                         {"to_answer_again", count_of(answers, Origin::Changed)}}),
                     trail::Outcome::Done},
                    now));
  return started;
}

}  // namespace sonae::assessment
