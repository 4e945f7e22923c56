#include "platform/session/gate.h"

#include <algorithm>

#include "base/json.h"
#include "platform/trail/trail.h"

namespace sonae::session {

namespace {

constexpr std::size_t remembered_refusals = 4096;
constexpr std::int64_t refusal_interval_ms = 60LL * 1000;

std::string_view header_of(const http::Arrival& arrival, std::string_view name) {
  const auto found = arrival.headers.find(name);
  return found == arrival.headers.end() ? std::string_view() : std::string_view(found->second);
}

std::string_view cookie_of(const http::Cookies& cookies, std::string_view name) {
  const auto found = cookies.find(name);
  return found == cookies.end() ? std::string_view() : std::string_view(found->second);
}

std::string cookie(std::string_view name, std::string_view value, std::optional<std::int64_t> max_age = {}) {
  http::SetCookie cookie;
  cookie.name = std::string(name);
  cookie.value = std::string(value);
  cookie.max_age_seconds = max_age;
  return http::write_cookie(cookie);
}

Error error_of(std::unexpected<Error> unexpected) { return std::move(unexpected.error()); }

std::string route_of(const http::Arrival& arrival) {
  return std::string(http::name_of(arrival.route.method)) + " " + arrival.route.pattern;
}

// Browsers say where a request comes from. Programs without a browser say nothing and have the token alone.
bool from_own_page(const http::Arrival& arrival) {
  if (const std::string_view origin = header_of(arrival, "origin"); !origin.empty())
    return std::ranges::find(arrival.own_origins, origin) != arrival.own_origins.end();
  const std::string_view site = header_of(arrival, "sec-fetch-site");
  return site.empty() || site == "same-origin";
}

// A body that a foreign form can send (text, urlencoded, multipart without our header) is never ours.
bool has_own_media_type(const http::Arrival& arrival) {
  const std::string_view type = header_of(arrival, "content-type");
  return type.empty() || type.starts_with("application/json") || type.starts_with("multipart/form-data");
}

std::optional<Error> debt_of(State state) {
  switch (state) {
    case State::PendingFactor:
      return error_of(forbidden("session.factor_required"));
    case State::PendingPassword:
      return error_of(forbidden("session.password_required"));
    case State::PendingEnrolment:
      return error_of(forbidden("session.enrolment_required"));
    case State::SignedIn:
      return std::nullopt;
  }
  return error_of(forbidden("session.required"));
}

}  // namespace

std::string set_session_cookie(std::string_view value) { return cookie(session_cookie, value); }
std::string set_anonymous_cookie(std::string_view value) { return cookie(anonymous_cookie, value); }
std::string clear_session_cookie() { return cookie(session_cookie, "", 0); }
std::string clear_anonymous_cookie() { return cookie(anonymous_cookie, "", 0); }

std::optional<Error> Gate::check_origin_and_token(const http::Arrival& arrival, const Live* live) const {
  if (!arrival.csrf_required) return std::nullopt;
  if (!from_own_page(arrival)) return error_of(forbidden("session.csrf"));
  if (!has_own_media_type(arrival)) return error_of(invalid("error.media_type", {{"expected", "application/json"}}));
  const std::string_view bound = cookie_of(arrival.cookies, live != nullptr ? session_cookie : anonymous_cookie);
  const std::string_view token = header_of(arrival, "x-csrf-token");
  if (bound.empty() || !same_secret(service_.keys().csrf_token(bound), token))
    return error_of(forbidden("session.csrf"));
  return std::nullopt;
}

http::Admission Gate::admit(const http::Arrival& arrival) {
  http::Admission admission;
  const Client client{std::string(arrival.address), std::string(header_of(arrival, "user-agent")),
                      std::string(arrival.request_id)};
  const std::string_view cookie_value = cookie_of(arrival.cookies, session_cookie);
  auto found = service_.find(cookie_value, client, arrival.now);
  if (!found) {
    admission.refusal = found.error();
    return admission;
  }
  Live* live = *found ? &**found : nullptr;
  if (live != nullptr) {
    if (live->actor.language.empty()) live->actor.language = std::string(arrival.language);
    admission.language = live->actor.language;
  } else if (!cookie_value.empty()) {
    admission.cookies.push_back(clear_session_cookie());
  }

  admission.refusal = check_origin_and_token(arrival, live);
  if (admission.refusal) return admission;
  if (arrival.route.permission == Permission::Public) {
    // Nobody is needed here; a route may show more to somebody (/metrics), once nothing is owed any more.
    if (live != nullptr && live->state == State::SignedIn) admission.actor = std::move(live->actor);
    return admission;
  }
  if (live == nullptr) {
    admission.refusal = error_of(forbidden("session.required"));
    return admission;
  }
  if (arrival.route.permission != Permission::PendingFactor) {
    admission.refusal = debt_of(live->state);
    if (admission.refusal) return admission;
    if (!arrival.route.permission || !live->actor.may(*arrival.route.permission)) {
      record_refusal(arrival, live->actor);
      admission.refusal = error_of(forbidden());
      return admission;
    }
  }
  if (arrival.route.permission && live->actor.only_by_glass(*arrival.route.permission)) {
    if (const auto noted = record_glass_read(arrival, live->actor); !noted) {
      admission.refusal = noted.error();
      return admission;
    }
  }
  // Light routes run on the I/O thread, and polling is no sign of a person.
  const bool in_use = arrival.route.cost != http::Cost::Light && !arrival.headers.contains(background_header);
  if (in_use) service_.touch(*live, arrival.now);
  admission.actor = std::move(live->actor);
  return admission;
}

bool Gate::is_due(std::string key, Instant now) {
  const std::lock_guard lock(mutex_);
  if (recorded_.size() >= remembered_refusals)
    std::erase_if(recorded_, [&](const auto& entry) { return now.ms() - entry.second.ms() >= refusal_interval_ms; });
  const auto last = recorded_.find(key);
  if (last != recorded_.end() && now.ms() - last->second.ms() < refusal_interval_ms) return false;
  if (recorded_.size() >= remembered_refusals) return false;
  recorded_[std::move(key)] = now;
  return true;
}

void Gate::record_refusal(const http::Arrival& arrival, const Actor& actor) {
  const std::string route = route_of(arrival);
  if (!is_due(actor.user.text() + " " + route, arrival.now)) return;
  // The refusal stands whether or not it can be written down.
  (void)database_.write([&](db::WriteTx& tx) -> Result<void> {
    const std::string after = json::write(json::object{{"route", route}});
    TRY(trail::append(tx, trail::origin_of(actor),
                      {"session.route", {"user", actor.user.text()}, "", after, trail::Outcome::Denied}, arrival.now));
    return {};
  });
}

Result<void> Gate::record_glass_read(const http::Arrival& arrival, const Actor& actor) {
  const std::string route = route_of(arrival);
  const std::string key = actor.glass->id + " " + route;
  {
    // Noted only after it was written: what could not be written must be tried again.
    const std::lock_guard lock(mutex_);
    const auto last = glass_reads_.find(key);
    if (last != glass_reads_.end() && arrival.now.ms() - last->second.ms() < refusal_interval_ms) return {};
  }
  TRY(database_.write([&](db::WriteTx& tx) -> Result<void> {
    const std::string after = json::write(json::object{{"route", route}, {"path", arrival.path}});
    TRY(trail::append(tx, trail::origin_of(actor),
                      {"session.break_glass.read", {"break_glass", actor.glass->id}, "", after, {}}, arrival.now));
    return {};
  }));
  const std::lock_guard lock(mutex_);
  std::erase_if(glass_reads_,
                [&](const auto& entry) { return arrival.now.ms() - entry.second.ms() >= refusal_interval_ms; });
  glass_reads_[key] = arrival.now;
  return {};
}

Client client_of(const http::Request& request) {
  return {request.address, request.header("user-agent"), request.request_id};
}

Result<std::optional<Live>> find_live(Service& service, const http::Context& context) {
  const http::Cookies cookies = http::parse_cookies(context.request.header("cookie"));
  return service.find(cookie_of(cookies, session_cookie), client_of(context.request), context.now);
}

Result<Live> require_live(Service& service, const http::Context& context) {
  auto live = TRY(find_live(service, context));
  if (!live) return forbidden("session.required");
  return std::move(*live);
}

}  // namespace sonae::session
