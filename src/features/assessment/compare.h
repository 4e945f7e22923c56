#pragma once
// What changed between two versions of a sheet: matched by text first, number second, so that a renumbered item keeps
// its answer and only new or reworded ones are asked again (質問⑤). Pure.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sonae::assessment {

struct ComparedItem {
  int no = 0;
  std::string condition;  ///< 達成条件: what an item is recognised by
  std::string criteria;   ///< 達成基準: compared only after two items are known to be the same
  std::string label;
};

struct Move {
  int from = 0;
  int to = 0;
  friend bool operator==(const Move&, const Move&) = default;
};
struct Rewording {
  int from = 0;
  int to = 0;
  double similarity = 0;  ///< of the conditions, 0 to 1, two decimals
};

/// Every old item is in exactly one of removed, moved, reworded or unchanged; every new one in added or likewise.
/// Lists are in the order of the new numbers (`removed`: of the old ones).
struct Comparison {
  std::vector<int> added;
  std::vector<int> removed;
  std::vector<Move> moved;             ///< same condition, other number
  std::vector<Rewording> reworded;     ///< condition changed; the number may have changed too
  int unchanged = 0;                   ///< same condition, same number
  std::vector<Move> criteria_changed;  ///< same condition, other criteria: these are among moved or unchanged
};

/// Width, case and white space do not count as a difference. Two items without any text match by number only. A
/// rewording needs half of the two-character groups in common; a quarter is enough where number or position and label
/// agree. 2,000 against 2,000 items take well under a second.
[[nodiscard]] Comparison compare_items(std::span<const ComparedItem> older, std::span<const ComparedItem> newer);

/// The number that the item had in the older version; nothing when it is new.
[[nodiscard]] std::optional<int> number_before(const Comparison& comparison, int no);

/// Dice coefficient of the two-character groups of the squashed texts, 0 to 1. Two empty texts are equal.
[[nodiscard]] double similarity(std::string_view a, std::string_view b);

/// An item that reads like a text of another paper (a customer's own question).
struct Likeness {
  int no = 0;
  double similarity = 0;  ///< of the condition or of one line of the criteria, whichever is more alike
};
/// For each text the items most like it, best first and then by number: at most `most`, none below `least` (above 0).
/// 2,000 texts against 2,000 items take a few seconds, the usual 200 against 150 a few hundredths.
[[nodiscard]] std::vector<std::vector<Likeness>> find_alike(std::span<const std::string> texts,
                                                            std::span<const ComparedItem> items, double least,
                                                            std::size_t most);

/// A run of text for a marked-up comparison: kept, only in the old, only in the new text.
enum class SpanKind { Kept, Removed, Added };
struct TextSpan {
  SpanKind kind = SpanKind::Kept;
  std::string text;
  friend bool operator==(const TextSpan&, const TextSpan&) = default;
};
/// The two texts as runs. A katakana word, a Latin word and a number are never torn apart; kanji and hiragana are
/// compared one by one. Texts above 2,000 such pieces come back as one removed and one added run.
[[nodiscard]] std::vector<TextSpan> mark_changes(std::string_view older, std::string_view newer);

}  // namespace sonae::assessment
