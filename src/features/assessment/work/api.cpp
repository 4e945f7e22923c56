#include "features/assessment/work/api.h"

namespace sonae::assessment::work {

void add_routes(http::Router& router, Services services) {
  add_department_routes(router, services);
  add_item_routes(router, services);
  add_sign_off_routes(router, services);
  add_audit_routes(router, services);
}

}  // namespace sonae::assessment::work
