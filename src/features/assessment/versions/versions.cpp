#include "features/assessment/versions/versions.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/directory/directory.h"
#include "features/assessment/store.h"
#include "features/assessment/versions/sides.h"
#include "features/assessment/versions/store.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::versions {

namespace {

constexpr std::size_t most_confirmed = 5'000;  // as many as a sheet may have

VersionComparison compare(Side from, Side to) {
  VersionChanges changes = list_changes(from.wording, to.wording);
  return {std::move(from.entry), std::move(to.entry), std::move(changes)};
}

/// The sheet that the answers came from, else last year's.
Result<std::optional<Summary>> source_of(db::Tx& tx, const Scope& scope, const Summary& sheet, bool& carried_over) {
  const auto source = TRY(store::find_source(tx, scope, sheet.id));
  carried_over = source.has_value();
  if (source) return std::optional(TRY(assessment::store::get_assessment(tx, scope, *source)));
  return assessment::store::find_previous(tx, scope, sheet.fiscal_year);
}

/// A person of some departments sees their own items, and of the dropped ones those that they had answered.
Result<void> keep_rows_in_scope(db::Tx& tx, const Scope& scope, const std::vector<Answer>& answers,
                                const std::optional<Summary>& source, VersionChanges& changes) {
  if (!scope.departments) return {};
  std::set<int> now;
  std::set<int> before;
  for (const Answer& answer : answers) now.insert(answer.no);
  if (source)
    for (const Answer& answer : TRY(assessment::store::list_answers(tx, scope, source->id))) before.insert(answer.no);
  std::erase_if(changes.rows, [&](const ItemChange& row) {
    return row.after ? !now.contains(row.after->no) : !before.contains(row.before->no);
  });
  return {};
}

/// Departments in the company's order, items without one last; only those with something to do or to look at.
Result<std::vector<DepartmentWork>> work_of(db::Tx& tx, const Actor& actor, const std::vector<Answer>& answers,
                                            const VersionChanges& changes) {
  std::vector<DepartmentWork> departments;
  for (const directory::DepartmentView& department : TRY(directory::list_departments(tx, actor)))
    departments.push_back({department.id, department.name, {}, {}, 0});
  departments.emplace_back();
  std::map<int, ChangeKind> kinds;
  for (const ItemChange& row : changes.rows)
    if (row.after) kinds[row.after->no] = row.kind;
  for (const Answer& answer : answers) {
    auto department = std::ranges::find(departments, answer.department, &DepartmentWork::department);
    if (department == departments.end()) department = std::prev(departments.end());
    if (answer.origin == Origin::Carried) ++department->carried;
    const auto kind = kinds.find(answer.no);
    if (kind == kinds.end() || (kind->second != ChangeKind::Reworded && kind->second != ChangeKind::Added)) continue;
    department->again.push_back(answer.no);
    if (answer.origin == Origin::Changed || answer.score == Score::Unanswered) department->open.push_back(answer.no);
  }
  std::erase_if(departments, [](const DepartmentWork& one) { return one.again.empty() && one.carried == 0; });
  return departments;
}

}  // namespace

Result<VersionComparison> compare_versions(db::Tx& tx, const Actor& actor, const std::string& from,
                                           const std::string& to) {
  TRY(require(actor, Permission::SheetRead));
  Side older = TRY(load_side(tx, actor, from));
  return compare(std::move(older), TRY(load_side(tx, actor, to)));
}

Result<SheetComparison> compare_sheet(db::Tx& tx, const Actor& actor, Id<Assessment> assessment,
                                      const std::string& from) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  SheetComparison view;
  view.sheet = TRY(assessment::store::get_assessment(tx, scope, assessment));
  view.source = TRY(source_of(tx, scope, view.sheet, view.carried_over));
  const auto answers = TRY(assessment::store::list_answers(tx, scope, assessment));
  if (!from.empty() || view.source) {
    Side older = TRY(load_side(tx, actor, from.empty() ? side_name(view.source->framework) : from));
    view.comparison = compare(std::move(older), TRY(load_side(tx, actor, side_name(view.sheet.framework))));
    TRY(keep_rows_in_scope(tx, scope, answers, view.source, view.comparison->changes));
  }
  view.departments = TRY(work_of(tx, actor, answers, view.comparison ? view.comparison->changes : VersionChanges{}));
  return view;
}

Result<std::optional<ItemChange>> item_wording(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, int no) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  const Summary sheet = TRY(assessment::store::get_assessment(tx, scope, assessment));
  if (!TRY(assessment::store::find_answer(tx, scope, assessment, no))) return not_found();
  bool carried_over = false;
  const auto source = TRY(source_of(tx, scope, sheet, carried_over));
  if (!source) return std::optional<ItemChange>();
  Side older = TRY(load_side(tx, actor, side_name(source->framework)));
  const auto comparison = compare(std::move(older), TRY(load_side(tx, actor, side_name(sheet.framework))));
  for (const ItemChange& row : comparison.changes.rows)
    if (row.after && row.after->no == no) return std::optional(row);
  return std::optional<ItemChange>();
}

Result<Confirmed> confirm_carried(db::WriteTx& tx, const Actor& actor, const ConfirmCarried& command, Instant now) {
  TRY(require(actor, Permission::SheetAnswer));
  if (command.items.size() > most_confirmed)
    return invalid("versions.confirm.too_many", {{"limit", std::to_string(most_confirmed)}});
  const Scope scope = actor.scope(Permission::SheetAnswer);
  const Summary sheet = TRY(assessment::store::get_assessment(tx, scope, command.assessment));
  Confirmed confirmed;
  std::optional<std::int64_t> change;
  for (const ConfirmCarried::Item& item : command.items) {
    auto answer = TRY(assessment::store::find_answer(tx, scope, command.assessment, item.no));
    if (!answer || answer->origin != Origin::Carried || answer->version != item.version ||
        !may_edit(actor, sheet, *answer)) {
      confirmed.left.push_back(item.no);
      continue;
    }
    if (!change) change = TRY(assessment::store::next_change(tx, scope, command.assessment));
    answer->origin = Origin::Own;
    ++answer->version;
    answer->change = *change;
    answer->updated_at = now;
    answer->updated_by = actor.name;
    TRY(assessment::store::update_answer(tx, scope, command.assessment, *answer, actor.user));
    TRY(trail::append(tx, trail::origin_of(actor),
                      {"assessment.answer.confirm",
                       {"assessment.answer", command.assessment.text() + "/" + std::to_string(item.no)},
                       trail::fields_json({{"origin", std::string(name_of(Origin::Carried))}}),
                       trail::fields_json({{"origin", std::string(name_of(Origin::Own))}}),
                       trail::Outcome::Done},
                      now));
    confirmed.confirmed.push_back(std::move(*answer));
  }
  return confirmed;
}

}  // namespace sonae::assessment::versions
