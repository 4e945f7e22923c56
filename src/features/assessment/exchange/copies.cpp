// Exports remembered, copies taken in, carriers replaced.

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "features/assessment/exchange/exchange.h"
#include "features/assessment/exchange/store.h"
#include "features/assessment/store.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::exchange {

namespace {

/// Answers of every department: nobody with less than the whole company.
Result<Scope> whole_company(const Actor& actor, Permission permission) {
  TRY(require(actor, permission));
  Scope scope = actor.scope(permission);
  if (scope.departments) return forbidden();
  return scope;
}

AnswerField field_of(MergeField field) {
  switch (field) {
    case MergeField::Score:
      return AnswerField::Score;
    case MergeField::Basis:
      return AnswerField::Basis;
    case MergeField::Due:
      return AnswerField::Due;
  }
  die("a field that no answer has");
}

/// The stored text: an edit names what stands there, also its white space.
std::string stored_text(const Answer& answer, MergeField field) {
  return field == MergeField::Basis ? answer.basis : text_in({answer.score, answer.basis, answer.due}, field);
}

std::string place_of(int no) { return "/items/" + std::to_string(no); }

/// Items of the merge that somebody saved after the person had looked. Steps of the sheet (handed in, opened again)
/// count as changes of the sheet but leave the versions of its answers alone.
std::vector<FieldError> changed_meanwhile(const std::vector<MergeChange>& changes, const Sheet& sheet,
                                          const MergeCopy& command) {
  std::vector<FieldError> problems;
  if (sheet.summary.last_change == command.last_change) return problems;
  int before = 0;
  for (const MergeChange& change : changes) {
    const auto answer = std::ranges::find(sheet.answers, change.no, &Answer::no);
    if (change.no == before || answer == sheet.answers.end()) continue;
    before = change.no;
    const auto seen = std::ranges::find(command.items, change.no, &SeenItem::no);
    if (seen != command.items.end() && seen->version == answer->version) continue;
    problems.push_back({place_of(change.no),
                        "exchange.merge.changed_item",
                        {{"no", std::to_string(change.no)}, {"by", answer->updated_by}}});
  }
  return problems;
}

SaveEdits edits_for(const std::vector<MergeChange>& changes, const Sheet& sheet, const Copy& copy) {
  SaveEdits command{sheet.summary.id, "copy-" + copy.id.text(), {}, copy.file.file_name};
  for (const MergeChange& change : changes) {
    const auto answer = std::ranges::find(sheet.answers, change.no, &Answer::no);
    if (answer == sheet.answers.end()) continue;
    if (command.edits.empty() || command.edits.back().no != change.no)
      command.edits.push_back({change.no, answer->version, {}});
    command.edits.back().changes.push_back({field_of(change.field), stored_text(*answer, change.field), change.to});
  }
  return command;
}

/// Nothing when every edit was saved.
std::optional<Error> refusal_of(const EditsSaved& saved) {
  std::vector<FieldError> problems;
  for (const EditResult& result : saved.results) {
    if (result.state == EditState::Saved || result.state == EditState::Merged) continue;
    const bool refused = result.state == EditState::Refused;
    problems.push_back(
        {place_of(result.no), refused ? result.message : "exchange.merge.changed_item",
         refused ? result.message_args
                 : Args{{"no", std::to_string(result.no)}, {"by", result.answer ? result.answer->updated_by : ""}}});
  }
  if (problems.empty()) return std::nullopt;
  return Error{ErrorKind::Conflict,
               "exchange.merge.refused",
               {{"count", std::to_string(problems.size())}},
               "",
               std::move(problems)};
}

trail::Entry merge_record(const MergeCopy& command, const Copy& copy, const Base& base, const Merged& merged) {
  return {"assessment.copy.merge",
          {"assessment", command.assessment.text()},
          "",
          trail::fields_json({{"copy", copy.id.text()},
                              {"from_file", copy.file.file_name},
                              {"sha256", copy.file.blob_hash},
                              {"base", base.id},
                              {"items", std::to_string(merged.items)},
                              {"cells", std::to_string(merged.cells)}}),
          trail::Outcome::Done};
}

}  // namespace

Result<void> keep_export(db::WriteTx& tx, const Actor& actor, Id<Assessment> id, const ExportPlan& plan,
                         std::string_view sha256, Instant now) {
  TRY(require(actor, Permission::SheetExport));
  const Scope scope = actor.scope(Permission::SheetExport);
  Export made;
  made.id = new_id<ExportTag>(now);
  made.workbook = plan.workbook.id;
  made.sha256 = sha256;
  made.change = plan.last_change;
  made.at = now;
  for (const SheetAnswer& answer : plan.answers)
    made.answers.emplace(answer.no,
                         AnswerValues{answer.score.value_or(Score::Unanswered), answer.basis.value_or(""), answer.due});
  if (TRY(store::insert_export(tx, scope, id, made, actor.user))) TRY(store::forget_old_exports(tx, scope, id));
  return {};
}

Result<std::vector<Export>> list_exports(db::Tx& tx, const Actor& actor, Id<Assessment> id) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetExport));
  TRY(assessment::store::get_assessment(tx, scope, id));
  return store::list_exports(tx, scope, id);
}

Result<std::vector<Copy>> list_copies(db::Tx& tx, const Actor& actor, Id<Assessment> id) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetExport));
  TRY(assessment::store::get_assessment(tx, scope, id));
  return store::list_copies(tx, scope, id);
}

Result<std::vector<KnownFile>> find_known_file(db::Tx& tx, const Actor& actor, std::string_view sha256) {
  return store::find_known_file(tx, TRY(whole_company(actor, Permission::SheetManage)), sha256);
}

Result<Copy> record_copy(db::WriteTx& tx, const Actor& actor, Id<Assessment> id, const UploadedWorkbook& file,
                         Instant now) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetManage));
  TRY(assessment::store::get_assessment(tx, scope, id));
  Copy copy;
  copy.id = new_id<CopyTag>(now);
  copy.assessment = id;
  copy.file = file;
  copy.at = now;
  copy.by = actor.name;
  TRY(store::insert_copy(tx, scope, copy, actor.user));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.copy.upload",
                     {"assessment", id.text()},
                     "",
                     trail::fields_json({{"copy", copy.id.text()},
                                         {"workbook", file.id.text()},
                                         {"file_name", file.file_name},
                                         {"sha256", file.blob_hash}}),
                     trail::Outcome::Done},
                    now));
  return copy;
}

Result<CopySources> load_copy(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, Id<CopyTag> copy) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetManage));
  CopySources sources;
  sources.copy = TRY(store::get_copy(tx, scope, assessment, copy));
  sources.sheet = TRY(get_sheet(tx, actor, assessment));
  sources.carrier = TRY(assessment::store::get_workbook(tx, scope, sources.sheet.summary.workbook));
  const auto first = TRY(store::find_first_carrier(tx, scope, assessment));
  sources.original = first ? TRY(assessment::store::get_workbook(tx, scope, *first)) : sources.carrier;
  sources.original_at = sources.sheet.summary.created_at;
  sources.exports = TRY(store::list_exports(tx, scope, assessment));
  std::set<Id<Workbook>> carriers;
  for (const Export& made : sources.exports)
    if (carriers.insert(made.workbook).second)
      sources.workbooks.push_back(TRY(assessment::store::get_workbook(tx, scope, made.workbook)));
  return sources;
}

Result<Merged> merge_copy(db::WriteTx& tx, const Actor& actor, const MergeCopy& command, const CopyReading& reading,
                          const Base& base, Instant now) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetManage));
  const CopySources sources = TRY(load_copy(tx, actor, command.assessment, command.copy));
  if (sources.copy.merged_at) return conflict("exchange.merge.done");
  const CopyComparison comparison = compare_copy(sources, reading, {base}, base);
  // Looked at first: what the person decided about was another sheet, so that their choices may not fit any more.
  const Sheet& sheet = sources.sheet;
  std::vector<MergeChange> touched;
  for (const MergeCell& cell : comparison.cells)
    if (cell.state != MergeState::Ours && cell.state != MergeState::Same)
      touched.push_back({cell.no, cell.field, cell.now, cell.file});
  for (const Choice& choice : command.choices) touched.push_back({choice.no, choice.field, "", ""});
  std::ranges::stable_sort(touched, {}, &MergeChange::no);
  if (auto changed = changed_meanwhile(touched, sheet, command); !changed.empty())
    return std::unexpected(Error{ErrorKind::Conflict,
                                 "exchange.merge.changed",
                                 {{"count", std::to_string(changed.size())}},
                                 "",
                                 std::move(changed)});

  const std::vector<MergeChange> changes = TRY(decide(comparison.cells, command.choices));
  const SaveEdits edits = edits_for(changes, sheet, sources.copy);
  Merged merged{static_cast<std::int64_t>(edits.edits.size()), static_cast<std::int64_t>(changes.size()),
                sheet.summary.last_change};
  if (!edits.edits.empty()) {
    const EditsSaved saved = TRY(save_edits(tx, actor, edits, now));
    if (auto refusal = refusal_of(saved)) return std::unexpected(std::move(*refusal));
    merged.last_change = saved.last_change;
  }
  TRY(store::mark_merged(tx, scope, command.copy, base.id, actor.user, now));
  TRY(trail::append(tx, trail::origin_of(actor), merge_record(command, sources.copy, base, merged), now));
  return merged;
}

Result<Summary> replace_carrier(db::WriteTx& tx, const Actor& actor, const ReplaceCarrier& command,
                                const CopyReading& reading, Instant now) {
  const Scope scope = TRY(whole_company(actor, Permission::SheetManage));
  const Summary former = TRY(assessment::store::get_assessment(tx, scope, command.assessment));
  const Copy copy = TRY(store::get_copy(tx, scope, command.assessment, command.copy));
  if (former.version != command.version) return conflict("assessment.version");
  if (former.state != SheetState::Open) return conflict("exchange.carrier.locked");
  if (auto problems = carrier_problems(reading); !problems.empty())
    return std::unexpected(Error{ErrorKind::Invalid,
                                 "exchange.carrier.differs",
                                 {{"count", std::to_string(problems.size())}},
                                 "",
                                 std::move(problems)});
  TRY(store::replace_carrier(tx, scope, former, copy, reading.copy, actor.user, now));
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"assessment.workbook.replace",
       {"assessment", command.assessment.text()},
       trail::fields_json({{"workbook", former.workbook.text()}, {"file_name", former.file_name}}),
       trail::fields_json(
           {{"workbook", copy.file.id.text()}, {"file_name", copy.file.file_name}, {"sha256", copy.file.blob_hash}}),
       trail::Outcome::Done},
      now));
  return assessment::store::get_assessment(tx, scope, command.assessment);
}

}  // namespace sonae::assessment::exchange
