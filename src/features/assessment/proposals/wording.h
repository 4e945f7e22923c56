#pragma once
// The drafted basis in the form that each score needs (rules.h of the slice).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "features/assessment/score.h"

namespace sonae::assessment::proposals {

/// How a proof is called, and the day of its fact; nothing: there is none yet.
struct NamedPart {
  std::string name;
  std::optional<Date> on;
};
/// 2: every proof with its year; 1: what is done, what is not, and until when; 0: what will be done until when.
[[nodiscard]] std::string draft_basis(Score score, const std::vector<NamedPart>& parts, Date due,
                                      std::string_view language);

}  // namespace sonae::assessment::proposals
