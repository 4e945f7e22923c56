#pragma once
// The routes of mail settings, of the list for people without mail, and of the own rhythm.

#include "core/notices/office.h"
#include "platform/http/http.h"

namespace sonae::notices {

/// Everything the routes work with; outlives the router.
struct Services {
  db::Database& database;
  const session::Keys& keys;
  const Post& post;
};

void add_routes(http::Router& router, Services services);

}  // namespace sonae::notices
