#pragma once
// The HTTP/1.1 server: sockets, TLS, limits and times, static pages, and the way of a request through strict reader →
// router → gate → body check → handler. Beast and OpenSSL stay in server.cpp.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/embedded.h"
#include "base/result.h"
#include "platform/http/http.h"
#include "platform/http/limiter.h"
#include "platform/log/log.h"
#include "platform/metrics/metrics.h"

namespace sonae::http {

/// A request as the session layer sees it, before its body is used. References live for the call.
struct Arrival {
  Method method;                                                   ///< HEAD arrives as Get
  std::string_view path;                                           ///< normalised
  const Route& route;                                              ///< what it matched
  const std::map<std::string, std::string, std::less<>>& headers;  ///< lower-case names
  const std::map<std::string, std::string, std::less<>>& cookies;
  std::string_view address;  ///< the client's, proxies considered (WB07)
  std::string_view request_id;
  std::string_view language;  ///< from Accept-Language: "ja" or "en"
  /// An unsafe method on a route with Csrf::Required: X-CSRF-Token and Origin/Sec-Fetch-Site must be checked (WB01).
  bool csrf_required;
  /// What `Origin` may be: the external URL's origin, or, without one, the loopback names with our port. Never Host.
  const std::vector<std::string>& own_origins;
  Instant now;
};

/// The session layer's answer. `refusal` is sent as the error JSON (status by status_of) with the cookies; otherwise
/// the handler runs with `actor`. A route that is not Public never runs without an actor that may use it: the server
/// checks that once more, so that a gate that forgets refuses.
struct Admission {
  std::optional<Error> refusal;
  std::optional<Actor> actor;
  std::string language;              ///< of messages; "" keeps Arrival::language
  std::vector<std::string> cookies;  ///< complete Set-Cookie values
};

/// A request that carries an Idempotency-Key, on a route that takes one (AZ10). References live for the call.
struct Attempt {
  const Actor& actor;
  const Route& route;
  std::string_view key;  ///< as sent
  Digest content;        ///< of path, query and body: the same key must ask for the same thing
  Instant now;
};

/// The session layer, asked once for every request that matches a route (pages are not asked about). Called from
/// several threads at once; for Cost::Light routes on the I/O thread, so it must be quick.
class Gate {
 public:
  virtual ~Gate() = default;
  [[nodiscard]] virtual Admission admit(const Arrival& arrival) = 0;
  /// Before the handler of an Attempt: the answer that it got before, or nothing when the handler is to run. Then
  /// `finish` is told how it ended, except when the handler threw.
  [[nodiscard]] virtual Result<std::optional<Response>> begin(const Attempt&) { return std::nullopt; }
  virtual void finish(const Attempt&, const Result<Response>&) {}
};

/// The one place where troubles become status codes (WB08). The kind decides; a few keys are finer:
/// 401 for session.required, .refused, .expired, .factor_required, .factor_refused, .enrolment_required and
/// .password_required; 429 for keys ending in ".throttled", 400 for error.json and error.request.*, 413
/// error.too_large, 415 error.media_type. `retry_after` (seconds) among the arguments becomes Retry-After on 429 and
/// 503; otherwise 1.
[[nodiscard]] int status_of(const Error& error);
/// {"error": {…}} as every client gets it. `detail` stays behind.
[[nodiscard]] Response error_response(const Error& error, std::string_view language, std::string_view request_id);

/// Times (WB06). Tests inject short ones.
struct Timeouts {
  std::chrono::milliseconds header{
      10'000};  ///< from the first byte (first request: from the connection) to the blank line
  std::chrono::milliseconds idle{60'000};        ///< between two requests of one connection
  std::chrono::milliseconds body_grace{10'000};  ///< a body may be this late beyond its minimum rate
  std::chrono::milliseconds write{30'000};       ///< for each 256 KiB of an answer
  std::chrono::milliseconds stop{20'000};        ///< requests under way when the server stops (RE09)
  std::chrono::milliseconds tls_check{10'000};   ///< how often the certificate files are looked at
};

/// Counts and sizes (WB05, WB06, RE08). What is full answers 503 with Retry-After at once.
struct Limits {
  std::size_t request_line = 8 * 1024;
  std::size_t header_bytes = 32 * 1024;
  std::size_t header_count = 100;
  std::size_t body_bytes_per_second = 8 * 1024;
  int connections = 4000;
  int connections_per_address = 250;
  int connections_per_proxy = 3600;  ///< loopback addresses and trusted proxies: many people behind one address
  int workers = 4;
  int queue = 2000;  ///< Normal routes waiting for a worker
  int heavy_workers = 1;
  int heavy_queue = 16;
  int hashing_workers = 1;  ///< as many hashes at once (AU02)
  int hashing_queue = 256;
  /// Requests a minute (WB10); 429 above. Only for a Desk whose Parts bring no Rates.
  int large_bodies = 32;      ///< bodies above 64 KiB in memory at once: a gigabyte at the most; 503 above (RE08)
  int heavy_per_minute = 60;  ///< Heavy routes per client address
};

struct ServerOptions {
  std::vector<std::string> addresses{"127.0.0.1",
                                     "::1"};  ///< numeric; an absent ::1 is skipped when it is not the only one
  std::uint16_t port = 8800;                  ///< 0: any free one
  std::filesystem::path tls_certificate;      ///< PEM chain; "" for plain HTTP
  std::filesystem::path tls_key;              ///< PEM, mode 0600
  std::vector<std::string> trusted_proxies;   ///< addresses or CIDR ranges whose X-Forwarded-For counts
  std::string external_url;                   ///< "https://sonae.example.co.jp"; "" when there is no proxy
  bool allow_plain_public = false;            ///< plain HTTP on an address that is not loopback (WB09)
  std::string language = "ja";                ///< for people who ask for neither ja nor en
  Timeouts timeouts;
  Limits limits;
};

/// What the server works with; everything outlives it.
struct Parts {
  const Router& router;
  Gate& gate;
  log::Log& log;
  metrics::Metrics& metrics;
  std::span<const EmbeddedFile> pages;  ///< the bundle of the web page; may be empty
  Rates* rates = nullptr;               ///< shared with GET /limits; the server's own when there are none
};

class Server {
 public:
  /// Listens and answers when it returns. Invalid names the setting: "http.start.address", ".plain_public", ".tls",
  /// ".tls_key_mode", ".proxy", ".external_url"; Unavailable "http.start.port" when the port is taken.
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(ServerOptions options, Parts parts);
  /// Stops at once when it is still running.
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  [[nodiscard]] const std::vector<std::string>& own_origins() const;
  /// True when people reach us over TLS, here or at the proxy: cookies are Secure, HSTS is sent.
  [[nodiscard]] bool secure() const;

  /// Graceful stop (RE09): no new connections, idle ones closed, requests under way are finished. Returns at once.
  void stop();
  /// Until everything is finished or Timeouts::stop is over after stop(). True when nothing was cut off.
  [[nodiscard]] bool wait();
  /// Serves until SIGTERM or SIGINT, then stops gracefully; a second one ends the process at once (exit 1). SIGHUP
  /// reloads the certificate and reopens the log. True when nothing was cut off: exit 0.
  [[nodiscard]] bool run_until_signal();
  /// Reads certificate and key again; connections under way keep the old one. The old one stays when the new is bad.
  [[nodiscard]] Result<void> reload_tls();

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Adds GET /healthz (the process lives), GET /readyz (`ready` answers without an error), GET /metrics (direct loopback
/// clients, or Permission::Metrics), GET /api/v1/openapi.json and POST /csp-reports. Call it last: openapi.json shows
/// the routes that are there then.
void add_service_routes(Router& router, metrics::Metrics& metrics, log::Log& log, std::string version,
                        std::function<Result<void>()> ready);

}  // namespace sonae::http
