#include "reports/executive/outlook.h"

#include <algorithm>
#include <tuple>

namespace sonae::executive {

using assessment::Score;
using assessment::Sheet;

Distance distance_of(const Sheet& sheet, assessment::target::Goal goal) {
  Distance distance;
  distance.goal = std::move(goal);
  if (distance.goal.empty()) return distance;
  if (!distance.goal.hand_in) distance.goal.hand_in = sheet.summary.due;
  std::vector<assessment::target::GoalItem> items;
  for (std::size_t i = 0; i < sheet.items.size(); ++i)
    items.push_back({sheet.items[i].no, sheet.items[i].level, sheet.answers[i].score, sheet.answers[i].due});
  distance.measured = assessment::target::measure(distance.goal, items);
  if (distance.measured.open.empty())
    distance.outlook = Outlook::Reached;
  else if (!distance.goal.hand_in)
    distance.outlook = Outlook::NoHandIn;
  else
    distance.outlook = distance.measured.not_in_time.empty() ? Outlook::OnTime : Outlook::Late;
  return distance;
}

std::vector<Gap> gaps_of(const Sheet& sheet, const Distance& distance) {
  struct Ranked {
    Gap gap;
    int level = 0;
  };
  std::vector<Ranked> ranked;
  const auto among = [](const std::vector<int>& numbers, int no) {
    return std::ranges::find(numbers, no) != numbers.end();
  };
  for (std::size_t i = 0; i < sheet.items.size(); ++i) {
    const auto& item = sheet.items[i];
    const auto& answer = sheet.answers[i];
    if (!among(distance.measured.open, item.no)) continue;
    ranked.push_back({{item.no, item.label, item.condition, answer.score, answer.due, answer.department,
                       among(distance.measured.not_in_time, item.no)},
                      item.level.value_or(9)});
  }
  std::ranges::stable_sort(ranked, [](const Ranked& a, const Ranked& b) {
    const auto key = [](const Ranked& one) {
      const int begun = one.gap.score == Score::InProgress ? 1 : 0;
      const std::int64_t due = one.gap.due ? -one.gap.due->days() : INT64_MIN;  // without a date: the latest of all
      return std::tuple(one.gap.late ? 0 : 1, one.level, begun, due);
    };
    return key(a) < key(b);
  });
  std::vector<Gap> gaps;
  for (Ranked& one : ranked) gaps.push_back(std::move(one.gap));
  return gaps;
}

std::vector<int> ownerless(const Sheet& sheet) {
  std::vector<int> numbers;
  for (const auto& answer : sheet.answers)
    if (answer.department.empty()) numbers.push_back(answer.no);
  return numbers;
}

}  // namespace sonae::executive
