#pragma once
// The routes of customers' questionnaires; called by exchange::add_routes.

#include "features/assessment/exchange/api.h"

namespace sonae::assessment::exchange {

void add_questionnaire_routes(http::Router& router, Services services);

}  // namespace sonae::assessment::exchange
