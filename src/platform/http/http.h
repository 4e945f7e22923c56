#pragma once
// Requests, responses and routes as slices see them. Beast, TLS, sockets and limits stay in server.cpp.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "platform/http/schema.h"
#include "platform/session/actor.h"

namespace sonae::http {

enum class Method : std::uint8_t { Get, Post, Put, Patch, Delete };
[[nodiscard]] std::string_view name_of(Method method);

/// One file of a multipart/form-data body.
struct Upload {
  std::string name;          ///< form field
  std::string file_name;     ///< as sent; data, never a path (IN12)
  std::string content_type;  ///< as sent; not believed
  std::string bytes;
};

struct Request {
  Method method = Method::Get;
  std::string path;                                            ///< decoded, normalised once (AZ11)
  std::map<std::string, std::string, std::less<>> parameters;  ///< {id} in the pattern
  std::map<std::string, std::string, std::less<>> query;       ///< decoded; a repeated name is refused
  std::map<std::string, std::string, std::less<>> headers;     ///< lower-case names
  std::string body;                                            ///< raw
  std::optional<json::value> json{};                           ///< parsed and checked against the route's schema
  std::vector<Upload> uploads;                                 ///< multipart routes
  std::string address;                                         ///< the client's, proxies considered (WB07)
  std::string request_id;

  [[nodiscard]] const std::string& parameter(
      std::string_view name) const;  ///< a name of the pattern; else ends the process
  [[nodiscard]] std::string query_or(std::string_view name, std::string_view otherwise) const;
  [[nodiscard]] std::string header(std::string_view lower_case_name) const;  ///< "" when absent
};

struct Response {
  int status = 200;
  std::string content_type = "application/json; charset=utf-8";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  [[nodiscard]] static Response json(const json::value& value, int status = 200);
  [[nodiscard]] static Response no_content();
  /// Served as attachment with nosniff and `CSP: sandbox` (IN12); `file_name` may be Japanese (RFC 5987).
  [[nodiscard]] static Response download(std::string bytes, std::string content_type, std::string_view file_name);
};

/// What a handler is given. `actor` is present unless the route's permission is Public and nobody has signed in.
struct Context {
  const Request& request;
  const Actor* actor = nullptr;
  Instant now;

  /// Public routes must not call this.
  [[nodiscard]] const Actor& who() const;
  /// The checked body. Routes without a body schema must not call this.
  [[nodiscard]] const json::object& body() const;
};
using Handler = std::function<Result<Response>(const Context&)>;

enum class Body : std::uint8_t { None, Json, Multipart };
/// Where a handler runs: cheap bounded reads inline on the I/O thread, everything else on worker threads. What hashes a
/// password waits in a line of its own, so that a morning of sign-ins holds up nobody else (AU02).
enum class Cost : std::uint8_t { Light, Normal, Hashing, Heavy };
/// Whether an unsafe method needs the token of the session (WB01). NotNeeded is for Public routes that change nothing.
enum class Csrf : std::uint8_t { Required, NotNeeded };

struct Route {
  Method method = Method::Get;
  std::string pattern;                     ///< "/api/v1/assessments/{assessment}/items/{no}"
  std::optional<Permission> permission{};  ///< AZ01: compulsory, and never guessed: a route without it stops the start
  std::optional<RowScope> scope{};         ///< AZ01: compulsory
  std::string summary;                     ///< one English sentence for openapi.json
  Handler handler;
  Body body = Body::None;
  std::optional<Schema> request{};      ///< compulsory with Body::Json
  std::optional<Schema> response{};     ///< nothing: not JSON
  std::size_t body_limit = 256 * 1024;  ///< bytes; larger is answered 413 before it is read
  Cost cost = Cost::Normal;
  /// Names after "?": checked as text against their schema's kind, length, choices and range; others are refused
  /// when at least one is declared. All are optional.
  std::vector<Schema::Field> query{};
  Csrf csrf = Csrf::Required;
};

/// Whether the route takes an Idempotency-Key: every POST under /api/ of somebody who has signed in.
[[nodiscard]] bool takes_idempotency_key(const Route& route);

class Router {
 public:
  /// Ends the process for a route that lacks permission, scope, summary, handler or schema, has a malformed pattern,
  /// or stands twice: a start-up error of ours, which must not wait for its first request (AZ01).
  void add(Route route);
  [[nodiscard]] const std::vector<Route>& routes() const { return routes_; }

  struct Match {
    const Route* route = nullptr;
    std::map<std::string, std::string, std::less<>> parameters;
    bool path_known = false;  ///< the path exists under another method: 405, not 404
    std::vector<Method> allowed;
  };
  [[nodiscard]] Match match(Method method, std::string_view path) const;

  /// OpenAPI 3.1 of everything under /api/.
  [[nodiscard]] json::value openapi(std::string_view version) const;
  /// [{method, path, permission, scope, roles, summary}] for `sonae routes --json`.
  [[nodiscard]] json::value describe() const;

 private:
  std::vector<Route> routes_;
};

}  // namespace sonae::http
