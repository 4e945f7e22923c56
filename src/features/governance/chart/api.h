#pragma once
// The organisation chart for the page and as files. Every signed-in person may see who answers for security.

#include "features/governance/api.h"

namespace sonae::governance::chart {

void add_routes(http::Router& router, Services services);

}  // namespace sonae::governance::chart
