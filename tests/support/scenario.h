#pragma once
// Runs readable request/response scripts (*.scenario) through router, gate and handlers, without sockets.
//
//   # a comment
//   ## What the next steps show                       every later failure names it
//   tanaka POST /api/v1/departments {"name":"総務部","parent":null}
//   | {"the body":"may also go on",                   continuation lines
//   |  "over":"several lines"}
//   + accept-language: en                             a header of this request; "+ x-csrf-token:" sends it empty
//   + x-csrf-token                                    without a colon: the header is left out
//   = 201                                             the status …
//   = 403 error.forbidden                             … and, where it is an error, its code
//   ~ /department/name "総務部"                        the value at a JSON pointer, as JSON; objects may hold more
//   ~ /department/parent null
//   ~ /users *                                        is there
//   ~ /password -                                     is not there
//   ~ set-cookie: HttpOnly                            a header that contains …
//   keep office /department/id                        later as $office, in paths, headers and bodies
//
// The first word is a persona; it signs in by itself before its first request, with its second factor. `nobody` is a
// browser without a session (it has asked for GET /session, so it has a token); `stranger` is one that sends nothing.
// A step that does not say what status it expects fails.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "platform/http/server.h"

namespace sonae::support {

struct Persona {
  std::string login;
  std::string password;
  Bytes totp_seed;  ///< empty: no second factor
};

struct ScenarioReply {
  int status = 0;
  std::vector<std::pair<std::string, std::string>> headers;  ///< lower-case names
  std::string body;
  [[nodiscard]] std::vector<std::string> all(std::string_view header) const;
  /// null when the body is not JSON.
  [[nodiscard]] json::value json() const;
};

/// One browser: keeps cookies and the CSRF token.
class Browser {
 public:
  /// Everything outlives the browser. The router must be complete.
  Browser(const http::Router& router, http::Gate& gate);
  ~Browser();
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  using Headers = std::vector<std::pair<std::string, std::string>>;
  /// Sends cookies, the token with unsafe methods, and JSON. `more` replaces headers of the same name; a header named
  /// in `without` is left out.
  ScenarioReply send(std::string_view method, std::string_view target, std::string_view body = {},
                     const Headers& more = {}, const std::vector<std::string>& without = {});
  /// A multipart upload of one file in the field "file".
  ScenarioReply upload(std::string_view target, std::string_view file_name, std::string_view bytes);
  /// GET /session; remembers the token.
  ScenarioReply open();
  /// Opens, signs in and passes the second factor. Adds a test failure when that does not end signed in.
  void sign_in(const Persona& persona);

  std::map<std::string, std::string> cookies;
  std::string csrf;
  std::string address = "192.0.2.10";  ///< of the client

 private:
  struct Machine;
  void learn(const ScenarioReply& reply);
  ScenarioReply run(const std::string& head, std::string body);
  std::unique_ptr<Machine> machine_;
  std::map<std::string, std::int64_t> used_steps_;  ///< per login: a step works once
};

/// Runs a script; failures are test failures at the script's lines.
class Scenario {
 public:
  Scenario(const http::Router& router, http::Gate& gate) : router_(router), gate_(gate) {}
  void persona(const std::string& name, Persona persona) { personas_[name] = std::move(persona); }
  void variable(const std::string& name, std::string value) { variables_[name] = std::move(value); }
  void run(const std::filesystem::path& path);
  void run_text(std::string_view text, const std::string& name);
  /// The browser of a persona, signed in.
  Browser& browser(const std::string& name);

 private:
  struct Step;
  void perform(const Step& step, const std::string& name);
  void check(const Step& step, const ScenarioReply& reply, const std::string& name);
  [[nodiscard]] std::string filled(std::string_view text) const;

  const http::Router& router_;
  http::Gate& gate_;
  std::map<std::string, Persona> personas_;
  std::map<std::string, std::string> variables_;
  std::map<std::string, std::unique_ptr<Browser>> browsers_;
};

}  // namespace sonae::support
