#pragma once
// The routes of requests to departments.

#include "features/governance/requests/requests.h"
#include "platform/http/http.h"

namespace sonae::governance::requests {

/// Outlives the router.
struct Services {
  db::Database& database;
  Wiring wiring;
};
void add_routes(http::Router& router, Services services);

}  // namespace sonae::governance::requests
