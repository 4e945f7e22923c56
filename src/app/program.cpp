#include "app/program.h"

#include "app/left_hooks.h"
#include "app/sheet_hooks.h"
#include "core/notices/api.h"
#include "core/tasks/api.h"
#include "core/tasks/reminders.h"
#include "features/assessment/department_items.h"
#include "features/assessment/exchange/api.h"
#include "features/assessment/pictures/api.h"
#include "features/assessment/proposals/api.h"
#include "features/assessment/proposals/daily.h"
#include "features/assessment/target/target.h"
#include "features/assessment/versions/api.h"
#include "features/assessment/work/api.h"
#include "features/contacts/api.h"
#include "features/contacts/daily.h"
#include "features/governance/api.h"
#include "features/governance/check/daily.h"
#include "features/governance/committee/api.h"
#include "features/governance/report/api.h"
#include "features/governance/requests/api.h"
#include "features/governance/responsibility/api.h"
#include "features/handout/api.h"
#include "features/plan/api.h"
#include "platform/clock.h"
#include "platform/http/limit_routes.h"
#include "reports/executive/api.h"

namespace sonae::app {

std::string version() { return SONAE_VERSION; }

Program::Program(db::Database& database, const blobs::Store& blobs, const Bytes& master_key, bool demo, Holds holds,
                 notices::Post post)
    : hasher_(session::production_cost),
      keys_(master_key),
      sessions_(database, accounts_, hasher_, keys_),
      gate_(database, sessions_),
      post_(std::move(post)),
      rates_(holds.heavy_per_address, holds.requests_per_account, holds.heavy_per_account) {
  directory::add_routes(router_, {database, sessions_, version(), demo, assessment::count_items_of, left_hooks()});
  notices::add_routes(router_, {database, keys_, post_});
  handout::add_routes(router_, {database, keys_, post_});
  notices::add_jobs(jobs_, database, keys_, post_);
  assessment::add_routes(router_, {database, blobs, presence_});
  assessment::exchange::add_routes(router_, {database, blobs});
  assessment::evidence::add_routes(router_, {database, blobs, holds.quotas});
  assessment::proposals::add_routes(router_, {database, blobs, presence_});
  assessment::proposals::add_jobs(jobs_, database);
  assessment::search::add_routes(router_, {database});
  assessment::pictures::add_routes(router_, {database});
  executive::add_routes(router_, {database});
  assessment::target::add_routes(router_, {database, blobs, presence_});
  assessment::distribution::add_routes(router_, {database, blobs, presence_});
  people::add_routes(router_, {database, left_hooks()});
  governance::add_routes(router_, {database});
  contacts::add_routes(router_, {database});
  contacts::add_jobs(jobs_, database);
  governance::check::add_jobs(jobs_, database);
  assessment::work::add_routes(router_, {database, blobs, presence_});
  assessment::versions::add_routes(router_, {database, blobs, presence_});
  const tasks::HandIn hand_in = assessment::target::hand_in_of;
  tasks::add_routes(router_, {database, hand_in});
  plan::add_routes(router_, {database, accounts_, hand_in});
  jobs_.daily("tasks.plan", [&database, hand_in](const jobs::Job& job, Instant at) -> Result<void> {
    TRY(tasks::make_due_years(database, job.company, hand_in, at));
    return {};
  });
  jobs_.daily("tasks.remind", [&database](const jobs::Job& job, Instant at) -> Result<void> {
    TRY(tasks::remind(database, job.company, at));
    return {};
  });
  const governance::requests::Wiring wiring{sheet_hooks()};
  governance::committee::add_routes(router_, {database, wiring});
  governance::report::add_routes(router_, {database, wiring});
  governance::requests::add_routes(router_, {database, wiring});
  governance::responsibility::add_routes(router_, {database, wiring.sheet});
  http::add_limit_routes(router_,
                         {rates_, holds.quotas, [folder = blobs.folder()] { return space_of(folder); }, monotonic_ms});
}

}  // namespace sonae::app
