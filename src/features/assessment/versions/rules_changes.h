#pragma once
// Two framework versions side by side, and what that means for last year's answers (質問⑤). Pure. Which item is which
// is compare.h's decision; here it becomes rows that a person reads and steps that a new sheet takes.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "features/assessment/compare.h"
#include "features/assessment/score.h"

namespace sonae::assessment::versions {

struct WordedItem {
  int no = 0;
  std::optional<int> level;
  std::string label;
  std::string condition;
  std::string criteria;
};

/// The wording of one version, and whether it is the guideline's own or only our topics (a sheet begun from a pack).
struct Wording {
  std::string framework;  ///< pack id, or "other"
  std::string version;
  /// "": the guideline's wording. "ja", "en": a sheet that began with our topics in that language. "pack:ja",
  /// "pack:en": the pack itself, which has no criteria and not every topic.
  std::string topics;
  std::vector<WordedItem> items;
};

/// What items are recognised by.
enum class Basis : std::uint8_t {
  Wording,  ///< text first, number second
  Numbers,  ///< one side has only our topics: their words say nothing about the other's
};
[[nodiscard]] std::string_view name_of(Basis basis);  ///< "wording" "numbers"

enum class ChangeKind : std::uint8_t {
  Unchanged,
  Renumbered,  ///< same wording, other number
  Reworded,    ///< condition or criteria changed; the number may have changed too
  Added,
  Removed,
};
[[nodiscard]] std::string_view name_of(ChangeKind kind);  ///< "unchanged" "renumbered" "reworded" "added" "removed"

struct ItemChange {
  ChangeKind kind = ChangeKind::Unchanged;
  std::optional<WordedItem> before;  ///< absent: Added
  std::optional<WordedItem> after;   ///< absent: Removed
  [[nodiscard]] bool level_changed() const { return before && after && before->level != after->level; }
};

struct VersionChanges {
  Basis basis = Basis::Wording;
  bool same_version = false;     ///< both sides are the same edition of one framework
  std::vector<ItemChange> rows;  ///< in the order of the newer version; removed ones after the item they followed
  [[nodiscard]] int count(ChangeKind kind) const;
};
[[nodiscard]] VersionChanges list_changes(const Wording& older, const Wording& newer);

/// What becomes of last year's answer when a new sheet begins.
enum class CarryKind : std::uint8_t {
  Carried,   ///< unchanged or merely renumbered: the answer is taken over
  Reworded,  ///< to be answered again, with last year's answer beside it
  Added,     ///< to be answered for the first time
  Open,      ///< unchanged, but last year nobody answered it
};
[[nodiscard]] std::string_view name_of(CarryKind kind);  ///< "carried" "reworded" "added" "open"

struct CarryStep {
  int no = 0;               ///< this year's
  std::optional<int> from;  ///< last year's; absent: Added
  CarryKind kind = CarryKind::Added;
};
/// One step per item of the newer version, in its order. `answered`: last year's numbers with their scores; an item
/// that is missing there counts as not answered. Where only numbers could be compared and the versions differ,
/// nothing is certain enough to be carried: those items are Reworded.
[[nodiscard]] std::vector<CarryStep> plan_carry(const VersionChanges& changes, const std::map<int, Score>& answered);

/// For every item of the newest version (last of `years`) that maps through all of them its numbers, oldest first. A
/// rewording still maps: it is the same item. One version gives each item alone.
[[nodiscard]] std::vector<std::vector<int>> map_through(std::span<const Wording> years);

}  // namespace sonae::assessment::versions
