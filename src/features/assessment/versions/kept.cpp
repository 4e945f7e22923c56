// Comparisons kept for the committee.

#include "base/text.h"
#include "features/assessment/versions/sides.h"
#include "features/assessment/versions/store.h"
#include "features/assessment/versions/versions.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::assessment::versions {

namespace {

constexpr std::size_t max_note_length = 2'000;

ComparisonCounts counts_of(const VersionChanges& changes) {
  return {changes.count(ChangeKind::Unchanged), changes.count(ChangeKind::Renumbered),
          changes.count(ChangeKind::Reworded), changes.count(ChangeKind::Added), changes.count(ChangeKind::Removed)};
}

/// Wordings of one version are told apart by their turn.
std::string name_in_paper(const VersionEntry& entry) {
  return entry.variant == 0 ? entry.name : entry.name + " (" + std::to_string(entry.variant + 1) + ")";
}

Result<std::string> note_of(const std::string& given) {
  const auto note = text::clean_free_text(given);
  if (!note || text::length(*note) > max_note_length)
    return invalid("versions.keep.note", {{"limit", std::to_string(max_note_length)}});
  return std::string(text::trim(*note));
}

}  // namespace

Result<Kept> keep_comparison(db::WriteTx& tx, const Actor& actor, const KeepComparison& command, Instant now) {
  TRY(require(actor, Permission::SheetManage));
  const Scope scope = actor.scope(Permission::SheetManage);
  const SheetComparison sheet = TRY(compare_sheet(tx, actor, command.assessment, command.from));
  if (!sheet.comparison) return invalid("versions.keep.nothing");
  const VersionComparison& comparison = *sheet.comparison;
  Kept kept;
  kept.id = new_id<KeptComparison>(now);
  kept.assessment = command.assessment;
  kept.fiscal_year = sheet.sheet.fiscal_year;
  kept.from_side = comparison.from.side;
  kept.to_side = comparison.to.side;
  kept.from_name = name_in_paper(comparison.from);
  kept.to_name = name_in_paper(comparison.to);
  kept.counts = counts_of(comparison.changes);
  kept.note = TRY(note_of(command.note));
  kept.kept_at = now;
  kept.kept_by = actor.name;
  for (const DepartmentWork& department : sheet.departments)
    kept.departments.push_back({department.department, department.name, department.again, department.carried});
  TRY(store::insert_comparison(tx, scope, kept, actor.user));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"assessment.comparison.keep",
                     {"comparison", kept.id.text()},
                     "",
                     trail::fields_json({{"from", kept.from_name},
                                         {"to", kept.to_name},
                                         {"reworded", std::to_string(kept.counts.reworded)},
                                         {"added", std::to_string(kept.counts.added)},
                                         {"removed", std::to_string(kept.counts.removed)},
                                         {"renumbered", std::to_string(kept.counts.renumbered)},
                                         {"note", kept.note}}),
                     trail::Outcome::Done},
                    now));
  return kept;
}

Result<std::vector<Kept>> list_kept(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::SheetRead));
  return store::list_comparisons(tx, actor.scope(Permission::SheetRead));
}

Result<KeptView> get_kept(db::Tx& tx, const Actor& actor, Id<KeptComparison> id) {
  TRY(require(actor, Permission::SheetRead));
  KeptView view;
  view.kept = TRY(store::get_comparison(tx, actor.scope(Permission::SheetRead), id));
  view.comparison = TRY(compare_versions(tx, actor, view.kept.from_side, view.kept.to_side));
  return view;
}

}  // namespace sonae::assessment::versions
