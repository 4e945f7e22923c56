#pragma once
// The routes of facts and proposals on the sheet.

#include "features/assessment/api.h"

namespace sonae::assessment::proposals {

void add_routes(http::Router& router, Services services);

}  // namespace sonae::assessment::proposals
