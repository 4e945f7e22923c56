#pragma once
// The routes of the pictures: JSON for the page, PNG and workbook to take along.

#include "base/json.h"
#include "features/assessment/pictures/pictures.h"
#include "platform/db/db.h"
#include "platform/http/http.h"

namespace sonae::assessment::pictures {

struct Services {
  db::Database& database;
};
void add_routes(http::Router& router, Services services);

/// {"title","sentence","drawing","table":{"columns","rows"}}
[[nodiscard]] json::value to_json(const Picture& picture);

}  // namespace sonae::assessment::pictures
