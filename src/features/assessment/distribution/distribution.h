#pragma once
// Who should answer what, for one sheet: what the rules look at, loaded.

#include <vector>

#include "features/assessment/assessment.h"
#include "features/assessment/distribution/rules_distribution.h"

namespace sonae::assessment::distribution {

struct Distribution {
  std::vector<Proposal> proposals;  ///< one per item, in the sheet's order
  std::vector<Candidate> departments;
};
/// SheetManage.
[[nodiscard]] Result<Distribution> propose_for(db::Tx& tx, const Actor& actor, const Id<Assessment>& assessment);

}  // namespace sonae::assessment::distribution
