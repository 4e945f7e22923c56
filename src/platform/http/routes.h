#pragma once
// How an api.cpp writes its routes: one call for what every route must declare (AZ01), words around it for what some
// need besides.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/id.h"
#include "platform/http/http.h"

namespace sonae::http {

/// Who may call a route, and whose rows it touches.
struct Access {
  Permission permission;
  RowScope scope;
};

/// A route that a member function of `api` answers; the object lives as long as the route.
template <typename Api>
[[nodiscard]] Route make_route(const std::shared_ptr<Api>& api, Method method, std::string pattern, Access access,
                               std::string summary, Result<Response> (Api::*handler)(const Context&)) {
  Route route;
  route.method = method;
  route.pattern = std::move(pattern);
  route.permission = access.permission;
  route.scope = access.scope;
  route.summary = std::move(summary);
  route.handler = [api, handler](const Context& context) { return ((*api).*handler)(context); };
  return route;
}

/// Takes JSON of this form.
[[nodiscard]] inline Route with_body(Route route, Schema form) {
  route.body = Body::Json;
  route.request = std::move(form);
  return route;
}

/// Both forms at once; nothing: no body, or an answer that is not JSON. What people type into such a form is short.
[[nodiscard]] inline Route with_forms(Route route, std::optional<Schema> request, std::optional<Schema> response) {
  route.body = request ? Body::Json : Body::None;
  route.request = std::move(request);
  route.response = std::move(response);
  route.body_limit = 16ULL * 1024;
  return route;
}

[[nodiscard]] inline Route answering(Route route, Schema form) {
  route.response = std::move(form);
  return route;
}

[[nodiscard]] inline Route heavy(Route route) {
  route.cost = Cost::Heavy;
  return route;
}

/// Ids that do not parse answer as foreign ones do (AZ08).
template <typename Tag>
[[nodiscard]] Result<Id<Tag>> id_in(std::string_view text) {
  const auto id = Id<Tag>::parse(text);
  if (!id) return not_found();
  return *id;
}

}  // namespace sonae::http
