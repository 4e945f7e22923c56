#include "app/program.h"

namespace sonae::app {

std::string version() { return SONAE_VERSION; }

Program::Program(db::Database& database, const blobs::Store& blobs, const Bytes& master_key, bool demo)
    : keys_(master_key), sessions_(database, accounts_, hasher_, keys_), gate_(database, sessions_) {
  directory::add_routes(router_, {database, sessions_, version(), demo});
  assessment::add_routes(router_, {database, blobs, presence_});
}

}  // namespace sonae::app
