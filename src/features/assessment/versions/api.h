#pragma once
// The routes of versions: comparing, confirming, keeping, trend and SCS.

#include "features/assessment/api.h"

namespace sonae::assessment::versions {

void add_routes(http::Router& router, Services services);

}  // namespace sonae::assessment::versions
