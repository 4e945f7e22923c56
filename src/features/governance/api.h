#pragma once
// The routes of the organisation: appointments, vacancies, set-up check, account roles.

#include "platform/db/db.h"
#include "platform/http/http.h"

namespace sonae::governance {

struct Services {
  db::Database& database;
};

void add_routes(http::Router& router, Services services);

}  // namespace sonae::governance
