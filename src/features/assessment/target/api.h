#pragma once
// The routes of targets.

#include "features/assessment/api.h"

namespace sonae::assessment::target {

void add_routes(http::Router& router, Services services);

}  // namespace sonae::assessment::target
