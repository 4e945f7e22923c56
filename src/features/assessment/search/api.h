#pragma once
// The route of the search.

#include "platform/db/db.h"
#include "platform/http/http.h"

namespace sonae::assessment::search {

/// Outlives the router.
struct Services {
  db::Database& database;
};

void add_routes(http::Router& router, Services services);

}  // namespace sonae::assessment::search
