#pragma once
// Rows of waivers.

#include "features/assessment/work/waivers.h"

namespace sonae::assessment::work::store {

struct StoredWaiver {
  Waiver waiver;             ///< `holds` is not known here
  std::string answer_state;  ///< digest of what was answered
};
Result<std::vector<StoredWaiver>> list_waivers(db::Tx& tx, const Scope& scope, const Id<Assessment>& assessment);
/// A second waiver of the same finding takes the place of the first.
Result<void> put_waiver(db::WriteTx& tx, const Scope& scope, const Id<Assessment>& assessment,
                        const StoredWaiver& waiver, const Id<User>& by);
Result<void> delete_waiver(db::WriteTx& tx, const Scope& scope, const Id<WaiverTag>& waiver);

}  // namespace sonae::assessment::work::store
