#pragma once
// Facts grow old without anybody touching them: accepted answers that they no longer carry become tasks.

#include "features/assessment/assessment.h"
#include "platform/jobs/jobs.h"

namespace sonae::assessment::proposals {

/// Opens a task for each accepted answer of the open sheets whose facts no longer carry it, for its department or else
/// the secretariat, and settles those that are mended. `actor` sees every item.
[[nodiscard]] Result<void> follow_up(db::WriteTx& tx, const Actor& actor, Instant now);

/// A look at every company's sheets once a day. `database` outlives the handlers.
void add_jobs(jobs::Handlers& handlers, db::Database& database);

}  // namespace sonae::assessment::proposals
