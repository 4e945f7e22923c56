#pragma once
// The routes of contacts, call tests, cards and the emergency page.

#include "platform/db/db.h"
#include "platform/http/http.h"

namespace sonae::contacts {

/// `database` outlives the router.
struct Services {
  db::Database& database;
};
void add_routes(http::Router& router, Services services);

}  // namespace sonae::contacts
