#pragma once
// The routes of the self-assessment.

#include "features/assessment/presence.h"
#include "platform/blobs/blobs.h"
#include "platform/db/db.h"
#include "platform/http/http.h"

namespace sonae::assessment {

/// Everything the routes work with; outlives the router.
struct Services {
  db::Database& database;
  const blobs::Store& blobs;
  Presence& presence;
};

void add_routes(http::Router& router, Services services);

}  // namespace sonae::assessment
