#pragma once
// What happens to a request between its head and its answer: router → gate → body check → handler, and the headers
// that every answer carries. No sockets, no waiting: server.cpp decides on which thread each step runs.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/address.h"
#include "platform/http/http.h"
#include "platform/http/limiter.h"
#include "platform/http/pages.h"
#include "platform/http/reader.h"
#include "platform/http/server.h"

namespace sonae::http {

/// One request under way; used by one thread at a time.
struct Exchange {
  Request request;
  const Route* route = nullptr;
  std::string method_name;  ///< as sent, for the log
  std::string language;
  std::optional<Actor> actor;
  std::vector<std::string> cookies;  ///< Set-Cookie of the gate
  bool head_only = false;
  bool keep_alive = true;
  std::int64_t started_ms = 0;
  std::optional<Response> response;  ///< set as soon as the answer is known
  std::string_view fixed_body;       ///< instead of response->body: bytes of the binary
  std::string log_key;               ///< of the error that was answered
  std::string log_detail;
};

class Desk {
 public:
  /// `origins`: what Origin may be. `secure`: HSTS is sent.
  Desk(Parts parts, const ServerOptions& options, std::vector<IpRange> trusted, std::vector<std::string> origins,
       bool secure);

  /// Routes the request. With `response` set nothing more is to be done (pages, 404, 405, 413, 415, 429).
  [[nodiscard]] Exchange open(Head head, std::string_view peer);
  /// An exchange that only says what was wrong with bytes that never became a request.
  [[nodiscard]] Exchange refused(const Error& error, std::string_view peer);
  /// Bytes of body that may be read for this exchange.
  [[nodiscard]] static std::size_t body_limit(const Exchange& exchange);
  /// Asks the gate. Any thread.
  void admit(Exchange& exchange);
  /// Checks the body and runs the handler. Any thread.
  void answer(Exchange& exchange);
  /// The answer for trouble that server.cpp meets (a full queue, an unreadable body).
  void fail(Exchange& exchange, const Error& error);
  /// Head of the answer; writes the log line and counts. `response` must be set.
  [[nodiscard]] std::string close(Exchange& exchange);

 private:
  void open_route(Exchange& exchange, const Head& head);
  void open_page(Exchange& exchange);
  void check_limits(Exchange& exchange, const Head& head);
  void guard(Exchange& exchange, Admission admission);
  void check_rates(Exchange& exchange);
  Result<void> read_body(Exchange& exchange);
  Result<Response> handle(const Exchange& exchange);
  void record(const Exchange& exchange);

  Parts parts_;
  std::string default_language_;
  std::vector<IpRange> trusted_;
  std::vector<std::string> origins_;
  std::string shared_headers_;
  Pages pages_;
  std::unique_ptr<Rates> own_rates_;  ///< when the program gave none
  Rates& rates_;
};

/// "256 KiB", "32 MiB": how people read a size.
[[nodiscard]] std::string readable_size(std::size_t bytes);

}  // namespace sonae::http
