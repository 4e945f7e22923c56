#include "features/assessment/assessment.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "core/directory/directory.h"
#include "features/assessment/known.h"
#include "features/assessment/store.h"
#include "features/assessment/workbooks.h"
#include "platform/trail/trail.h"

namespace sonae::assessment {

namespace {

constexpr std::array<std::pair<std::string_view, AnswerField>, 6> field_names = {
    {{"score", AnswerField::Score},
     {"basis", AnswerField::Basis},
     {"due", AnswerField::Due},
     {"responder", AnswerField::Responder},
     {"department", AnswerField::Department},
     {"ticks", AnswerField::Ticks}}};

/// Longest basis that fits an Excel cell (32,767 UTF-16 units) with room to spare.
constexpr std::size_t max_basis_length = 8'000;
constexpr std::size_t max_responder_length = 200;
constexpr std::size_t max_edits = 2'000;

std::string text_in(const Answer& answer, AnswerField field) {
  switch (field) {
    case AnswerField::Score:
      return std::string(text_of(answer.score));
    case AnswerField::Basis:
      return answer.basis;
    case AnswerField::Due:
      return answer.due ? answer.due->iso() : "";
    case AnswerField::Responder:
      return answer.responder;
    case AnswerField::Department:
      return answer.department.text();
    case AnswerField::Ticks: {
      std::string text;
      for (const bool tick : answer.ticks) text += tick ? '1' : '0';
      return text;
    }
  }
  return "";
}

Result<void> put_text(Answer& answer, AnswerField field, const std::string& to) {
  const Args at = {{"no", std::to_string(answer.no)}};
  switch (field) {
    case AnswerField::Score: {
      const auto score = parse_score(to);
      if (!score) return invalid("assessment.edit.score", at);
      answer.score = *score;
      return {};
    }
    case AnswerField::Basis: {
      auto text = text::clean_free_text(to);
      if (!text) return invalid("assessment.edit.control", at);
      if (text::length(*text) > max_basis_length) return invalid("assessment.edit.basis_long", {at.begin(), at.end()});
      answer.basis = std::move(*text);
      return {};
    }
    case AnswerField::Due:
      answer.due = to.empty() ? std::nullopt : Date::parse_iso(to);
      if (!to.empty() && !answer.due) return invalid("assessment.edit.due", at);
      return {};
    case AnswerField::Responder: {
      auto text = text::clean_free_text(to);
      if (!text || text::length(*text) > max_responder_length) return invalid("assessment.edit.responder", at);
      answer.responder = std::move(*text);
      return {};
    }
    case AnswerField::Department: {
      const auto id = to.empty() ? std::optional(Id<Department>()) : Id<Department>::parse(to);
      if (!id) return invalid("assessment.edit.department", at);
      answer.department = *id;
      return {};
    }
    case AnswerField::Ticks:
      if (to.size() != answer.ticks.size()) return invalid("assessment.edit.ticks", at);
      for (std::size_t i = 0; i < to.size(); ++i) answer.ticks[i] = to[i] == '1';
      return {};
  }
  return {};
}

/// {"score":"2","basis":"…"} of the fields that an edit touched, for the trail.
std::string json_of(const Answer& answer, const std::vector<Change>& changes, const std::string& from_file = "") {
  std::vector<std::pair<std::string, std::string>> fields;
  for (const Change& change : changes)
    fields.emplace_back(std::string(name_of(change.field)), text_in(answer, change.field));
  if (!from_file.empty()) fields.emplace_back("from_file", from_file);
  return trail::fields_json(fields);
}

EntityRef answer_ref(const Id<Assessment>& id, int no) {
  return {"assessment.answer", id.text() + "/" + std::to_string(no)};
}

EditResult refused(int no, std::string key, Args args) {
  EditResult result;
  result.no = no;
  result.state = EditState::Refused;
  result.message = std::move(key);
  result.message_args = std::move(args);
  return result;
}

/// With the answer as it stands, so that the page can show it again.
EditResult refused(int no, std::string key, const Answer& stored) {
  EditResult result = refused(no, std::move(key), Args{{"no", std::to_string(no)}});
  result.answer = stored;
  return result;
}

/// What stands against the edit: fields whose stored value is neither what the person saw nor what they want.
std::vector<FieldConflict> conflicts_of(const Answer& stored, const Edit& edit) {
  std::vector<FieldConflict> conflicts;
  for (const Change& change : edit.changes) {
    const std::string theirs = text_in(stored, change.field);
    if (theirs != change.from && theirs != change.to) conflicts.push_back({change.field, change.to, theirs});
  }
  return conflicts;
}

/// A department that has submitted waits for the secretariat, which alone goes on editing (consolidation).
bool closed_for(const Scope& scope, const Answer& answer) { return scope.departments && answer.submitted; }

bool touches(const Edit& edit, AnswerField field) {
  return std::ranges::any_of(edit.changes, [&](const Change& c) { return c.field == field; });
}

std::string locked_key(SheetState state) {
  switch (state) {
    case SheetState::Open:
      break;
    case SheetState::Review:
      return "assessment.locked.review";
    case SheetState::Approved:
      return "assessment.locked.approved";
    case SheetState::HandedIn:
      return "assessment.locked.handed_in";
  }
  die("an open sheet is not locked");
}

bool touches_department(const Edit& edit) { return touches(edit, AnswerField::Department); }

struct EditContext {
  db::WriteTx& tx;
  const Actor& actor;
  const Scope& scope;
  const Summary& sheet;
  const Id<Assessment>& assessment;
  const std::string& from_file;
  Instant now;
  std::int64_t change = 0;                             ///< 0 until the first edit is saved
  std::vector<directory::DepartmentView> departments;  ///< read when the first edit needs them
};

/// An answer handed to a department that is not there would be nobody's: no manager could see it again.
Result<bool> names_unknown_department(EditContext& context, const Edit& edit) {
  if (context.departments.empty()) context.departments = TRY(directory::list_departments(context.tx, context.actor));
  return std::ranges::any_of(edit.changes, [&](const Change& change) {
    if (change.field != AnswerField::Department || change.to.empty()) return false;
    return std::ranges::find(context.departments, change.to, [](const auto& known) { return known.id.text(); }) ==
           context.departments.end();
  });
}

Result<EditResult> save_edit(EditContext& context, const Edit& edit) {
  const auto stored = TRY(store::find_answer(context.tx, context.scope, context.assessment, edit.no));
  if (!stored) return refused(edit.no, "assessment.edit.not_yours", {{"no", std::to_string(edit.no)}});
  if (context.sheet.state != SheetState::Open) return refused(edit.no, locked_key(context.sheet.state), *stored);
  if (closed_for(context.scope, *stored)) return refused(edit.no, "assessment.locked.submitted", *stored);
  if (touches_department(edit) && !context.actor.may(Permission::SheetManage))
    return refused(edit.no, "assessment.edit.assign_refused", {{"no", std::to_string(edit.no)}});
  if (touches_department(edit) && TRY(names_unknown_department(context, edit)))
    return refused(edit.no, "assessment.edit.department", {{"no", std::to_string(edit.no)}});

  EditResult result;
  result.no = edit.no;
  result.conflicts = conflicts_of(*stored, edit);
  if (!result.conflicts.empty()) {
    result.state = EditState::Conflict;
    result.answer = *stored;
    return result;
  }
  Answer changed = *stored;
  for (const Change& change : edit.changes)
    if (auto put = put_text(changed, change.field, change.to); !put)
      return refused(edit.no, put.error().key, put.error().args);

  result.state = edit.version == stored->version ? EditState::Saved : EditState::Merged;
  const std::string before = json_of(*stored, edit.changes);
  const std::string after = json_of(changed, edit.changes);
  if (before == after) {
    result.answer = *stored;
    return result;
  }
  if (context.change == 0) context.change = TRY(store::next_change(context.tx, context.scope, context.assessment));
  changed.version = stored->version + 1;
  changed.change = context.change;
  changed.updated_at = context.now;
  changed.updated_by = context.actor.name;
  if (touches(edit, AnswerField::Score) || touches(edit, AnswerField::Basis)) changed.origin = Origin::Own;
  if (changed.department != stored->department) {
    changed.assignee = {};
    changed.assignee_name.clear();
  }
  TRY(store::update_answer(context.tx, context.scope, context.assessment, changed, context.actor.user));
  TRY(trail::append(context.tx, trail::origin_of(context.actor),
                    {"assessment.answer.save", answer_ref(context.assessment, edit.no), before,
                     json_of(changed, edit.changes, context.from_file), trail::Outcome::Done},
                    context.now));
  result.answer = std::move(changed);
  return result;
}

}  // namespace

std::string_view name_of(AnswerField field) {
  for (const auto& [name, value] : field_names)
    if (value == field) return name;
  return "";
}

std::optional<AnswerField> parse_field(std::string_view name) {
  for (const auto& [known, value] : field_names)
    if (known == name) return value;
  return std::nullopt;
}

std::string_view name_of(Origin origin) {
  switch (origin) {
    case Origin::Own:
      return "";
    case Origin::Carried:
      return "carried";
    case Origin::Changed:
      return "changed";
  }
  die("an origin without a name");
}

bool may_edit(const Actor& actor, const Summary& sheet, const Answer& answer) {
  if (!actor.may(Permission::SheetAnswer) || sheet.state != SheetState::Open) return false;
  const Scope scope = actor.scope(Permission::SheetAnswer);
  return scope.holds(answer.department, answer.assignee) && !closed_for(scope, answer);
}

Result<std::vector<Summary>> list_assessments(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::SheetRead));
  return store::list_assessments(tx, actor.scope(Permission::SheetRead));
}

Result<Summary> get_assessment(db::Tx& tx, const Actor& actor, Id<Assessment> id) {
  TRY(require(actor, Permission::SheetRead));
  return store::get_assessment(tx, actor.scope(Permission::SheetRead), id);
}

Result<Sheet> get_sheet(db::Tx& tx, const Actor& actor, Id<Assessment> id) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  Sheet sheet;
  sheet.summary = TRY(store::get_assessment(tx, scope, id));
  sheet.answers = TRY(store::list_answers(tx, scope, id));
  std::vector<frameworks::VersionItem> items = TRY(frameworks::get_version(tx, scope, sheet.summary.framework)).items;
  // Both lists are in the sheet's order; what is out of scope, or not in this workbook, is left out.
  for (const Answer& answer : sheet.answers) {
    const auto item = std::ranges::find(items, answer.no, &frameworks::VersionItem::no);
    if (item == items.end()) return internal("an answer without an item: No." + std::to_string(answer.no));
    sheet.items.push_back(std::move(*item));
  }
  return sheet;
}

Result<std::vector<Answer>> list_changes(db::Tx& tx, const Actor& actor, Id<Assessment> id, std::int64_t after) {
  TRY(require(actor, Permission::SheetRead));
  return store::list_answers(tx, actor.scope(Permission::SheetRead), id, after);
}

Result<bool> sees_item(db::Tx& tx, const Actor& actor, Id<Assessment> id, int no) {
  TRY(require(actor, Permission::SheetRead));
  return TRY(store::find_answer(tx, actor.scope(Permission::SheetRead), id, no)).has_value();
}

Result<EditsSaved> save_edits(db::WriteTx& tx, const Actor& actor, const SaveEdits& command, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  if (command.edits.size() > max_edits)
    return invalid("assessment.edit.too_many", {{"limit", std::to_string(max_edits)}});
  if (command.key.empty()) return invalid("assessment.edit.key");
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const Summary summary = TRY(store::get_assessment(tx, scope, command.assessment));

  EditContext context{.tx = tx,
                      .actor = actor,
                      .scope = scope,
                      .sheet = summary,
                      .assessment = command.assessment,
                      .from_file = command.from_file,
                      .now = now,
                      .departments = {}};
  EditsSaved saved;
  // A repeated key means that the page never saw our answer: it gets how things stand, and nothing is saved twice.
  const bool first_time = !TRY(store::knows_key(tx, scope, command.assessment, command.key, actor.user));
  for (const Edit& edit : command.edits) {
    if (first_time) {
      saved.results.push_back(TRY(save_edit(context, edit)));
    } else {
      EditResult result;
      result.no = edit.no;
      result.answer = TRY(store::find_answer(tx, scope, command.assessment, edit.no));
      saved.results.push_back(std::move(result));
    }
  }
  if (context.change != 0) TRY(store::remember_key(tx, scope, command.assessment, command.key, actor.user, now));
  saved.last_change = context.change == 0 ? summary.last_change : context.change;
  return saved;
}

Result<Summary> change_assessment(db::WriteTx& tx, const Actor& actor, const ChangeAssessment& command, Instant now) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  Summary summary = TRY(store::get_assessment(tx, scope, command.assessment));
  if (summary.version != command.version) return conflict("assessment.version");
  const auto json = [](const Summary& s) {
    return trail::fields_json({{"title", s.title}, {"due", s.due ? s.due->iso() : ""}});
  };
  const std::string before = json(summary);
  if (command.title) {
    const auto title = text::clean_free_text(*command.title);
    if (!title || text::trim(*title).empty() || text::length(*title) > 200) return invalid("assessment.title");
    summary.title = std::string(text::trim(*title));
  }
  if (command.due) summary.due = *command.due;
  TRY(store::update_assessment(tx, scope, summary));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.sheet.change",
                     {"assessment", command.assessment.text()},
                     before,
                     json(summary),
                     trail::Outcome::Done},
                    now));
  return store::get_assessment(tx, scope, command.assessment);
}

std::vector<AnswerFacts> facts_of(const Sheet& sheet) {
  std::vector<AnswerFacts> facts;
  facts.reserve(sheet.answers.size());
  for (std::size_t i = 0; i < sheet.answers.size(); ++i) {
    const Answer& answer = sheet.answers[i];
    const frameworks::VersionItem& item = sheet.items[i];
    AnswerFacts f;
    f.no = answer.no;
    f.score = answer.score;
    f.basis = answer.basis;
    f.due = answer.due;
    f.criteria = split_criteria(item.criteria);
    // An untouched tick list says nothing: a 2 taken over from last year's workbook was given without one.
    if (std::ranges::find(answer.ticks, true) != answer.ticks.end()) f.ticks = answer.ticks;
    f.level = item.level;
    f.label = item.label;
    f.department = answer.department.text();
    if (const auto* known = known_item(sheet.summary.framework_pack, sheet.summary.framework_version,
                                       static_cast<std::size_t>(sheet.summary.items), answer.no, item.label))
      f.builds_on = known->builds_on;
    facts.push_back(std::move(f));
  }
  return facts;
}

std::vector<Finding> check_assessment(const Sheet& sheet, Date today, int start_month) {
  return check_sheet(facts_of(sheet), {today, sheet.summary.due, sheet.summary.fiscal_year, start_month});
}

Result<std::optional<Sheet>> find_previous_sheet(db::Tx& tx, const Actor& actor, int fiscal_year) {
  TRY(require(actor, Permission::SheetRead));
  const auto summary = TRY(store::find_previous(tx, actor.scope(Permission::SheetRead), fiscal_year));
  if (!summary) return std::optional<Sheet>();
  return std::optional(TRY(get_sheet(tx, actor, summary->id)));
}

Result<std::vector<trail::Record>> list_history(db::Tx& tx, const Actor& actor, Id<Assessment> id, int no) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  if (!TRY(store::find_answer(tx, scope, id, no))) return not_found();
  trail::Filter filter;
  filter.subject = answer_ref(id, no);
  filter.limit = 100;
  return TRY(trail::list(tx, scope, filter)).records;
}

Result<ExportPlan> plan_export(db::Tx& tx, const Actor& actor, Id<Assessment> id) {
  TRY(require(actor, Permission::SheetExport));
  const Scope scope = actor.scope(Permission::SheetExport);
  const Summary summary = TRY(store::get_assessment(tx, scope, id));
  ExportPlan plan;
  plan.workbook = TRY(store::get_workbook(tx, scope, summary.workbook));
  plan.mapping = summary.mapping;
  plan.fiscal_year = summary.fiscal_year;
  plan.last_change = summary.last_change;
  for (const Answer& answer : TRY(store::list_answers(tx, scope, id)))
    plan.answers.push_back(
        {answer.no, answer.score, answer.basis_cell.empty() ? std::nullopt : std::optional(answer.basis), answer.due});
  return plan;
}

Result<void> record_export(db::WriteTx& tx, const Actor& actor, Id<Assessment> id, std::string_view sha256,
                           Instant now) {
  TRY(require(actor, Permission::SheetExport));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.sheet.export",
                     {"assessment", id.text()},
                     "",
                     trail::fields_json({{"sha256", std::string(sha256)}}),
                     trail::Outcome::Done},
                    now));
  return {};
}

}  // namespace sonae::assessment
