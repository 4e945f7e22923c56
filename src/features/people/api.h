#pragma once
// The routes of the people's table: list, preview, import, export, template.

#include "core/directory/directory.h"
#include "platform/db/db.h"
#include "platform/http/http.h"

namespace sonae::people {

/// Everything the routes work with; outlives the router.
struct Services {
  db::Database& database;
  directory::LeftHooks left = {};  ///< when a table says that people left
};

void add_routes(http::Router& router, Services services);

}  // namespace sonae::people
