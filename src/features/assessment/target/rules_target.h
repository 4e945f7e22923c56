#pragma once
// What a company promised its customers for a fiscal year, and how far the sheet is from it. Pure.
//
// A target is a level, a list of item numbers that a customer names, or both: its items are those of the level and
// below together with the listed ones. An item is reached with 2 or 該当なし (質問⑮: 2 is what is asked for; what does
// not apply is not asked).

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "features/assessment/score.h"

namespace sonae::assessment::target {

constexpr int largest_number = 9'999;

/// "12, 15-18" as people type it: commas, 、, ;, spaces or line ends between, - ~ 〜 or ー for ranges, full width,
/// "No.12". Ascending, each once. An empty text is an empty list. Invalid ("error.body") with one field at "/items"
/// per unreadable piece: target.items.unreadable (arg piece), .range (arg piece; its end lies before its beginning),
/// .large (args piece, limit).
[[nodiscard]] Result<std::vector<int>> read_numbers(std::string_view text);
/// "12, 15-18": runs of three and more become ranges.
[[nodiscard]] std::string write_numbers(std::span<const int> ascending);

struct Goal {
  std::optional<int> level;  ///< 1-3
  std::vector<int> numbers;  ///< ascending
  std::optional<Date> hand_in;
  /// Nothing was promised yet.
  [[nodiscard]] bool empty() const { return !level && numbers.empty(); }
};

/// One item of the sheet, as far as a target looks at it.
struct GoalItem {
  int no = 0;
  std::optional<int> level;
  Score score = Score::Unanswered;
  std::optional<Date> due;  ///< 完了予定
};

[[nodiscard]] bool is_targeted(const Goal& goal, const GoalItem& item);
[[nodiscard]] bool is_reached(Score score);

struct Distance {
  int items = 0;    ///< of the target that the sheet has
  int reached = 0;  ///< at 2 or 該当なし
  /// Not reached yet, in the order of the sheet: the distance is their number.
  std::vector<int> open;
  /// Of the open ones those whose 完了予定 lies on or before the hand-in date: expected to be reached in time. Empty
  /// without a hand-in date: then there is nothing to forecast against.
  std::vector<int> in_time;
  /// Of the open ones those that will not be: without 完了予定, or with a later one. Empty without a hand-in date.
  std::vector<int> not_in_time;
  /// Listed numbers that the sheet does not have: named, because a target that silently shrinks is a broken promise.
  std::vector<int> missing;
  /// Items without a known level, when a level is promised and they are not listed: they may belong to it.
  std::vector<int> level_unknown;

  [[nodiscard]] int forecast() const { return reached + static_cast<int>(in_time.size()); }  ///< reached at hand-in
};
/// An empty goal gives all zero.
[[nodiscard]] Distance measure(const Goal& goal, std::span<const GoalItem> items);

}  // namespace sonae::assessment::target
