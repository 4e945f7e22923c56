#pragma once
// The routes of the responsibility table.

#include "features/governance/responsibility/responsibility.h"
#include "platform/http/http.h"

namespace sonae::governance::responsibility {

/// Outlives the router.
struct Services {
  db::Database& database;
  SheetHooks sheet;
};
void add_routes(http::Router& router, Services services);

}  // namespace sonae::governance::responsibility
