#pragma once
// The routes of the committee.

#include "features/governance/committee/agenda.h"
#include "platform/http/http.h"

namespace sonae::governance::committee {

/// Outlives the router.
struct Services {
  db::Database& database;
  requests::Wiring wiring;
};
void add_routes(http::Router& router, Services services);

}  // namespace sonae::governance::committee
