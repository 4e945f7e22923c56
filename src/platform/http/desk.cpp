#include "platform/http/desk.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <new>

#include "base/bytes.h"
#include "platform/clock.h"
#include "platform/http/cookies.h"
#include "platform/http/multipart.h"
#include "platform/http/wire.h"

namespace sonae::http {

namespace {

constexpr std::string_view idempotency_header = "idempotency-key";

std::optional<Method> parse_method(std::string_view name) {
  for (const Method method : {Method::Get, Method::Post, Method::Put, Method::Patch, Method::Delete})
    if (name_of(method) == name) return method;
  if (name == "HEAD") return Method::Get;
  return std::nullopt;
}

std::string new_request_id() { return to_hex(random_bytes<8>()); }

bool is_api(std::string_view path) { return path == "/api" || path.starts_with("/api/"); }

// "application/json; charset=utf-8" → "application/json"
std::string media_type(std::string_view content_type) {
  std::string type(content_type.substr(0, content_type.find(';')));
  std::erase_if(type, [](char c) { return c == ' ' || c == '\t'; });
  for (char& c : type)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return type;
}

// The last two are what browsers send to the report address; no form can send any of the three (WB01).
bool is_json_type(std::string_view type) {
  return type == "application/json" || type == "application/csp-report" || type == "application/reports+json";
}

std::string allow_header(std::vector<Method> methods) {
  std::string out;
  for (const Method method : methods) {
    out += out.empty() ? "" : ", ";
    out += name_of(method);
    if (method == Method::Get) out += ", HEAD";
  }
  return out;
}

// Query values are text; each is read as the kind that its schema names, so that one check serves both.
json::value typed(const std::string& text, const Schema& schema) {
  if (schema.kind == Schema::Kind::Integer) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem == std::errc() && end == text.data() + text.size()) return number;
  }
  if (schema.kind == Schema::Kind::Boolean && (text == "true" || text == "false")) return text == "true";
  return json::value(text);
}

Result<void> check_query(const Route& route, const Request& request) {
  if (route.query.empty()) return {};
  std::vector<Schema::Field> fields = route.query;
  for (Schema::Field& field : fields) field.required = false;
  json::object values;
  for (const auto& [name, text] : request.query) {
    const auto known = std::ranges::find(fields, name, &Schema::Field::name);
    values[name] = known == fields.end() ? json::value(text) : typed(text, known->schema);
  }
  return Schema::object(std::move(fields)).check(values, "?");
}

// What a request asks for. The edge between the parts of an upload is drawn anew each time, so the parts are taken.
Digest content_of(const Request& request) {
  Sha256 hash;
  const auto take = [&](std::string_view text) {
    hash.update(as_bytes(std::to_string(text.size()) + ":"));
    hash.update(as_bytes(text));
  };
  take(request.path);
  for (const auto& [name, value] : request.query) {
    take(name);
    take(value);
  }
  take("body");
  take(request.body);
  for (const Upload& upload : request.uploads) {
    take(upload.name);
    take(upload.file_name);
    take(upload.bytes);
  }
  return hash.finish();
}

Error throttled(int seconds) {
  return sonae::fail(ErrorKind::Unavailable, "error.throttled", {{"retry_after", std::to_string(seconds)}}).error();
}

bool may_use(const Actor& actor, Permission permission) {
  // Whether a session still owes a factor is the gate's knowledge alone.
  if (permission == Permission::SignedIn || permission == Permission::PendingFactor) return true;
  return actor.may(permission);
}

}  // namespace

std::string readable_size(std::size_t bytes) {
  constexpr std::size_t kib = 1024;
  constexpr std::size_t mib = kib * 1024;
  if (bytes >= mib && bytes % mib == 0) return std::to_string(bytes / mib) + " MiB";
  if (bytes >= kib) return std::to_string(bytes / kib) + " KiB";
  return std::to_string(bytes) + " B";
}

Desk::Desk(Parts parts, const ServerOptions& options, std::vector<IpRange> trusted, std::vector<std::string> origins,
           bool secure)
    : parts_(parts),
      default_language_(options.language),
      trusted_(std::move(trusted)),
      origins_(std::move(origins)),
      shared_headers_(shared_headers(secure)),
      pages_(parts.pages),
      own_rates_(parts.rates != nullptr ? nullptr : std::make_unique<Rates>(options.limits.heavy_per_minute)),
      rates_(parts.rates != nullptr ? *parts.rates : *own_rates_) {}

Exchange Desk::open(Head head, std::string_view peer) {
  Exchange exchange;
  exchange.started_ms = monotonic_ms();
  exchange.method_name = head.method;
  exchange.keep_alive = head.keep_alive;
  exchange.head_only = head.method == "HEAD";
  Request& request = exchange.request;
  request.request_id = new_request_id();
  request.headers = std::move(head.headers);
  exchange.language = preferred_language(request.header("accept-language"), default_language_);
  request.address = client_address(peer, request.header("x-forwarded-for"), trusted_);
  auto target = parse_target(head.target);
  if (!target) {
    fail(exchange, target.error());
    exchange.keep_alive = false;
    return exchange;
  }
  request.path = std::move(target->path);
  request.query = std::move(target->query);
  open_route(exchange, head);
  return exchange;
}

Exchange Desk::refused(const Error& error, std::string_view peer) {
  Exchange exchange;
  exchange.started_ms = monotonic_ms();
  exchange.keep_alive = false;
  exchange.language = default_language_;
  exchange.request.request_id = new_request_id();
  exchange.request.address = peer;
  fail(exchange, error);
  return exchange;
}

void Desk::open_route(Exchange& exchange, const Head& head) {
  const auto method = parse_method(head.method);
  Router::Match match = parts_.router.match(method.value_or(Method::Get), exchange.request.path);
  if (method && match.route != nullptr) {
    exchange.request.method = *method;
    exchange.request.parameters = std::move(match.parameters);
    exchange.route = match.route;
    return check_limits(exchange, head);
  }
  const bool reads = head.method == "GET" || head.method == "HEAD";
  if (!match.path_known && is_api(exchange.request.path)) return fail(exchange, not_found().error());
  if (!match.path_known && reads) return open_page(exchange);
  fail(exchange, invalid("error.method").error());
  const std::string allowed = match.path_known ? allow_header(std::move(match.allowed)) : "GET, HEAD";
  exchange.response->headers.emplace_back("Allow", allowed);
}

void Desk::open_page(Exchange& exchange) {
  const Request& request = exchange.request;
  auto page = pages_.find(request.path, request.header("accept-encoding"), request.header("if-none-match"));
  if (!page) return fail(exchange, not_found().error());
  Response response;
  response.status = page->status;
  response.content_type = std::move(page->content_type);
  response.headers = std::move(page->headers);
  exchange.fixed_body = page->body;
  exchange.response = std::move(response);
}

void Desk::check_limits(Exchange& exchange, const Head& head) {
  const Route& route = *exchange.route;
  const Request& request = exchange.request;
  if (auto sound = check_query(route, request); !sound) return fail(exchange, sound.error());
  if (head.content_length.value_or(0) > body_limit(exchange))
    return fail(exchange, invalid("error.too_large", {{"limit", readable_size(body_limit(exchange))}}).error());
  const std::string type = media_type(request.header("content-type"));
  const std::string coding = request.header("content-encoding");
  if (head.has_body() && !coding.empty() && coding != "identity")
    return fail(exchange, invalid("error.media_type", {{"expected", "identity"}}).error());
  if (route.body == Body::Json && !is_json_type(type))
    return fail(exchange, invalid("error.media_type", {{"expected", "application/json"}}).error());
  if (route.body == Body::Multipart && type != "multipart/form-data")
    return fail(exchange, invalid("error.media_type", {{"expected", "multipart/form-data"}}).error());
  if (route.cost != Cost::Heavy) return;
  const auto address = IpAddress::parse(request.address);
  const std::string key = address ? address->limit_key() : request.address;
  if (const auto seconds = rates_.address_heavy.refuse_for(key, exchange.started_ms))
    fail(exchange, throttled(*seconds));
}

void Desk::check_rates(Exchange& exchange) {
  const std::string account = exchange.actor->company.text() + "/" + exchange.actor->user.text();
  auto seconds = rates_.account.refuse_for(account, exchange.started_ms);
  if (!seconds && exchange.route->cost == Cost::Heavy)
    seconds = rates_.account_heavy.refuse_for(account + " " + exchange.route->pattern, exchange.started_ms);
  if (seconds) fail(exchange, throttled(*seconds));
}

std::size_t Desk::body_limit(const Exchange& exchange) {
  // A route without a body still takes the "{}" that many clients send with every POST.
  constexpr std::size_t empty_object = 2;
  if (exchange.route == nullptr) return 0;
  return exchange.route->body == Body::None ? empty_object : exchange.route->body_limit;
}

void Desk::admit(Exchange& exchange) {
  const Request& request = exchange.request;
  const Cookies cookies = parse_cookies(request.header("cookie"));
  const Route& route = *exchange.route;
  const Arrival arrival{.method = route.method,
                        .path = request.path,
                        .route = route,
                        .headers = request.headers,
                        .cookies = cookies,
                        .address = request.address,
                        .request_id = request.request_id,
                        .language = exchange.language,
                        .csrf_required = route.method != Method::Get && route.csrf == Csrf::Required,
                        .own_origins = origins_,
                        .now = now()};
  try {
    guard(exchange, parts_.gate.admit(arrival));
  } catch (const std::exception& problem) {
    fail(exchange, internal(std::string("gate: ") + problem.what()).error());
  }
}

void Desk::guard(Exchange& exchange, Admission admission) {
  exchange.cookies = std::move(admission.cookies);
  if (!admission.language.empty()) exchange.language = admission.language;
  if (admission.refusal) return fail(exchange, *admission.refusal);
  const Permission permission = *exchange.route->permission;
  if (admission.actor) {
    admission.actor->address = exchange.request.address;
    admission.actor->request_id = exchange.request.request_id;
    exchange.actor = std::move(admission.actor);
  }
  if (permission == Permission::Public) return;
  if (!exchange.actor) return fail(exchange, forbidden("session.required").error());
  if (!may_use(*exchange.actor, permission)) return fail(exchange, forbidden().error());
  check_rates(exchange);
}

Result<void> Desk::read_body(Exchange& exchange) {
  Request& request = exchange.request;
  const Route& route = *exchange.route;
  switch (route.body) {
    case Body::None:
      if (request.body.empty() || request.body == "{}") return {};
      return invalid("error.request.unexpected_body");
    case Body::Json:
      request.json = TRY(json::parse(request.body, std::max<std::size_t>(route.body_limit, 1024)));
      return route.request->check(*request.json);
    case Body::Multipart:
      request.uploads = TRY(parse_multipart(request.header("content-type"), std::exchange(request.body, {})));
      return {};
  }
  return {};
}

Result<Response> Desk::handle(const Exchange& exchange) {
  const Route& route = *exchange.route;
  const Context context{exchange.request, exchange.actor ? &*exchange.actor : nullptr, now()};
  const auto key = exchange.request.headers.find(idempotency_header);
  if (key == exchange.request.headers.end() || !exchange.actor || !takes_idempotency_key(route))
    return route.handler(context);
  const Attempt attempt{*exchange.actor, route, key->second, content_of(exchange.request), context.now};
  if (auto earlier = TRY(parts_.gate.begin(attempt))) return std::move(*earlier);
  auto response = route.handler(context);
  parts_.gate.finish(attempt, response);
  return response;
}

void Desk::answer(Exchange& exchange) {
  try {
    if (auto sound = read_body(exchange); !sound) return fail(exchange, sound.error());
    auto response = handle(exchange);
    if (!response) return fail(exchange, response.error());
    exchange.response = std::move(*response);
  } catch (const std::exception& problem) {
    fail(exchange, internal(std::string("handler: ") + problem.what()).error());
  }
}

void Desk::fail(Exchange& exchange, const Error& error) {
  exchange.log_key = error.key;
  exchange.log_detail = error.detail;
  exchange.fixed_body = {};
  exchange.response = error_response(error, exchange.language, exchange.request.request_id);
}

std::string Desk::close(Exchange& exchange) {
  if (!is_sound(*exchange.response))
    fail(exchange, internal("a response header of the handler holds a line end").error());
  const Response& response = *exchange.response;
  const std::size_t size = exchange.fixed_body.empty() ? response.body.size() : exchange.fixed_body.size();
  record(exchange);
  return write_head(response, {.shared = shared_headers_,
                               .request_id = exchange.request.request_id,
                               .cookies = exchange.cookies,
                               .body_size = size,
                               .keep_alive = exchange.keep_alive,
                               .now = now()});
}

void Desk::record(const Exchange& exchange) {
  const int status = exchange.response->status;
  const std::int64_t took = monotonic_ms() - exchange.started_ms;
  const bool page = exchange.route == nullptr && exchange.log_key.empty();
  const std::string route = exchange.route != nullptr ? exchange.route->pattern : page ? "pages" : "none";
  // A method that is not ours could be anything: it must not become a metric's label.
  const bool known = parse_method(exchange.method_name).has_value();
  const std::string method = known ? exchange.method_name : "other";
  parts_.metrics.count_request(method, route, status, static_cast<double>(took) / 1000.0);
  const log::Level level = status >= 500 ? log::Level::Error : page ? log::Level::Debug : log::Level::Info;
  const std::string user = exchange.actor ? exchange.actor->user.text() : std::string();
  if (exchange.log_key.empty())
    parts_.log.write(level, "request",
                     {{"request_id", exchange.request.request_id},
                      {"user", user},
                      {"address", exchange.request.address},
                      {"method", method},
                      {"route", route},
                      {"status", status},
                      {"ms", took}});
  else
    parts_.log.write(level, "request.refused",
                     {{"request_id", exchange.request.request_id},
                      {"user", user},
                      {"address", exchange.request.address},
                      {"method", method},
                      {"route", route},
                      {"status", status},
                      {"ms", took},
                      {"key", exchange.log_key},
                      {"detail", exchange.log_detail}});
}

}  // namespace sonae::http
