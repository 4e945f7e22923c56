#pragma once
// What the next meeting should talk about: proposed from what is open, never put on the agenda by itself.

#include "features/governance/committee/committee.h"
#include "features/governance/requests/requests.h"

namespace sonae::governance::committee {

struct Proposal {
  std::string source;  ///< of Point::source
  std::string key;     ///< message "committee.proposal.<what>"
  Args args;
  std::string link;  ///< where the matter stands
};
/// CompanyManage. Decisions of earlier meetings and directions that are not done, each by itself; then counts: tasks
/// that are late, findings of the set-up, the sheet's departments that are late and its open findings, requests that
/// are late or wait for an answer.
Result<std::vector<Proposal>> propose_agenda(db::Tx& tx, const Actor& actor, const requests::Wiring& wiring,
                                             Instant now);

}  // namespace sonae::governance::committee
