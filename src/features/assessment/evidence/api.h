#pragma once
// The routes of evidence at an item.

#include "platform/blobs/blobs.h"
#include "platform/blobs/quota.h"
#include "platform/db/db.h"
#include "platform/http/http.h"

namespace sonae::assessment::evidence {

/// Everything the routes work with; outlives the router.
struct Services {
  db::Database& database;
  const blobs::Store& blobs;
  blobs::Quotas quotas;
};

void add_routes(http::Router& router, Services services);

}  // namespace sonae::assessment::evidence
