#include "features/governance/responsibility/rules_raci.h"

#include <array>

namespace sonae::governance::responsibility {

namespace {

constexpr std::array<std::pair<Mark, std::string_view>, 5> names = {
    {{Mark::R, "R"}, {Mark::A, "A"}, {Mark::Both, "RA"}, {Mark::C, "C"}, {Mark::I, "I"}}};

void answer_for(Row& row, const std::string& department) {
  const auto known = row.find(department);
  row[department] = known != row.end() && does(known->second) ? Mark::Both : Mark::A;
}

}  // namespace

std::string_view name_of(Mark mark) {
  for (const auto& [value, name] : names)
    if (value == mark) return name;
  die("a mark without a name");
}

std::optional<Mark> parse_mark(std::string_view name) {
  for (const auto& [value, known] : names)
    if (known == name) return value;
  return std::nullopt;
}

Gaps gaps_of(const Row& row) {
  int doing = 0;
  int answering = 0;
  for (const auto& [department, mark] : row) {
    doing += does(mark) ? 1 : 0;
    answering += answers(mark) ? 1 : 0;
  }
  return {doing == 0, answering == 0, answering > 1};
}

Row propose(const Hints& hints, const std::string& office, std::span<const std::string> answering) {
  Row row;
  if (hints.everybody && !answering.empty()) {
    for (const std::string& one : answering) row[one] = Mark::R;
    if (!hints.assigned.empty()) row[hints.assigned] = Mark::R;
    const std::string& charge = !hints.named.empty()      ? hints.named.front()
                                : !office.empty()         ? office
                                : !hints.assigned.empty() ? hints.assigned
                                                          : answering.front();
    answer_for(row, charge);
    return row;
  }
  if (!hints.assigned.empty())
    row[hints.assigned] = Mark::R;
  else if (!hints.named.empty())
    row[hints.named.front()] = Mark::R;
  if (row.empty()) return row;
  const std::string doing = row.begin()->first;
  answer_for(row, hints.named.empty() ? doing : hints.named.front());
  for (const std::string& one : hints.named) row.try_emplace(one, Mark::C);
  if (!office.empty()) row.try_emplace(office, Mark::I);
  return row;
}

}  // namespace sonae::governance::responsibility
