#include "features/contacts/daily.h"

#include "core/directory/directory.h"
#include "features/contacts/readiness.h"

namespace sonae::contacts {

void add_jobs(jobs::Handlers& handlers, db::Database& database) {
  handlers.daily("contacts.look", [&database](const jobs::Job& job, Instant now) {
    return database.write(
        [&](db::WriteTx& tx) { return follow_up(tx, directory::system_actor(job.company, "daily look"), now); });
  });
}

}  // namespace sonae::contacts
