// Totals per level, label and department.

#include <algorithm>

#include "features/assessment/rules.h"

namespace sonae::assessment {

namespace {

void count_score(Tally& tally, Score score, const TotalsOptions& options) {
  ++tally.items;
  const auto counts = [&](int points) {
    tally.points += points;
    tally.max_points += 2;
  };
  switch (score) {
    case Score::Complete:
      ++tally.complete;
      return counts(2);
    case Score::InProgress:
      ++tally.in_progress;
      return counts(1);
    case Score::NotStarted:
      ++tally.not_started;
      return counts(0);
    case Score::NotApplicable:
      ++tally.not_applicable;
      if (options.not_applicable == NotApplicableCounts::Full) counts(2);
      return;
    case Score::Unanswered:
      ++tally.unanswered;
      if (options.unanswered == UnansweredCounts::Zero) counts(0);
      return;
  }
}

void settle(Tally& tally) {
  if (tally.max_points > 0) tally.rate = (tally.points * 2000 + tally.max_points) / (2 * tally.max_points);
}

Tally& tally_for(std::vector<Tally>& tallies, const std::string& key) {
  const auto it = std::find_if(tallies.begin(), tallies.end(), [&](const Tally& t) { return t.key == key; });
  if (it != tallies.end()) return *it;
  tallies.push_back({});
  tallies.back().key = key;
  return tallies.back();
}

}  // namespace

Totals count_totals(std::span<const AnswerFacts> answers, const TotalsOptions& options) {
  Totals totals;
  for (const AnswerFacts& answer : answers) {
    const std::string level = answer.level ? std::to_string(*answer.level) : "none";
    count_score(totals.overall, answer.score, options);
    count_score(tally_for(totals.levels, level), answer.score, options);
    count_score(tally_for(totals.labels, answer.label), answer.score, options);
    count_score(tally_for(totals.departments, answer.department), answer.score, options);
  }
  // "none" sorts behind the digits by itself.
  std::sort(totals.levels.begin(), totals.levels.end(), [](const Tally& a, const Tally& b) { return a.key < b.key; });
  std::stable_partition(totals.departments.begin(), totals.departments.end(),
                        [](const Tally& tally) { return !tally.key.empty(); });
  settle(totals.overall);
  for (auto* group : {&totals.levels, &totals.labels, &totals.departments})
    for (Tally& tally : *group) settle(tally);
  return totals;
}

}  // namespace sonae::assessment
