#pragma once
// How the api files of this slice add their routes.

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "features/contacts/api.h"
#include "platform/http/routes.h"

namespace sonae::contacts {

void add_call_routes(http::Router& router, Services services);
void add_card_routes(http::Router& router, Services services);

template <typename Api>
class Routes {
 public:
  using Handler = Result<http::Response> (Api::*)(const http::Context&);
  Routes(http::Router& router, std::shared_ptr<Api> api) : router_(router), api_(std::move(api)) {}

  /// `pattern` follows "/api/v1".
  [[nodiscard]] http::Route make(http::Method method, const std::string& pattern, http::Access access,
                                 std::string summary, Handler handler) const {
    return http::make_route(api_, method, "/api/v1" + pattern, access, std::move(summary), handler);
  }
  void add(http::Route route, std::optional<http::Schema> body, std::optional<http::Schema> answer) {
    router_.add(http::with_forms(std::move(route), std::move(body), std::move(answer)));
  }

 private:
  http::Router& router_;
  std::shared_ptr<Api> api_;
};

}  // namespace sonae::contacts
