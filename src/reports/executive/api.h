#pragma once
// The routes of the executive page.

#include "platform/db/db.h"
#include "platform/http/http.h"

namespace sonae::executive {

struct Services {
  db::Database& database;
};
void add_routes(http::Router& router, Services services);

}  // namespace sonae::executive
