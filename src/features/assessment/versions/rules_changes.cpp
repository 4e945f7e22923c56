#include "features/assessment/versions/rules_changes.h"

#include <algorithm>
#include <set>

#include "base/result.h"

namespace sonae::assessment::versions {

namespace {

std::vector<ComparedItem> compared(const Wording& wording, Basis basis) {
  std::vector<ComparedItem> items;
  items.reserve(wording.items.size());
  for (const WordedItem& item : wording.items) {
    if (basis == Basis::Numbers)
      items.push_back({item.no, "", "", item.label});
    else
      items.push_back({item.no, item.condition, item.criteria, item.label});
  }
  return items;
}

const WordedItem& item_of(const Wording& wording, int no) {
  const auto it = std::ranges::find(wording.items, no, &WordedItem::no);
  if (it == wording.items.end()) die("a comparison names an item that is not there");
  return *it;
}

bool knows_criteria(const Wording& wording, int no) { return !item_of(wording, no).criteria.empty(); }

std::set<int> reworded_of(const Comparison& comparison, const Wording& older, const Wording& newer) {
  std::set<int> reworded;
  for (const Rewording& rewording : comparison.reworded) reworded.insert(rewording.to);
  // 2 means that every criterion is met (質問⑮): other criteria ask another question, whatever the condition says.
  // A side without criteria does not know them: that is no change.
  for (const Move& move : comparison.criteria_changed)
    if (knows_criteria(older, move.from) && knows_criteria(newer, move.to)) reworded.insert(move.to);
  return reworded;
}

/// Puts each removed item behind the one it followed in the older version.
void insert_removed(std::vector<ItemChange>& rows, const Wording& older, const std::vector<int>& removed) {
  std::optional<int> follows;
  for (const WordedItem& item : older.items) {
    if (std::ranges::find(removed, item.no) != removed.end()) {
      auto at = rows.begin();
      if (follows) {
        at =
            std::ranges::find_if(rows, [&](const ItemChange& row) { return row.before && row.before->no == *follows; });
        if (at != rows.end()) ++at;
      }
      rows.insert(at, {ChangeKind::Removed, item, std::nullopt});
    }
    follows = item.no;
  }
}

Basis basis_of(const Wording& older, const Wording& newer) {
  return older.topics == newer.topics ? Basis::Wording : Basis::Numbers;
}

}  // namespace

std::string_view name_of(Basis basis) { return basis == Basis::Wording ? "wording" : "numbers"; }

std::string_view name_of(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::Unchanged:
      return "unchanged";
    case ChangeKind::Renumbered:
      return "renumbered";
    case ChangeKind::Reworded:
      return "reworded";
    case ChangeKind::Added:
      return "added";
    case ChangeKind::Removed:
      return "removed";
  }
  die("a kind of change without a name");
}

std::string_view name_of(CarryKind kind) {
  switch (kind) {
    case CarryKind::Carried:
      return "carried";
    case CarryKind::Reworded:
      return "reworded";
    case CarryKind::Added:
      return "added";
    case CarryKind::Open:
      return "open";
  }
  die("a kind of carrying over without a name");
}

int VersionChanges::count(ChangeKind kind) const {
  return static_cast<int>(std::ranges::count(rows, kind, &ItemChange::kind));
}

VersionChanges list_changes(const Wording& older, const Wording& newer) {
  VersionChanges changes;
  changes.basis = basis_of(older, newer);
  changes.same_version = !older.version.empty() && older.framework == newer.framework && older.version == newer.version;
  const Comparison comparison = compare_items(compared(older, changes.basis), compared(newer, changes.basis));
  const std::set<int> reworded = reworded_of(comparison, older, newer);
  for (const WordedItem& item : newer.items) {
    const auto before = number_before(comparison, item.no);
    if (!before) {
      changes.rows.push_back({ChangeKind::Added, std::nullopt, item});
      continue;
    }
    ChangeKind kind = *before == item.no ? ChangeKind::Unchanged : ChangeKind::Renumbered;
    if (reworded.contains(item.no)) kind = ChangeKind::Reworded;
    changes.rows.push_back({kind, item_of(older, *before), item});
  }
  insert_removed(changes.rows, older, comparison.removed);
  return changes;
}

std::vector<CarryStep> plan_carry(const VersionChanges& changes, const std::map<int, Score>& answered) {
  const bool certain = changes.basis == Basis::Wording || changes.same_version;
  std::vector<CarryStep> steps;
  for (const ItemChange& row : changes.rows) {
    if (!row.after) continue;
    CarryStep step{row.after->no, std::nullopt, CarryKind::Added};
    if (row.before) {
      step.from = row.before->no;
      const auto score = answered.find(row.before->no);
      if (row.kind == ChangeKind::Reworded || !certain)
        step.kind = CarryKind::Reworded;
      else if (score == answered.end() || score->second == Score::Unanswered)
        step.kind = CarryKind::Open;
      else
        step.kind = CarryKind::Carried;
    }
    steps.push_back(step);
  }
  return steps;
}

std::vector<std::vector<int>> map_through(std::span<const Wording> years) {
  std::vector<std::vector<int>> chains;
  if (years.empty()) return chains;
  for (const WordedItem& item : years.back().items) chains.push_back({item.no});
  for (std::size_t year = years.size() - 1; year-- > 0;) {
    std::map<int, int> before;
    for (const ItemChange& row : list_changes(years[year], years[year + 1]).rows)
      if (row.before && row.after) before[row.after->no] = row.before->no;
    std::vector<std::vector<int>> longer;
    for (std::vector<int>& chain : chains) {
      const auto from = before.find(chain.front());
      if (from == before.end()) continue;
      chain.insert(chain.begin(), from->second);
      longer.push_back(std::move(chain));
    }
    chains = std::move(longer);
  }
  return chains;
}

}  // namespace sonae::assessment::versions
