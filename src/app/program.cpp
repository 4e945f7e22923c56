#include "app/program.h"

#include "features/assessment/exchange/api.h"
#include "features/assessment/pictures/api.h"
#include "features/assessment/versions/api.h"
#include "features/assessment/work/api.h"
#include "reports/executive/api.h"

namespace sonae::app {

std::string version() { return SONAE_VERSION; }

Program::Program(db::Database& database, const blobs::Store& blobs, const Bytes& master_key, bool demo)
    : hasher_(session::production_cost),
      keys_(master_key),
      sessions_(database, accounts_, hasher_, keys_),
      gate_(database, sessions_) {
  directory::add_routes(router_, {database, sessions_, version(), demo});
  assessment::add_routes(router_, {database, blobs, presence_});
  assessment::exchange::add_routes(router_, {database, blobs});
  assessment::evidence::add_routes(router_, {database, blobs, {}});
  assessment::search::add_routes(router_, {database});
  assessment::pictures::add_routes(router_, {database});
  executive::add_routes(router_, {database});
  assessment::target::add_routes(router_, {database, blobs, presence_});
  assessment::distribution::add_routes(router_, {database, blobs, presence_});
  people::add_routes(router_, {database});
  assessment::work::add_routes(router_, {database, blobs, presence_});
  assessment::versions::add_routes(router_, {database, blobs, presence_});
}

}  // namespace sonae::app
