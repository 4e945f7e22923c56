#pragma once
// What happens to the book without anybody touching it: contracts end, a year passes since the last call test.

#include "platform/db/db.h"
#include "platform/jobs/jobs.h"

namespace sonae::contacts {

/// A look at every company's book once a day. `database` outlives the handlers.
void add_jobs(jobs::Handlers& handlers, db::Database& database);

}  // namespace sonae::contacts
