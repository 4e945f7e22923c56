#pragma once
// Points over fiscal years, over the items that stand in every year's version: a guideline that grew would else show
// as a company that got worse. Pure.

#include <span>
#include <string>
#include <vector>

#include "features/assessment/rules.h"
#include "features/assessment/versions/rules_changes.h"

namespace sonae::assessment::versions {

struct YearOfAnswers {
  Wording wording;
  std::vector<AnswerFacts> facts;  ///< of the items that the reader may see
};

struct TrendSeries {
  std::string key;           ///< "overall"; "1" "2" "3" "none": the level that an item has in the newest version
  std::vector<Tally> years;  ///< oldest first, over the same items in every year
};
struct TrendFigures {
  int of_items = 0;      ///< of the newest year, as far as the reader may see them
  int mapped_items = 0;  ///< of those the ones that map through every year: what the series count
  std::vector<TrendSeries> series;
};
/// `years`: oldest first, at least one.
[[nodiscard]] TrendFigures measure_trend(std::span<const YearOfAnswers> years, const TotalsOptions& options);

}  // namespace sonae::assessment::versions
