#include "app/sheet_hooks.h"

#include <algorithm>

#include "features/assessment/assessment.h"
#include "features/assessment/distribution/distribution.h"
#include "features/assessment/work/progress.h"

namespace sonae::app {

namespace {

using assessment::Assessment;
using assessment::Score;
using governance::SheetFigures;
using governance::SheetItems;
namespace work = assessment::work;
namespace distribution = assessment::distribution;

/// The sheet of a year, else the newest. Nothing for whoever may not read sheets.
Result<std::optional<assessment::Summary>> find_sheet(db::Tx& tx, const Actor& actor, std::optional<int> fiscal_year) {
  if (!actor.may(Permission::SheetRead) || actor.only_by_glass(Permission::SheetRead)) return std::nullopt;
  for (assessment::Summary& one : TRY(assessment::list_assessments(tx, actor)))
    if (!fiscal_year || one.fiscal_year == *fiscal_year) return std::move(one);
  return std::nullopt;
}

Result<std::optional<SheetFigures>> figures(db::Tx& tx, const Actor& actor, Instant now) {
  const auto found = TRY(find_sheet(tx, actor, std::nullopt));
  if (!found) return std::nullopt;
  const work::Progress progress = TRY(work::get_progress(tx, actor, found->id, now));
  const auto sheet = TRY(assessment::get_sheet(tx, actor, found->id));
  const assessment::Tally all = assessment::count_totals(assessment::facts_of(sheet), {}).overall;
  SheetFigures figures;
  figures.fiscal_year = found->fiscal_year;
  figures.title = found->title;
  figures.due = found->due;
  figures.items = progress.items;
  figures.answered = progress.answered;
  figures.complete = all.complete;
  figures.in_progress = all.in_progress;
  figures.not_started = all.not_started;
  figures.not_applicable = all.not_applicable;
  figures.points = all.points;
  figures.max_points = all.max_points;
  figures.findings = progress.errors + progress.warnings;
  figures.questions_for_office = progress.questions_for_office;
  figures.unassigned = progress.unassigned;
  for (const work::DepartmentProgress& one : progress.departments)
    figures.departments.push_back({one.submission.department, one.name, one.items, one.answered,
                                   one.submission.state == work::SubmissionState::Submitted, one.late});
  return figures;
}

Result<std::optional<SheetItems>> items(db::Tx& tx, const Actor& actor, std::optional<int> fiscal_year) {
  const auto found = TRY(find_sheet(tx, actor, fiscal_year));
  if (!found) return std::nullopt;
  const auto sheet = TRY(assessment::get_sheet(tx, actor, found->id));
  SheetItems list{found->id.text(), found->fiscal_year, found->title, {}};
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    governance::SheetItem item;
    item.no = sheet.items[i].no;
    item.label = sheet.items[i].label;
    item.condition = sheet.items[i].condition;
    item.department = sheet.answers[i].department;
    item.answered = sheet.answers[i].score != Score::Unanswered;
    list.items.push_back(std::move(item));
  }
  return list;
}

Result<std::optional<SheetItems>> areas(db::Tx& tx, const Actor& actor, std::optional<int> fiscal_year) {
  auto list = TRY(items(tx, actor, fiscal_year));
  if (!list || !actor.may(Permission::SheetManage)) return list;
  const auto id = Id<Assessment>::trusted(list->assessment);
  const auto proposed = TRY(distribution::propose_for(tx, actor, id));
  const auto sheet = TRY(assessment::get_sheet(tx, actor, id));
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    governance::SheetItem& item = list->items[i];
    const std::string& area = sheet.items[i].area;
    item.everybody = distribution::names_every_department(area);
    for (std::string& one : distribution::departments_in(area, proposed.departments))
      item.named.push_back(Id<Department>::trusted(std::move(one)));
    const auto proposal = std::ranges::find(proposed.proposals, item.no, &distribution::Proposal::no);
    if (proposal == proposed.proposals.end() || proposal->department.empty()) continue;
    // The sheet's own proposal stands for an item that nobody has, and for an area that names nobody.
    if (item.named.empty() && item.department.empty())
      item.named.push_back(Id<Department>::trusted(proposal->department));
  }
  return list;
}

}  // namespace

governance::SheetHooks sheet_hooks() { return {figures, items, areas}; }

}  // namespace sonae::app
