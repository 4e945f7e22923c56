#pragma once
// What happens to the organisation without anybody touching it: terms end, meetings grow old.

#include "platform/db/db.h"
#include "platform/jobs/jobs.h"

namespace sonae::governance::check {

/// A look at every company's organisation once a day. `database` outlives the handlers.
void add_jobs(jobs::Handlers& handlers, db::Database& database);

}  // namespace sonae::governance::check
