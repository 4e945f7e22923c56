#pragma once
// Where two wordings differ, in words that a person can read. Pure. `mark_changes` (compare.h) finds the smallest
// difference, kanji by kanji; torn words are put together again here: 「従業員→従業者」 and not 「従業[員→者]」.

#include <string_view>
#include <vector>

#include "features/assessment/compare.h"

namespace sonae::assessment::versions {

/// The removed and the added run of one place stand side by side, the removed one first. A replacement takes in the
/// whole run of kanji that it touches; kept pieces of one or two characters between two changes, other than marks and
/// line ends, belong to the change. Joining Kept and Removed gives `older`, Kept and Added gives `newer`.
[[nodiscard]] std::vector<TextSpan> mark_words(std::string_view older, std::string_view newer);

}  // namespace sonae::assessment::versions
