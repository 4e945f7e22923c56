#include "features/assessment/pictures/mapped_years.h"

#include <algorithm>
#include <map>

#include "features/assessment/versions/carry.h"

namespace sonae::assessment::pictures {

namespace {

versions::Wording wording(const Sheet& sheet) {
  const Summary& summary = sheet.summary;
  return versions::wording_of({summary.framework_pack, summary.framework_version, summary.framework_name}, sheet.items);
}

}  // namespace

MappedYears map_years(const Sheet& now, const std::vector<Sheet>& earlier) {
  MappedYears mapped;
  mapped.of_items = static_cast<int>(now.items.size());
  const versions::Wording this_year = wording(now);
  std::vector<const Sheet*> years;
  for (const Sheet& sheet : earlier) {
    const std::size_t common = versions::map_through(std::vector{wording(sheet), this_year}).size();
    if (common == 0 || common * 2 < now.items.size())
      mapped.incomparable.push_back(sheet.summary.fiscal_year);
    else
      years.push_back(&sheet);
  }
  std::ranges::sort(years, {}, [](const Sheet* sheet) { return sheet->summary.fiscal_year; });
  std::ranges::sort(mapped.incomparable);
  years.push_back(&now);

  std::vector<versions::Wording> wordings;
  for (const Sheet* sheet : years) wordings.push_back(wording(*sheet));
  const auto chains = versions::map_through(wordings);
  mapped.items = static_cast<int>(chains.size());

  std::map<int, AnswerFacts> facts;
  for (AnswerFacts& answer : facts_of(now)) facts.emplace(answer.no, std::move(answer));
  for (std::size_t year = 0; year < years.size(); ++year) {
    std::map<int, Score> scores;
    for (const Answer& answer : years[year]->answers) scores[answer.no] = answer.score;
    MappedYear made{years[year]->summary.fiscal_year, {}};
    for (const std::vector<int>& chain : chains) {
      made.answers.push_back(facts.at(chain.back()));
      made.answers.back().score = scores.at(chain[year]);
    }
    mapped.years.push_back(std::move(made));
  }
  return mapped;
}

}  // namespace sonae::assessment::pictures
