// What the server holds against hostile and slow clients, over real sockets with short times.

#include <sys/wait.h>

#include <csignal>
#include <future>
#include <latch>

#include "platform/http/server_test_support.h"
#include "platform/http/wire.h"

namespace sonae::http::testing {
namespace {

using namespace std::chrono_literals;
constexpr std::string_view hello = "GET /api/v1/hello HTTP/1.1\r\nHost: x\r\n\r\n";

using Guards = ServerTest;

/// A handler that waits until the test lets it go.
struct Held {
  std::latch entered{1};
  std::promise<void> release;
  std::shared_future<void> released = release.get_future().share();
  Handler handler() {
    // The wait may outlive this object: a cut-off test ends before its handler does.
    return [this, released = released](const Context&) -> Result<Response> {
      entered.count_down();
      released.wait();
      return Response::json({{"done", true}});
    };
  }
};

Route normal(std::string pattern, Handler handler) {
  Route route = public_get(std::move(pattern), std::move(handler));
  route.cost = Cost::Normal;
  return route;
}

// WB02, WB04
TEST_F(Guards, every_answer_carries_the_protecting_headers) {
  start();
  for (const char* path : {"/api/v1/hello", "/api/v1/none", "/"}) {
    const Reply reply = get(path);
    EXPECT_EQ(
        reply.header("content-security-policy"),
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        "font-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; "
        "trusted-types svelte-trusted-html; report-uri /csp-reports; report-to csp");
    EXPECT_EQ(reply.header("cross-origin-opener-policy"), "same-origin");
    EXPECT_EQ(reply.header("cross-origin-resource-policy"), "same-origin");
    EXPECT_EQ(reply.header("x-content-type-options"), "nosniff");
    EXPECT_EQ(reply.header("referrer-policy"), "no-referrer");
    EXPECT_TRUE(reply.header("permissions-policy").contains("camera=()"));
    EXPECT_EQ(reply.header("cache-control"), "no-store");
    EXPECT_TRUE(reply.header("strict-transport-security").empty()) << "never over plain HTTP";
  }
}

TEST_F(Guards, hsts_is_sent_when_people_reach_us_over_https) {
  options.external_url = "https://sonae.example.co.jp/";
  start();
  EXPECT_TRUE(get("/api/v1/hello").header("strict-transport-security").starts_with("max-age=31536000"));
  EXPECT_EQ(server->own_origins(), std::vector<std::string>{"https://sonae.example.co.jp"});
  EXPECT_TRUE(server->secure());
}

TEST_F(Guards, policy_reports_are_counted_and_logged_without_their_addresses) {
  add_service_routes(router, metrics, *log, "1", [] { return Result<void>(); });
  start();
  const std::string report =
      R"({"csp-report":{"document-uri":"http://x/?q=geheim","effective-directive":"script-src-elem"}})";
  const Reply reply =
      ask("POST /csp-reports HTTP/1.1\r\nHost: x\r\nContent-Type: application/csp-report\r\nContent-Length: " +
          std::to_string(report.size()) + "\r\n\r\n" + report);
  EXPECT_EQ(reply.status, 204);
  EXPECT_TRUE(logged().contains("script-src-elem"));
  EXPECT_FALSE(logged().contains("geheim"));
  EXPECT_TRUE(metrics.text().contains("sonae_csp_reports_total 1"));
}

// WB05
TEST_F(Guards, what_cannot_be_read_safely_is_answered_once_and_closed) {
  start();
  for (const char* headers :
       {"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "Content-Length: 3\r\nContent-Length: 3\r\n",
        "A: b\r\n c\r\n", "A: b\nB: c\r\n", "Host: y\r\n"}) {
    RawClient client(server->port());
    const Reply reply =
        client.ask("POST /api/v1/echo HTTP/1.1\r\nHost: x\r\n" + std::string(headers) + "\r\nabc" + std::string(hello));
    EXPECT_EQ(reply.status, 400) << headers;
    EXPECT_EQ(reply.header("connection"), "close");
    EXPECT_TRUE(client.is_closed()) << "the smuggled second request must not be answered: " << headers;
  }
  EXPECT_EQ(get("/" + std::string(9000, 'a')).status, 414);
  EXPECT_EQ(get("/", "A: " + std::string(33'000, 'b') + "\r\n").status, 431);
}

TEST_F(Guards, ambiguous_paths_are_refused_before_routing) {
  start();
  for (const char* path :
       {"/api/v1/%2e%2e/hello", "/api/v1%2Fhello", "/api//v1/hello", "/api/v1/hello%00", "/api/v1/%2568ello"})
    EXPECT_EQ(get(path).status, 400) << path;
}

TEST_F(Guards, a_body_over_the_limit_is_refused_before_it_is_read) {
  start();
  RawClient client(server->port());
  const Reply reply = client.ask(
      "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 999999999\r\n\r\n");
  EXPECT_EQ(reply.status, 413);
  EXPECT_TRUE(reply.body.contains("256 KiB"));
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Guards, a_chunked_body_over_the_limit_is_refused_while_it_arrives) {
  start();
  RawClient client(server->port());
  client.send(
      "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(0x10000, ' ') + "\r\n";
  for (int i = 0; i < 6; ++i) client.send(chunk);
  EXPECT_EQ(client.receive().status, 413);
}

// RE08
TEST_F(Guards, large_bodies_beyond_the_places_in_memory_are_told_to_come_back) {
  options.limits.large_bodies = 1;
  options.limits.workers = 1;
  router.add(normal("/api/v1/other", [](const Context&) -> Result<Response> { return Response::no_content(); }));
  start();
  const std::string head =
      "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";
  const std::string body = "{\"text\":\"" + std::string(100'000 - 11, 'x') + "\"}";
  RawClient slow(server->port());
  slow.send(head + body.substr(0, 10));
  // One worker takes them in turn: after this answer the first body has its place.
  EXPECT_EQ(get("/api/v1/other").status, 204);
  EXPECT_EQ(RawClient(server->port()).ask(head).status, 503);
  EXPECT_EQ(get("/api/v1/hello").status, 200);
  slow.send(body.substr(10));
  EXPECT_NE(slow.receive().status, 503);
  EXPECT_NE(RawClient(server->port()).ask(head + body).status, 503) << "the place is free again";
}

// WB06
TEST_F(Guards, a_head_that_does_not_end_in_time_is_cut_off) {
  options.timeouts.header = 50ms;
  start();
  RawClient silent(server->port());
  RawClient half(server->port());
  half.send("GET / HTTP/1.1\r\nHost:");
  EXPECT_TRUE(silent.is_closed());
  EXPECT_TRUE(half.is_closed());
}

TEST_F(Guards, an_idle_connection_is_closed) {
  options.timeouts.idle = 50ms;
  start();
  RawClient client(server->port());
  EXPECT_EQ(client.ask(hello).status, 200);
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Guards, a_body_below_the_minimum_rate_is_cut_off) {
  options.timeouts.body_grace = 50ms;
  options.limits.body_bytes_per_second = 1024 * 1024;
  start();
  RawClient client(server->port());
  client.send(
      "POST /api/v1/echo HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"te");
  EXPECT_TRUE(client.is_closed());
}

TEST_F(Guards, a_client_that_does_not_read_is_cut_off) {
  router.add(public_get("/api/v1/large", [](const Context&) -> Result<Response> {
    return Response::json({{"text", std::string(64 * 1024 * 1024, 'x')}});
  }));
  options.timeouts.write = 50ms;
  start();
  RawClient client(server->port());
  client.send("GET /api/v1/large HTTP/1.1\r\nHost: x\r\n\r\n");
  // The server can only become free of connections by giving this one up.
  server->stop();
  EXPECT_TRUE(server->wait());
}

TEST_F(Guards, connections_beyond_the_cap_are_told_to_come_back) {
  options.limits.connections_per_proxy = 2;  // loopback counts as many people behind one address
  start();
  RawClient first(server->port());
  RawClient second(server->port());
  EXPECT_EQ(first.ask(hello).status, 200);
  EXPECT_EQ(second.ask(hello).status, 200);
  RawClient third(server->port());
  const Reply reply = third.receive();
  EXPECT_EQ(reply.status, 503);
  EXPECT_EQ(reply.header("retry-after"), "1");
  EXPECT_EQ(first.ask(hello).status, 200);
}

// WB07
TEST_F(Guards, forwarded_headers_of_an_unlisted_peer_are_not_believed) {
  start();
  EXPECT_TRUE(get("/api/v1/hello", "X-Forwarded-For: 192.0.2.9\r\n").body.contains("127.0.0.1"));
}

TEST_F(Guards, the_nearest_unlisted_address_behind_listed_proxies_is_the_client) {
  options.trusted_proxies = {"127.0.0.0/8", "10.0.0.1"};
  start();
  EXPECT_TRUE(get("/api/v1/hello", "X-Forwarded-For: 6.6.6.6, 192.0.2.9, 10.0.0.1\r\n").body.contains("\"192.0.2.9\""));
}

TEST_F(Guards, metrics_are_for_direct_local_clients) {
  add_service_routes(router, metrics, *log, "1", [] { return Result<void>(); });
  start();
  EXPECT_EQ(get("/metrics").status, 200);
  EXPECT_EQ(get("/metrics", "X-Forwarded-For: 192.0.2.9\r\n").status, 403);
  EXPECT_TRUE(
      get("/metrics").body.contains("sonae_requests_total{method=\"GET\",route=\"/metrics\",status=\"2xx\"} 1"));
}

TEST_F(Guards, readiness_follows_the_database_and_health_does_not) {
  bool away = true;
  add_service_routes(router, metrics, *log, "1",
                     [&]() -> Result<void> { return away ? Result<void>(unavailable("error.busy")) : Result<void>(); });
  start();
  EXPECT_EQ(get("/healthz").status, 200);
  EXPECT_EQ(get("/readyz").status, 503);
  away = false;
  EXPECT_EQ(get("/readyz").status, 200);
}

// WB09
TEST_F(Guards, plain_http_on_a_public_address_needs_a_decision) {
  const auto start_on = [&](const std::string& address) {
    options.addresses = {address};
    return Server::start(options, {router, gate, *log, metrics, pages});
  };
  EXPECT_EQ(start_on("0.0.0.0").error().key, "http.start.plain_public");
  EXPECT_EQ(start_on("::").error().key, "http.start.plain_public");
  EXPECT_EQ(start_on("localhost").error().key, "http.start.address");
  options.allow_plain_public = true;
  EXPECT_TRUE(start_on("0.0.0.0"));
}

TEST_F(Guards, a_taken_port_is_named) {
  start();
  options.port = server->port();
  const auto second = Server::start(options, {router, gate, *log, metrics, pages});
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().key, "http.start.port");
  EXPECT_EQ(second.error().args.at("port"), std::to_string(server->port()));
}

// RE08
TEST_F(Guards, a_full_queue_answers_503_at_once_and_light_routes_go_on) {
  Held held;
  router.add(normal("/api/v1/held", held.handler()));
  options.limits.workers = 1;
  options.limits.queue = 0;
  start();
  RawClient busy(server->port());
  busy.send("GET /api/v1/held HTTP/1.1\r\nHost: x\r\n\r\n");
  held.entered.wait();
  const Reply refused = get("/api/v1/held");
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.header("retry-after"), "1");
  EXPECT_EQ(get("/api/v1/hello").status, 200);
  held.release.set_value();
  EXPECT_EQ(busy.receive().status, 200);
}

// AU02, L6
TEST_F(Guards, sign_ins_wait_in_a_line_of_their_own_and_hold_up_nobody) {
  Held held;
  Route hashing = normal("/api/v1/hash", held.handler());
  hashing.cost = Cost::Hashing;
  router.add(std::move(hashing));
  router.add(normal("/api/v1/other", [](const Context&) -> Result<Response> { return Response::no_content(); }));
  options.limits.workers = 1;
  options.limits.queue = 0;
  options.limits.hashing_workers = 1;
  options.limits.hashing_queue = 0;
  start();
  RawClient first(server->port());
  first.send("GET /api/v1/hash HTTP/1.1\r\nHost: x\r\n\r\n");
  held.entered.wait();
  EXPECT_EQ(get("/api/v1/other").status, 204);
  EXPECT_EQ(get("/api/v1/hash").status, 503) << "one more than the line holds";
  held.release.set_value();
  EXPECT_EQ(first.receive().status, 200);
}

// WB10
TEST_F(Guards, costly_routes_are_limited_per_address) {
  Route costly =
      public_get("/api/v1/costly", [](const Context&) -> Result<Response> { return Response::no_content(); });
  costly.cost = Cost::Heavy;
  router.add(std::move(costly));
  options.limits.heavy_per_minute = 2;
  start();
  EXPECT_EQ(get("/api/v1/costly").status, 204);
  EXPECT_EQ(get("/api/v1/costly").status, 204);
  const Reply third = get("/api/v1/costly");
  EXPECT_EQ(third.status, 429);
  const int seconds = std::atoi(third.header("retry-after").c_str());
  EXPECT_TRUE(seconds >= 1 && seconds <= 30) << seconds;
  EXPECT_EQ(get("/api/v1/hello").status, 200);
}

// RE09
TEST_F(Guards, a_graceful_stop_finishes_what_is_under_way) {
  Held held;
  router.add(normal("/api/v1/held", held.handler()));
  start();
  RawClient idle(server->port());
  EXPECT_EQ(idle.ask(hello).status, 200);
  RawClient under_way(server->port());
  under_way.send("GET /api/v1/held HTTP/1.1\r\nHost: x\r\n\r\n");
  held.entered.wait();
  server->stop();
  EXPECT_TRUE(idle.is_closed());
  EXPECT_FALSE(RawClient(server->port()).connected());
  held.release.set_value();
  const Reply reply = under_way.receive();
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.header("connection"), "close");
  EXPECT_TRUE(server->wait());
}

TEST_F(Guards, what_takes_longer_than_the_stop_time_is_cut_off) {
  Held held;
  router.add(normal("/api/v1/held", held.handler()));
  options.timeouts.stop = 20ms;
  start();
  RawClient under_way(server->port());
  under_way.send("GET /api/v1/held HTTP/1.1\r\nHost: x\r\n\r\n");
  held.entered.wait();
  server->stop();
  EXPECT_FALSE(server->wait());
  held.release.set_value();
}

// A child that serves until it is told to stop; its exit code is the proof. `act` runs while it serves.
int exit_code_after(const ServerOptions& options, const Router& router,
                    const std::function<void(pid_t, std::uint16_t)>& act) {
  int channel[2];
  if (::pipe(channel) != 0) return -1;
  const pid_t child = ::fork();
  if (child == 0) {
    PaperGate gate;
    metrics::Metrics metrics;
    const auto log = log::Log::to([](std::string_view) {});
    auto server = Server::start(options, {router, gate, *log, metrics, {}});
    const std::uint16_t port = server ? (*server)->port() : 0;
    // The port is told only when signals are caught.
    std::thread teller([&] {
      struct sigaction now{};
      do ::sigaction(SIGTERM, nullptr, &now);
      while (now.sa_handler == SIG_DFL);
      static_cast<void>(!::write(channel[1], &port, sizeof port));
    });
    const bool clean = server && (*server)->run_until_signal();
    teller.join();
    if (server) server->reset();
    ::_exit(clean ? 0 : 3);
  }
  std::uint16_t port = 0;
  static_cast<void>(!::read(channel[0], &port, sizeof port));
  act(child, port);
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(channel[0]);
  ::close(channel[1]);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 100 + WTERMSIG(status);
}

TEST_F(Guards, sigterm_ends_the_process_with_zero) {
  EXPECT_EQ(exit_code_after(options, router,
                            [](pid_t child, std::uint16_t port) {
                              EXPECT_EQ(RawClient(port).ask(hello).status, 200);
                              ::kill(child, SIGTERM);
                            }),
            0);
}

TEST_F(Guards, a_second_sigterm_ends_the_process_at_once) {
  router.add(normal("/api/v1/forever", [](const Context&) -> Result<Response> {
    std::promise<void> never;
    never.get_future().wait();
    return Response::no_content();
  }));
  EXPECT_EQ(exit_code_after(options, router,
                            [](pid_t child, std::uint16_t port) {
                              RawClient idle(port);
                              EXPECT_EQ(idle.ask(hello).status, 200);
                              RawClient under_way(port);
                              under_way.send("GET /api/v1/forever HTTP/1.1\r\nHost: x\r\n\r\n");
                              // Its answer shows that the request before it was taken up: one thread reads both.
                              EXPECT_EQ(idle.ask(hello).status, 200);
                              ::kill(child, SIGTERM);
                              EXPECT_TRUE(idle.is_closed()) << "the first signal has begun the stop";
                              ::kill(child, SIGTERM);
                            }),
            1);
}

}  // namespace
}  // namespace sonae::http::testing
