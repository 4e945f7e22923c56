#pragma once
// The routes of the year's picture, its files, and the calendar feed.

#include "core/directory/accounts.h"
#include "core/tasks/schedules.h"
#include "platform/http/http.h"

namespace sonae::plan {

/// Outlives the router.
struct Services {
  db::Database& database;
  const directory::Accounts& accounts;
  tasks::HandIn hand_in;
};
void add_routes(http::Router& router, const Services& services);

}  // namespace sonae::plan
