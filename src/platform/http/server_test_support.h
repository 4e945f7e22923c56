#pragma once
// A running server with a gate of paper, for tests over real sockets.

#include <gtest/gtest.h>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "platform/http/server.h"
#include "support/raw_client.h"

namespace sonae::http::testing {

using support::RawClient;
using support::Reply;

/// Lets everybody in as an employee who sends "Cookie: who=employee" (or "who=secretariat"); wants the CSRF token "t".
class PaperGate : public Gate {
 public:
  Admission admit(const Arrival& arrival) override {
    Admission admission;
    if (arrival.csrf_required && arrival.headers.find("x-csrf-token") == arrival.headers.end()) {
      admission.refusal = Error{ErrorKind::Forbidden, "error.forbidden", {}, "no token", {}};
      return admission;
    }
    if (const auto who = arrival.cookies.find("who"); who != arrival.cookies.end()) {
      Actor actor;
      actor.roles = {who->second == "secretariat" ? Role::Secretariat : Role::Employee};
      admission.actor = actor;
      admission.cookies.push_back("who=" + who->second + "; Path=/");
    }
    return admission;
  }
};

inline Route public_get(std::string pattern, Handler handler) {
  Route route;
  route.pattern = std::move(pattern);
  route.permission = Permission::Public;
  route.scope = RowScope::None;
  route.summary = "Answers a test.";
  route.handler = std::move(handler);
  route.cost = Cost::Light;
  return route;
}

inline Route public_post(std::string pattern, Schema schema, Handler handler) {
  Route route = public_get(std::move(pattern), std::move(handler));
  route.method = Method::Post;
  route.body = Body::Json;
  route.request = std::move(schema);
  route.csrf = Csrf::NotNeeded;
  route.cost = Cost::Normal;
  return route;
}

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() {
    options.addresses = {"127.0.0.1"};
    options.port = 0;
    router.add(public_get("/api/v1/hello", [](const Context& context) -> Result<Response> {
      return Response::json({{"address", context.request.address}, {"name", context.request.query_or("name", "")}});
    }));
    router.add(public_post("/api/v1/echo", Schema::object({field("text", Schema::string(100))}),
                           [](const Context& context) -> Result<Response> {
                             return Response::json({{"text", context.body().at("text")}}, 201);
                           }));
  }

  void start() {
    auto started = Server::start(options, {router, gate, *log, metrics, pages});
    ASSERT_TRUE(started) << started.error().key << " " << started.error().detail;
    server = std::move(*started);
  }
  [[nodiscard]] Reply ask(std::string_view bytes) const { return RawClient(server->port()).ask(bytes); }
  [[nodiscard]] Reply get(std::string_view target, std::string_view headers = "") const {
    return ask("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\n");
  }
  [[nodiscard]] Reply post(std::string_view target, std::string_view body, std::string_view headers = "") const {
    return ask("POST " + std::string(target) + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n" +
               "Content-Length: " + std::to_string(body.size()) + "\r\n" + std::string(headers) + "\r\n" +
               std::string(body));
  }
  [[nodiscard]] std::string logged() const {
    const std::scoped_lock lock(log_mutex);
    return log_text;
  }

  Router router;
  PaperGate gate;
  metrics::Metrics metrics;
  mutable std::mutex log_mutex;
  std::string log_text;
  std::unique_ptr<log::Log> log = log::Log::to([this](std::string_view line) {
    const std::scoped_lock lock(log_mutex);
    log_text += line;
  });
  std::vector<EmbeddedFile> pages;
  ServerOptions options;
  std::unique_ptr<Server> server;  // last: stops before the rest goes
};

}  // namespace sonae::http::testing
