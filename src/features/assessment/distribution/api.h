#pragma once
// The route of the proposed distribution; what a person accepts is saved as edits of the field "department".

#include "features/assessment/api.h"

namespace sonae::assessment::distribution {

void add_routes(http::Router& router, Services services);

}  // namespace sonae::assessment::distribution
