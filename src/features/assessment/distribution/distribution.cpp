#include "features/assessment/distribution/distribution.h"

#include <algorithm>
#include <map>

#include "core/directory/directory.h"
#include "features/assessment/compare.h"
#include "features/assessment/known.h"

namespace sonae::assessment::distribution {

namespace {

std::vector<Candidate> candidates(const std::vector<directory::DepartmentView>& departments) {
  std::map<std::string, int> depths;
  std::vector<Candidate> list;
  // Parents come before their children.
  for (const directory::DepartmentView& one : departments) {
    const int depth = one.parent.empty() ? 0 : depths[one.parent.text()] + 1;
    depths[one.id.text()] = depth;
    list.push_back({one.id.text(), one.name, depth});
  }
  return list;
}

std::vector<ComparedItem> compared(const Sheet& sheet) {
  std::vector<ComparedItem> list;
  for (const frameworks::VersionItem& item : sheet.items)
    list.push_back({item.no, item.condition, item.criteria, item.label});
  return list;
}

/// Last year's departments under this year's numbers.
std::map<int, std::string> departments_of_last_year(const Sheet& last, const Sheet& sheet) {
  const Comparison comparison = compare_items(compared(last), compared(sheet));
  std::map<int, int> from;
  for (const frameworks::VersionItem& item : sheet.items) from[item.no] = item.no;
  for (const int no : comparison.added) from.erase(no);
  for (const Move& move : comparison.moved) from[move.to] = move.from;
  for (const Rewording& rewording : comparison.reworded) from[rewording.to] = rewording.from;
  std::map<int, std::string> departments;
  for (const auto& [no, old_no] : from) {
    const auto answer = std::ranges::find(last.answers, old_no, &Answer::no);
    if (answer != last.answers.end()) departments[no] = answer->department.text();
  }
  return departments;
}

}  // namespace

Result<Distribution> propose_for(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment) {
  TRY(require(actor, Permission::SheetManage));
  const Sheet sheet = TRY(get_sheet(tx, actor, assessment));
  std::map<int, std::string> last_year;
  if (const auto last = TRY(find_previous_sheet(tx, actor, sheet.summary.fiscal_year)))
    last_year = departments_of_last_year(*last, sheet);
  std::vector<ItemHints> hints;
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    const frameworks::VersionItem& item = sheet.items[i];
    ItemHints hint;
    hint.no = item.no;
    hint.assigned = sheet.answers[i].department.text();
    if (const auto found = last_year.find(item.no); found != last_year.end()) hint.last_year = found->second;
    hint.area = item.area;
    if (const auto* known = known_item(sheet.summary.framework_pack, sheet.summary.framework_version,
                                       static_cast<std::size_t>(sheet.summary.items), item.no, item.label))
      hint.hint = known->owner_hint.ja;
    hints.push_back(std::move(hint));
  }
  Distribution distribution;
  distribution.departments = candidates(TRY(directory::list_departments(tx, actor)));
  distribution.proposals = propose(hints, distribution.departments);
  return distribution;
}

}  // namespace sonae::assessment::distribution
