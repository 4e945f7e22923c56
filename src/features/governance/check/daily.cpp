#include "features/governance/check/daily.h"

#include "core/directory/directory.h"
#include "features/governance/check/check.h"

namespace sonae::governance::check {

void add_jobs(jobs::Handlers& handlers, db::Database& database) {
  handlers.daily("governance.check", [&database](const jobs::Job& job, Instant now) {
    return database.write(
        [&](db::WriteTx& tx) { return refresh_tasks(tx, directory::system_actor(job.company, "daily look"), now); });
  });
}

}  // namespace sonae::governance::check
