#pragma once
// Letters of appointment, and the description of the organisation with its editions.

#include "features/governance/api.h"

namespace sonae::governance::letters {

void add_routes(http::Router& router, Services services);

}  // namespace sonae::governance::letters
