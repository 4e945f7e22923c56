#include "features/assessment/versions/rules_trend.h"

#include <algorithm>
#include <array>
#include <map>

namespace sonae::assessment::versions {

namespace {

using FactsByNumber = std::map<int, const AnswerFacts*>;

FactsByNumber by_number(const std::vector<AnswerFacts>& facts) {
  FactsByNumber by_no;
  for (const AnswerFacts& one : facts) by_no.emplace(one.no, &one);
  return by_no;
}

std::string level_key(const AnswerFacts& facts) { return facts.level ? std::to_string(*facts.level) : "none"; }

/// Chains whose item the reader may see in every year.
std::vector<std::vector<int>> visible(std::vector<std::vector<int>> chains, const std::vector<FactsByNumber>& years) {
  std::erase_if(chains, [&](const std::vector<int>& chain) {
    for (std::size_t year = 0; year < years.size(); ++year)
      if (!years[year].contains(chain[year])) return true;
    return false;
  });
  return chains;
}

TrendSeries series_over(std::string key, const std::vector<std::vector<int>>& chains,
                        const std::vector<FactsByNumber>& years, const TotalsOptions& options) {
  TrendSeries series{std::move(key), {}};
  for (std::size_t year = 0; year < years.size(); ++year) {
    std::vector<AnswerFacts> facts;
    for (const std::vector<int>& chain : chains) facts.push_back(*years[year].at(chain[year]));
    series.years.push_back(count_totals(facts, options).overall);
  }
  return series;
}

}  // namespace

TrendFigures measure_trend(std::span<const YearOfAnswers> years, const TotalsOptions& options) {
  TrendFigures figures;
  if (years.empty()) return figures;
  std::vector<Wording> wordings;
  std::vector<FactsByNumber> facts;
  for (const YearOfAnswers& year : years) {
    wordings.push_back(year.wording);
    facts.push_back(by_number(year.facts));
  }
  const auto chains = visible(map_through(wordings), facts);
  figures.of_items = static_cast<int>(years.back().facts.size());
  figures.mapped_items = static_cast<int>(chains.size());
  figures.series.push_back(series_over("overall", chains, facts, options));
  for (const char* level : std::array{"1", "2", "3", "none"}) {
    std::vector<std::vector<int>> of_level;
    for (const std::vector<int>& chain : chains)
      if (level_key(*facts.back().at(chain.back())) == level) of_level.push_back(chain);
    if (!of_level.empty()) figures.series.push_back(series_over(level, of_level, facts, options));
  }
  return figures;
}

}  // namespace sonae::assessment::versions
