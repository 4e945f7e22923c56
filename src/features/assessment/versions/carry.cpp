#include "features/assessment/versions/carry.h"

#include <algorithm>

#include "base/text.h"
#include "core/directory/directory.h"
#include "features/assessment/store.h"

namespace sonae::assessment::versions {

namespace {

/// The language in which all but a few conditions are the pack's topics; "" when they are not.
std::string topics_language(const frameworks::Pack& pack, const std::vector<WordedItem>& items) {
  for (const char* language : {"ja", "en"}) {
    int compared = 0;
    int equal = 0;
    for (const WordedItem& item : items) {
      const frameworks::Item* known = pack.find_item(item.no);
      if (known == nullptr || known->topic.empty() || item.condition.empty()) continue;
      ++compared;
      if (text::squash(known->topic.in(language)) == text::squash(item.condition)) ++equal;
    }
    if (compared > 0 && equal * 10 >= compared * 9) return language;
  }
  return "";
}

const CarryStep& step_of(const Lookback& lookback, int no) {
  const auto it = std::ranges::find(lookback.steps, no, &CarryStep::no);
  if (it == lookback.steps.end()) die("an item that the comparison does not know");
  return *it;
}

/// Counts a step for the department that answered before.
void count_step(CarryPreview& preview, DepartmentCarry& department, const CarryStep& step) {
  switch (step.kind) {
    case CarryKind::Carried:
      ++preview.carried;
      ++department.carried;
      if (step.from != step.no) ++preview.renumbered;
      return;
    case CarryKind::Reworded:
      ++preview.reworded;
      department.reworded.push_back(step.no);
      return;
    case CarryKind::Added:
      ++preview.added;
      department.added.push_back(step.no);
      return;
    case CarryKind::Open:
      ++preview.open;
      department.open.push_back(step.no);
      return;
  }
}

}  // namespace

Wording wording_of(const frameworks::VersionName& name, const std::vector<frameworks::VersionItem>& items) {
  Wording wording{name.framework, name.version, "", {}};
  for (const frameworks::VersionItem& item : items)
    wording.items.push_back({item.no, item.level, item.label, item.condition, item.criteria});
  if (const auto* pack = frameworks::find_pack(name.framework, name.version))
    wording.topics = topics_language(*pack, wording.items);
  return wording;
}

Wording wording_of(const frameworks::Version& version) {
  return wording_of({version.framework, version.version, version.name}, version.items);
}

Result<Lookback> look_back(db::Tx& tx, const Scope& scope, const Summary& source, const Wording& later) {
  Lookback lookback;
  lookback.source = source;
  lookback.changes = list_changes(wording_of(TRY(frameworks::get_version(tx, scope, source.framework))), later);
  std::map<int, Answer> earlier;
  std::map<int, Score> scores;
  for (Answer& answer : TRY(assessment::store::list_answers(tx, scope, source.id))) {
    scores[answer.no] = answer.score;
    earlier.emplace(answer.no, std::move(answer));
  }
  lookback.steps = plan_carry(lookback.changes, scores);
  for (const CarryStep& step : lookback.steps) {
    if (!step.from) continue;
    const auto answer = earlier.find(*step.from);
    if (answer != earlier.end()) lookback.before.emplace(step.no, answer->second);
  }
  return lookback;
}

void set_beside(std::vector<Answer>& answers, const Lookback& lookback) {
  for (Answer& answer : answers) {
    const auto old = lookback.before.find(answer.no);
    if (old == lookback.before.end()) continue;
    answer.department = old->second.department;
    answer.responder = old->second.responder;
    if (old->second.score != Score::Unanswered) answer.previous = Previous{old->second.score, old->second.basis};
  }
}

void carry_over(std::vector<Answer>& answers, const Lookback& lookback) {
  set_beside(answers, lookback);
  for (Answer& answer : answers) {
    const CarryStep& step = step_of(lookback, answer.no);
    if (step.kind == CarryKind::Reworded || step.kind == CarryKind::Added) answer.origin = Origin::Changed;
    if (step.kind != CarryKind::Carried) continue;
    const Answer& old = lookback.before.at(answer.no);
    answer.origin = Origin::Carried;
    answer.score = old.score;
    answer.basis = old.basis;
    answer.due = old.due;
    // Line breaks do not count as a difference of criteria, but they decide how many ticks there are.
    if (old.ticks.size() == answer.ticks.size()) answer.ticks = old.ticks;
  }
}

bool is_answered(const SheetItem& row) {
  return row.score != Score::Unanswered || !text::trim(row.basis).empty() || !text::trim(row.due).empty();
}

Result<CarryPreview> preview_carry(db::Tx& tx, const Actor& actor, Id<Assessment> source,
                                   const RecognisedSheet& recognised) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  const Lookback lookback = TRY(look_back(tx, scope, TRY(assessment::store::get_assessment(tx, scope, source)),
                                          wording_of(version_name(recognised), items_of(recognised))));
  CarryPreview preview;
  preview.source = lookback.source;
  preview.basis = lookback.changes.basis;
  preview.removed = lookback.changes.count(ChangeKind::Removed);
  for (const directory::DepartmentView& department : TRY(directory::list_departments(tx, actor)))
    preview.departments.push_back({department.id, department.name, 0, {}, {}, {}});
  preview.departments.emplace_back();
  for (const CarryStep& step : lookback.steps) {
    const auto row = std::ranges::find(recognised.items, step.no, &SheetItem::no);
    if (row != recognised.items.end() && is_answered(*row)) {
      ++preview.in_workbook;
      continue;
    }
    const auto old = lookback.before.find(step.no);
    const Id<Department> owner = old == lookback.before.end() ? Id<Department>() : old->second.department;
    auto department = std::ranges::find(preview.departments, owner, &DepartmentCarry::department);
    if (department == preview.departments.end()) department = std::prev(preview.departments.end());
    count_step(preview, *department, step);
  }
  std::erase_if(preview.departments, [](const DepartmentCarry& one) {
    return one.carried == 0 && one.reworded.empty() && one.added.empty() && one.open.empty();
  });
  return preview;
}

}  // namespace sonae::assessment::versions
