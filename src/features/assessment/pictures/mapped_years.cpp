#include "features/assessment/pictures/mapped_years.h"

#include <algorithm>
#include <map>
#include <set>

#include "features/assessment/compare.h"

namespace sonae::assessment::pictures {

namespace {

std::vector<ComparedItem> compared(const Sheet& sheet) {
  std::vector<ComparedItem> items;
  for (const auto& item : sheet.items) items.push_back({item.no, item.condition, item.criteria, item.label});
  return items;
}

/// This year's number -> that year's.
std::map<int, int> match(const Sheet& now, const Sheet& then) {
  const Comparison found = compare_items(compared(then), compared(now));
  const std::set<int> added(found.added.begin(), found.added.end());
  std::map<int, int> numbers;
  for (const Move& move : found.moved) numbers[move.to] = move.from;
  for (const Rewording& rewording : found.reworded) numbers[rewording.to] = rewording.from;
  // What is neither new nor moved nor reworded kept its number.
  for (const auto& item : now.items)
    if (!added.contains(item.no)) numbers.emplace(item.no, item.no);
  return numbers;
}

}  // namespace

MappedYears map_years(const Sheet& now, const std::vector<Sheet>& earlier) {
  MappedYears mapped;
  mapped.of_items = static_cast<int>(now.items.size());
  struct Year {
    const Sheet* sheet;
    std::map<int, int> numbers;
  };
  std::vector<Year> years;
  for (const Sheet& sheet : earlier) {
    auto numbers = match(now, sheet);
    if (numbers.empty() || numbers.size() * 2 < now.items.size())
      mapped.incomparable.push_back(sheet.summary.fiscal_year);
    else
      years.push_back({&sheet, std::move(numbers)});
  }
  std::ranges::sort(years, {}, [](const Year& year) { return year.sheet->summary.fiscal_year; });
  std::ranges::sort(mapped.incomparable);

  const std::vector<AnswerFacts> answers = facts_of(now);
  std::vector<AnswerFacts> shared;
  for (const AnswerFacts& answer : answers)
    if (std::ranges::all_of(years, [&](const Year& year) { return year.numbers.contains(answer.no); }))
      shared.push_back(answer);
  mapped.items = static_cast<int>(shared.size());

  for (const Year& year : years) {
    std::map<int, Score> scores;
    for (const Answer& answer : year.sheet->answers) scores[answer.no] = answer.score;
    MappedYear made{year.sheet->summary.fiscal_year, shared};
    for (AnswerFacts& answer : made.answers) answer.score = scores[year.numbers.at(answer.no)];
    mapped.years.push_back(std::move(made));
  }
  mapped.years.push_back({now.summary.fiscal_year, std::move(shared)});
  return mapped;
}

}  // namespace sonae::assessment::pictures
