#pragma once
// Three versions of one answer: as the file was when it went out (base), as a colleague sent it back (file), as the
// sheet stands (now). What only one side changed stands; what both changed differently is a person's decision. Pure.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "features/assessment/score.h"

namespace sonae::assessment::exchange {

enum class MergeField : std::uint8_t { Score, Basis, Due };
[[nodiscard]] std::string_view name_of(MergeField field);  ///< "score" "basis" "due"
[[nodiscard]] std::optional<MergeField> parse_merge_field(std::string_view name);

struct AnswerValues {
  Score score = Score::Unanswered;
  std::string basis;
  std::optional<Date> due;
};
/// In the stored text form: "2" … "", the text without white space at its ends, an ISO date or "".
[[nodiscard]] std::string text_in(const AnswerValues& values, MergeField field);

/// What a workbook says about one item. A field that it has no column for, or whose cell cannot be read, is absent:
/// silence is never taken for an emptied answer.
struct FileAnswer {
  std::optional<Score> score;
  std::optional<std::string> basis;
  std::optional<std::optional<Date>> due;  ///< outer: no such column or unreadable; inner: an empty cell
};

struct MergeItem {
  int no = 0;
  AnswerValues base;
  FileAnswer file;
  AnswerValues now;
};

enum class MergeState : std::uint8_t {
  Theirs,    ///< only the file changed it: taken unless a person says otherwise
  Ours,      ///< only the sheet changed it: kept unless a person says otherwise
  Same,      ///< both changed it to the same: nothing to do
  Conflict,  ///< both changed it differently: a person decides
};
[[nodiscard]] std::string_view name_of(MergeState state);  ///< "theirs" "ours" "same" "conflict"

/// One field of one answer that is not the same everywhere.
struct MergeCell {
  int no = 0;
  MergeField field = MergeField::Score;
  MergeState state = MergeState::Same;
  std::string base;
  std::string file;
  std::string now;
};
/// In the order of the items, then score, basis, due. Line ends and white space at the ends are no difference.
[[nodiscard]] std::vector<MergeCell> compare_three_ways(std::span<const MergeItem> items);

/// In how many fields the file differs from these values: the base it was made from differs least.
[[nodiscard]] int count_differences(const AnswerValues& values, const FileAnswer& file);

enum class Take : std::uint8_t { Theirs, Ours, Both };
[[nodiscard]] std::string_view name_of(Take take);  ///< "theirs" "ours" "both"
[[nodiscard]] std::optional<Take> parse_take(std::string_view name);

/// A person's word on one cell.
struct Choice {
  int no = 0;
  MergeField field = MergeField::Score;
  Take take = Take::Ours;
};

/// A value to be saved; `from` is what stands now.
struct MergeChange {
  int no = 0;
  MergeField field = MergeField::Score;
  std::string from;
  std::string to;
};

/// What is saved: every cell by its choice, else by its state. Invalid ("exchange.merge.undecided") with a field
/// "/items/<no>/<field>" for every conflict without a choice; ("exchange.merge.unknown_cell") for a choice about a
/// cell that is no difference, ("exchange.merge.not_joinable") for both scores or both dates. Of two choices for one
/// cell the later counts.
[[nodiscard]] Result<std::vector<MergeChange>> decide(std::span<const MergeCell> cells,
                                                      std::span<const Choice> choices);

/// Ours with theirs below; a text that contains the other stands alone.
[[nodiscard]] std::string join_texts(const std::string& ours, const std::string& theirs);

}  // namespace sonae::assessment::exchange
