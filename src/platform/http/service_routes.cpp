#include "platform/http/address.h"
#include "platform/http/server.h"
#include "platform/http/wire.h"

namespace sonae::http {

namespace {

Response text(std::string body, std::string content_type) {
  Response response;
  response.content_type = std::move(content_type);
  response.body = std::move(body);
  return response;
}

Route get(std::string pattern, std::string summary, Handler handler) {
  return {.method = Method::Get,
          .pattern = std::move(pattern),
          .permission = Permission::Public,
          .scope = RowScope::None,
          .summary = std::move(summary),
          .handler = std::move(handler)};
}

// "script-src-elem" of a report, in either of the two forms that browsers send. The rest of a report names pages and
// may hold what a person typed: it is not kept (TR05).
std::string violated_directive(const json::value& body) {
  const json::value* report = &body;
  if (report->is_array() && !report->get_array().empty()) report = &report->get_array().front();
  for (const char* wrapper : {"csp-report", "body"})
    if (report->is_object() && report->get_object().contains(wrapper)) report = &report->get_object().at(wrapper);
  if (report->is_object())
    for (const char* name : {"effectiveDirective", "effective-directive", "violated-directive"})
      if (const json::value* found = report->get_object().if_contains(name); found != nullptr && found->is_string())
        return std::string(found->get_string()).substr(0, 100);
  return "unknown";
}

Route csp_reports(metrics::Metrics& metrics, log::Log& log) {
  Route route;
  route.method = Method::Post;
  route.pattern = csp_report_path;
  route.permission = Permission::Public;
  route.scope = RowScope::None;
  route.summary = "Takes a browser's report about a violated Content-Security-Policy.";
  route.body = Body::Json;
  route.request = Schema::any();
  route.body_limit = 16 * 1024;
  route.cost = Cost::Light;
  route.csrf = Csrf::NotNeeded;
  route.handler = [&metrics, &log](const Context& context) -> Result<Response> {
    metrics.count("sonae_csp_reports_total", "Reports about a violated Content-Security-Policy.");
    log.write(log::Level::Warning, "csp.report",
              {{"request_id", context.request.request_id}, {"directive", violated_directive(*context.request.json)}});
    return Response::no_content();
  };
  return route;
}

}  // namespace

void add_service_routes(Router& router, metrics::Metrics& metrics, log::Log& log, std::string version,
                        std::function<Result<void>()> ready) {
  Route health = get("/healthz", "Says that the process lives.",
                     [](const Context&) -> Result<Response> { return Response::json({{"status", "ok"}}); });
  health.cost = Cost::Light;
  router.add(std::move(health));

  router.add(get("/readyz", "Says whether requests can be answered, database included.",
                 [ready = std::move(ready)](const Context&) -> Result<Response> {
                   TRY(ready());
                   return Response::json({{"status", "ok"}});
                 }));

  router.add(get("/metrics", "Numbers in Prometheus' text format, for clients on this machine or with the permission.",
                 [&metrics](const Context& context) -> Result<Response> {
                   const bool local = is_direct_loopback(context.request.address, context.request.headers);
                   const bool allowed = context.actor != nullptr && context.actor->may(Permission::Metrics);
                   if (!local && !allowed) return forbidden();
                   return text(metrics.text(), "text/plain; version=0.0.4; charset=utf-8");
                 }));

  router.add(csp_reports(metrics, log));

  // Written once; the route itself is part of the description, so the text is made after it was added.
  const auto description = std::make_shared<std::string>();
  Route openapi = get("/api/v1/openapi.json", "This description.", [description](const Context&) -> Result<Response> {
    return text(*description, "application/json; charset=utf-8");
  });
  openapi.response = Schema::any();
  openapi.cost = Cost::Light;
  router.add(std::move(openapi));
  *description = json::write(router.openapi(version));
}

}  // namespace sonae::http
