// The sheet in longer views: over the fiscal years, and as the SCS scheme would see it.

#include <algorithm>
#include <map>

#include "features/assessment/versions/sides.h"
#include "features/assessment/versions/versions.h"
#include "features/assessment/work/hand_in.h"

namespace sonae::assessment::versions {

namespace {

constexpr std::string_view scheme_id = "scs";

/// One sheet per year up to `last`, oldest first. The list is newest first within a year.
std::vector<Summary> one_per_year(const std::vector<Summary>& sheets, const Summary& last) {
  std::map<int, Summary> years;
  for (const Summary& sheet : sheets) {
    if (sheet.fiscal_year >= last.fiscal_year) continue;
    const auto known = years.find(sheet.fiscal_year);
    if (known == years.end())
      years.emplace(sheet.fiscal_year, sheet);
    else if (known->second.state != SheetState::HandedIn && sheet.state == SheetState::HandedIn)
      known->second = sheet;
  }
  years.emplace(last.fiscal_year, last);
  std::vector<Summary> list;
  for (auto& [year, sheet] : years) list.push_back(std::move(sheet));
  if (list.size() > max_trend_years) list.erase(list.begin(), list.end() - max_trend_years);
  return list;
}

/// The scores as they were handed in last, in place of those of the sheet; false when nothing was handed in, or the
/// reader may not see the hand-ins of every department.
Result<bool> put_handed_in(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment,
                           const frameworks::Version& version, std::vector<AnswerFacts>& facts) {
  const auto hand_ins = TRY(work::list_hand_ins(tx, actor, assessment));
  if (hand_ins.empty() || hand_ins.front().framework != version.id) return false;
  const Bytes& scores = hand_ins.front().scores;
  for (AnswerFacts& one : facts) {
    const auto item = std::ranges::find(version.items, one.no, &frameworks::VersionItem::no);
    if (item == version.items.end() || static_cast<std::size_t>(item->ordinal) >= scores.size()) continue;
    one.score = static_cast<Score>(scores[static_cast<std::size_t>(item->ordinal)]);
  }
  return true;
}

const frameworks::Pack* newest_scheme() {
  const frameworks::Pack* newest = nullptr;
  for (const frameworks::Pack& pack : frameworks::embedded_packs())
    if (pack.id == scheme_id) newest = &pack;  // packs come in the order of their versions
  return newest;
}

/// "jama-japia 2.3".
const frameworks::Pack* guideline_of(const frameworks::Pack& scheme) {
  const std::size_t space = scheme.maps_to.find(' ');
  if (space == std::string::npos) return nullptr;
  return frameworks::find_pack(std::string_view(scheme.maps_to).substr(0, space),
                               std::string_view(scheme.maps_to).substr(space + 1));
}

/// Another version's numbers as those of the guideline that the scheme refers to, where the company has the wording
/// of that version too: then items can be matched. Nothing when it has not.
Result<std::optional<VersionChanges>> changes_to_guideline(db::Tx& tx, const Scope& scope, const Summary& sheet,
                                                           const frameworks::Pack& guideline) {
  for (const frameworks::Version& known : TRY(frameworks::list_versions(tx, scope))) {
    if (known.framework != guideline.id || known.version != guideline.version) continue;
    const Wording target = wording_of(TRY(frameworks::get_version(tx, scope, known.id)));
    VersionChanges changes = list_changes(wording_of(TRY(frameworks::get_version(tx, scope, sheet.framework))), target);
    if (changes.basis == Basis::Wording) return std::optional(std::move(changes));
  }
  return std::optional<VersionChanges>();
}

}  // namespace

Result<Trend> trend_of(db::Tx& tx, const Actor& actor, Id<Assessment> assessment, const TotalsOptions& options) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  const Summary last = TRY(get_assessment(tx, actor, assessment));
  Trend trend;
  std::vector<YearOfAnswers> years;
  for (const Summary& summary : one_per_year(TRY(list_assessments(tx, actor)), last)) {
    const Sheet sheet = TRY(get_sheet(tx, actor, summary.id));
    const frameworks::Version version = TRY(frameworks::get_version(tx, scope, summary.framework));
    std::vector<AnswerFacts> facts = facts_of(sheet);
    const bool handed_in = TRY(put_handed_in(tx, actor, summary.id, version, facts));
    years.push_back({wording_of(version), std::move(facts)});
    trend.years.push_back({summary.fiscal_year, summary.id, summary.title, handed_in});
  }
  trend.figures = measure_trend(years, options);
  return trend;
}

Result<ScsView> scs_view(db::Tx& tx, const Actor& actor, Id<Assessment> assessment) {
  TRY(require(actor, Permission::SheetRead));
  const Scope scope = actor.scope(Permission::SheetRead);
  ScsView view;
  const Sheet sheet = TRY(get_sheet(tx, actor, assessment));
  view.sheet = sheet.summary;
  view.partial = scope.departments.has_value();
  view.scheme = newest_scheme();
  view.guideline = view.scheme == nullptr ? nullptr : guideline_of(*view.scheme);
  if (view.guideline == nullptr) return internal("no scheme in this binary, or its guideline is missing");
  if (view.sheet.framework_pack != view.guideline->id)
    return invalid("versions.scs.other_framework", {{"name", view.guideline->name.in(actor.language)}});

  std::map<int, MappedAnswer> answers;
  if (view.sheet.framework_version == view.guideline->version) view.trust = NumberTrust::Same;
  std::map<int, int> renumbered;
  if (view.trust != NumberTrust::Same) {
    if (const auto changes = TRY(changes_to_guideline(tx, scope, view.sheet, *view.guideline))) {
      view.trust = NumberTrust::Mapped;
      for (const ItemChange& row : changes->rows)
        if (row.before && row.after) renumbered[row.before->no] = row.after->no;
    }
  }
  for (const Answer& answer : sheet.answers) {
    const auto mapped = renumbered.find(answer.no);
    if (view.trust == NumberTrust::Mapped && mapped == renumbered.end()) continue;
    const int no = view.trust == NumberTrust::Mapped ? mapped->second : answer.no;
    answers[no] = {answer.no, answer.score};
  }
  view.standing = stand_for_scs(*view.scheme, *view.guideline, answers, view.trust);
  return view;
}

}  // namespace sonae::assessment::versions
