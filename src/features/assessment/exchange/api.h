#pragma once
// The routes of exports, edited copies and customers' questionnaires.

#include "platform/blobs/blobs.h"
#include "platform/db/db.h"
#include "platform/http/http.h"

namespace sonae::assessment::exchange {

/// Everything the routes work with; outlives the router.
struct Services {
  db::Database& database;
  const blobs::Store& blobs;
};

void add_routes(http::Router& router, Services services);

}  // namespace sonae::assessment::exchange
