#pragma once
// The session layer at the server's door: cookie → session → actor, CSRF, and the one place that says no to a request
// (quality decision 3).
//
// Invariants (tests cite the number)
//  1. A route runs only for a session whose every debt is paid (second factor, initial password, enrolment), except
//     Public routes and those that declare Permission::PendingFactor (AU07).
//  2. An unsafe request needs the token of the very cookie that it carries, and must come from our own pages (WB01);
//     signing in and out too.
//  3. What is refused for want of a permission is recorded, at most once a minute for one person and route.
//  4. What is read by an emergency alone is recorded at least once a minute for one route, or refused (AZ06).

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "platform/db/db.h"
#include "platform/http/cookies.h"
#include "platform/http/server.h"
#include "platform/session/repeats.h"
#include "platform/session/service.h"

namespace sonae::session {

inline constexpr std::string_view session_cookie = "__Host-sonae";
/// Before sign-in there is no session to bind a CSRF token to; this random value takes its place.
inline constexpr std::string_view anonymous_cookie = "__Host-sonae-pre";

/// Complete Set-Cookie values (AU10). They last until the browser closes; the server decides how long a session lives.
[[nodiscard]] std::string set_session_cookie(std::string_view value);
[[nodiscard]] std::string set_anonymous_cookie(std::string_view value);
[[nodiscard]] std::string clear_session_cookie();
[[nodiscard]] std::string clear_anonymous_cookie();

/// Background polls carry this header with any value, so that an unattended page does not keep its session alive.
inline constexpr std::string_view background_header = "x-sonae-background";

class Gate : public http::Gate {
 public:
  Gate(db::Database& database, Service& service)
      : database_(database), service_(service), repeats_(database, service.keys()) {}
  [[nodiscard]] http::Admission admit(const http::Arrival& arrival) override;
  [[nodiscard]] Result<std::optional<http::Response>> begin(const http::Attempt& attempt) override {
    return repeats_.begin(attempt);
  }
  void finish(const http::Attempt& attempt, const Result<http::Response>& outcome) override {
    repeats_.finish(attempt, outcome);
  }

 private:
  [[nodiscard]] std::optional<Error> check_origin_and_token(const http::Arrival& arrival, const Live* live) const;
  /// Whether this has not been recorded within the last minute; remembers that it is now.
  [[nodiscard]] bool is_due(std::string key, Instant now);
  void record_refusal(const http::Arrival& arrival, const Actor& actor);
  /// Unavailable when it cannot be written: then the read is refused.
  [[nodiscard]] Result<void> record_glass_read(const http::Arrival& arrival, const Actor& actor);

  db::Database& database_;
  Service& service_;
  Repeats repeats_;
  std::mutex mutex_;
  std::map<std::string, Instant, std::less<>> recorded_;     ///< person + route → when last
  std::map<std::string, Instant, std::less<>> glass_reads_;  ///< emergency + route → when last
};

/// The client of a request, for sessions and the record.
[[nodiscard]] Client client_of(const http::Request& request);
/// The live session of a handler's request. Unavailable when the database is away.
[[nodiscard]] Result<std::optional<Live>> find_live(Service& service, const http::Context& context);
/// The same; Forbidden ("session.required") without one.
[[nodiscard]] Result<Live> require_live(Service& service, const http::Context& context);

}  // namespace sonae::session
