#pragma once
// The routes of the yearly report.

#include "features/governance/report/report.h"
#include "platform/http/http.h"

namespace sonae::governance::report {

/// Outlives the router.
struct Services {
  db::Database& database;
  requests::Wiring wiring;
};
void add_routes(http::Router& router, Services services);

}  // namespace sonae::governance::report
