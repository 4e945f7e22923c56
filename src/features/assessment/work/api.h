#pragma once
// The routes around the sheet: departments, questions, waivers, hand-over, sign-off, hand-in, auditor's notes, today.

#include "features/assessment/api.h"

namespace sonae::assessment::work {

void add_routes(http::Router& router, Services services);

/// The parts of add_routes.
void add_department_routes(http::Router& router, Services services);
void add_item_routes(http::Router& router, Services services);
void add_sign_off_routes(http::Router& router, Services services);
void add_audit_routes(http::Router& router, Services services);

}  // namespace sonae::assessment::work
