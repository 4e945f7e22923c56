#include <algorithm>
#include <map>

#include "platform/http/http.h"

namespace sonae::http {

namespace {

std::string lower_name(Method method) {
  std::string name(name_of(method));
  for (char& c : name) c = static_cast<char>(c - 'A' + 'a');
  return name;
}

std::string operation_id(const Route& route) {
  std::string id = lower_name(route.method);
  for (const char c : route.pattern.substr(std::string_view("/api/v1").size())) {
    if (c == '/')
      id += '_';
    else if (c != '{' && c != '}')
      id += c == '-' || c == '.' ? '_' : c;
  }
  return id;
}

// "/api/v1/assessments/{assessment}" belongs to "assessments".
std::string tag_of(const Route& route) {
  std::string_view rest = std::string_view(route.pattern).substr(std::string_view("/api/v1").size());
  if (rest.starts_with('/')) rest.remove_prefix(1);
  return std::string(rest.substr(0, std::min(rest.find_first_of("/."), rest.size())));
}

json::array parameters_of(const Route& route) {
  json::array parameters;
  std::string_view rest = route.pattern;
  for (std::size_t open = rest.find('{'); open != std::string_view::npos; open = rest.find('{')) {
    const std::size_t close = rest.find('}', open);
    parameters.push_back({{"name", rest.substr(open + 1, close - open - 1)},
                          {"in", "path"},
                          {"required", true},
                          {"schema", {{"type", "string"}}}});
    rest.remove_prefix(close + 1);
  }
  for (const Schema::Field& field : route.query)
    parameters.push_back(
        {{"name", field.name}, {"in", "query"}, {"required", field.required}, {"schema", field.schema.openapi()}});
  const bool unsafe = route.method != Method::Get;
  if (unsafe && route.csrf == Csrf::Required)
    parameters.push_back(
        {{"name", "X-CSRF-Token"}, {"in", "header"}, {"required", true}, {"schema", {{"type", "string"}}}});
  if (takes_idempotency_key(route))
    parameters.push_back(
        {{"name", "Idempotency-Key"},
         {"in", "header"},
         {"required", false},
         {"description", "The same key within 24 hours gets the same answer and creates nothing twice."},
         {"schema", {{"type", "string"}, {"minLength", 1}, {"maxLength", 100}}}});
  return parameters;
}

json::value request_body(const Route& route) {
  if (route.body == Body::Multipart)
    return {{"required", true},
            {"content",
             {{"multipart/form-data",
               {{"schema",
                 {{"type", "object"},
                  {"properties", {{"file", {{"type", "string"}, {"contentMediaType", "application/octet-stream"}}}}},
                  {"required", json::array{"file"}}}}}}}}};
  return {{"required", true}, {"content", {{"application/json", {{"schema", route.request->openapi()}}}}}};
}

json::object responses_of(const Route& route) {
  json::object fine{{"description", "Done."}};
  if (route.response)
    fine["content"] = {{"application/json", {{"schema", route.response->openapi()}}}};
  else if (route.method == Method::Get)
    fine["content"] = {{"application/octet-stream", json::object{}}};
  json::object responses;
  responses["2XX"] = std::move(fine);
  responses["default"] = {{"$ref", "#/components/responses/Error"}};
  return responses;
}

json::object operation(const Route& route) {
  json::object out;
  out["operationId"] = operation_id(route);
  out["summary"] = route.summary;
  out["tags"] = json::array{json::value(tag_of(route))};
  if (json::array parameters = parameters_of(route); !parameters.empty()) out["parameters"] = std::move(parameters);
  if (route.body != Body::None) out["requestBody"] = request_body(route);
  out["responses"] = responses_of(route);
  if (*route.permission == Permission::Public)
    out["security"] = json::array{};
  else
    out["security"] = json::array{json::value{{"session", json::array{}}}};
  out["x-permission"] = name_of(*route.permission);
  out["x-row-scope"] = name_of(*route.scope);
  return out;
}

Schema error_schema() {
  const Schema problem = Schema::object({field("place", Schema::string().described("JSON pointer, cell or field name")),
                                         field("code", Schema::string()), field("message", Schema::string())});
  return Schema::object(
      {field("error", Schema::object({field("code", Schema::string().described("message key, stable")),
                                      field("message", Schema::string()), field("request_id", Schema::string()),
                                      optional("fields", Schema::array(problem))}))});
}

}  // namespace

json::value Router::openapi(std::string_view version) const {
  std::map<std::string, std::map<std::string, json::object>> sorted;
  for (const Route& route : routes_)
    if (route.pattern.starts_with("/api/v1/")) sorted[route.pattern][lower_name(route.method)] = operation(route);

  json::object paths;
  for (auto& [pattern, operations] : sorted) {
    json::object path;
    for (auto& [method, described] : operations) path[method] = std::move(described);
    paths[pattern] = std::move(path);
  }
  json::object error{{"description", "Refused or failed; the code says why."},
                     {"content", {{"application/json", {{"schema", error_schema().openapi()}}}}}};
  json::object session{{"type", "apiKey"},
                       {"in", "cookie"},
                       {"name", "__Host-sonae"},
                       {"description", "The session cookie that POST /api/v1/session sets."}};
  json::object out;
  out["openapi"] = "3.1.0";
  out["info"] = {
      {"title", "Sonae"}, {"version", version}, {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}};
  out["servers"] = json::array{json::value{{"url", "/"}}};
  out["paths"] = std::move(paths);
  out["components"] = {{"securitySchemes", {{"session", std::move(session)}}},
                       {"responses", {{"Error", std::move(error)}}}};
  return out;
}

json::value Router::describe() const {
  std::vector<const Route*> sorted;
  for (const Route& route : routes_) sorted.push_back(&route);
  std::ranges::sort(sorted, [](const Route* a, const Route* b) {
    return std::tie(a->pattern, a->method) < std::tie(b->pattern, b->method);
  });
  json::array out;
  for (const Route* route : sorted) {
    json::array roles;
    for (const Role role : all_roles())
      if (grants(role, *route->permission)) roles.emplace_back(name_of(role));
    out.push_back({{"method", name_of(route->method)},
                   {"path", route->pattern},
                   {"permission", name_of(*route->permission)},
                   {"scope", name_of(*route->scope)},
                   {"roles", std::move(roles)},
                   {"summary", route->summary}});
  }
  return out;
}

}  // namespace sonae::http
