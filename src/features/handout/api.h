#pragma once
// The route of the printed list for people without mail.

#include "core/notices/api.h"

namespace sonae::handout {

void add_routes(http::Router& router, notices::Services services);

}  // namespace sonae::handout
