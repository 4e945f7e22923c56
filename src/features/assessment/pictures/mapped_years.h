#pragma once
// The same items over the years: a rate may be compared only where the questions are the same. Pure.

#include <vector>

#include "features/assessment/assessment.h"

namespace sonae::assessment::pictures {

/// One year's answers to the items that all shown years have, in the order of this year's sheet.
struct MappedYear {
  int fiscal_year = 0;
  std::vector<AnswerFacts> answers;  ///< numbers and levels are this year's
};
struct MappedYears {
  std::vector<MappedYear> years;  ///< oldest first; this year is the last
  int items = 0;                  ///< that are compared
  int of_items = 0;               ///< that this year's sheet has (in scope)
  std::vector<int> incomparable;  ///< earlier fiscal years with less than half of them: not shown
};
/// Items are followed from year to year as the versions' comparison does it (versions/rules_changes.h).
[[nodiscard]] MappedYears map_years(const Sheet& now, const std::vector<Sheet>& earlier);

}  // namespace sonae::assessment::pictures
