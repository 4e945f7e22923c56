#include "features/assessment/proposals/rules_proposals.h"

#include <algorithm>

#include "base/months.h"

namespace sonae::assessment::proposals {

namespace {

int points(Score score) {
  switch (score) {
    case Score::Complete:
      return 2;
    case Score::InProgress:
      return 1;
    default:
      return 0;
  }
}

bool is_kind(const Proof& proof, const std::string& kind) {
  const std::size_t slash = kind.find('/');
  if (slash == std::string::npos) return proof.kind == kind;
  return proof.kind == kind.substr(0, slash) && proof.duty == kind.substr(slash + 1);
}

}  // namespace

bool speaks_for(const Proof& proof, const Asked& asked, int index, Date today) {
  if (std::ranges::none_of(asked.kinds, [&](const std::string& kind) { return is_kind(proof, kind); })) return false;
  if (proof.asked && *proof.asked != index) return false;
  if (proof.on > today || (proof.until && *proof.until < today) || (proof.ended && *proof.ended <= today)) return false;
  return asked.months == 0 || today <= plus_months(proof.on, asked.months);
}

std::vector<std::optional<std::size_t>> match(std::span<const Asked> asked, std::span<const Proof> proofs, Date today) {
  std::vector<std::optional<std::size_t>> matched(asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i)
    for (std::size_t p = 0; p < proofs.size(); ++p)
      if (speaks_for(proofs[p], asked[i], static_cast<int>(i), today) &&
          (!matched[i] || proofs[*matched[i]].on < proofs[p].on))
        matched[i] = p;
  return matched;
}

std::optional<Score> score_of(std::span<const std::optional<std::size_t>> matched, Score stored) {
  const auto have = std::ranges::count_if(matched, [](const auto& one) { return one.has_value(); });
  if (matched.empty()) return std::nullopt;
  if (have == static_cast<std::ptrdiff_t>(matched.size())) return Score::Complete;
  if (have > 0) return Score::InProgress;
  return stored == Score::NotStarted ? std::optional(Score::NotStarted) : std::nullopt;
}

Date due_of(const std::optional<Date>& stored, const std::optional<Date>& hand_in, Date today, int start_month) {
  if (stored && *stored > today) return *stored;
  if (hand_in && *hand_in > today) return *hand_in;
  const int year = fiscal_year_of(today, start_month);
  return Date::make(year + 1, start_month, 1)->plus_days(-1);
}

bool worth_showing(Score proposed, Score stored, bool has_basis) {
  if (stored == Score::NotApplicable) return false;
  if (stored == Score::Unanswered) return true;
  return points(proposed) > points(stored) || (!has_basis && proposed == stored);
}

bool is_stale(Score accepted, std::optional<Score> carried_today) {
  return points(accepted) > (carried_today ? points(*carried_today) : 0);
}

}  // namespace sonae::assessment::proposals
