#include "platform/http/http.h"

#include <algorithm>
#include <array>

#include "platform/http/server.h"
#include "platform/messages/messages.h"

namespace sonae::http {

namespace {

// Keys whose status is finer than their kind's.
constexpr std::array<std::string_view, 7> unauthorised_keys = {"session.required",         "session.refused",
                                                               "session.expired",          "session.factor_required",
                                                               "session.factor_refused",   "session.enrolment_required",
                                                               "session.password_required"};

// RFC 5987 ext-value: everything but attr-char is percent-encoded.
std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                       std::string_view("-._~").contains(c);
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += digits[u >> 4];
      out += digits[u & 15];
    }
  }
  return out;
}

// For programs that do not know filename*: ASCII only, nothing that ends the quoted string.
std::string ascii_name(std::string_view name) {
  std::string out;
  for (const char c : name) {
    const auto u = static_cast<unsigned char>(c);
    if ((u & 0xc0) == 0x80) continue;  // the rest of a character already replaced
    out += u < 0x20 || u >= 0x7f || c == '"' || c == '\\' || c == '/' || c == '%' ? '_' : c;
  }
  return out;
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::Get:
      return "GET";
    case Method::Post:
      return "POST";
    case Method::Put:
      return "PUT";
    case Method::Patch:
      return "PATCH";
    case Method::Delete:
      return "DELETE";
  }
  return "GET";
}

const std::string& Request::parameter(std::string_view name) const {
  const auto found = parameters.find(name);
  if (found == parameters.end()) die("the route has no parameter " + std::string(name));
  return found->second;
}

std::string Request::query_or(std::string_view name, std::string_view otherwise) const {
  const auto found = query.find(name);
  return found == query.end() ? std::string(otherwise) : found->second;
}

std::string Request::header(std::string_view lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? std::string() : found->second;
}

Response Response::json(const json::value& value, int status) {
  Response response;
  response.status = status;
  response.body = json::write(value);
  return response;
}

Response Response::no_content() {
  Response response;
  response.status = 204;
  response.content_type.clear();
  return response;
}

Response Response::download(std::string bytes, std::string content_type, std::string_view file_name) {
  Response response;
  response.content_type = std::move(content_type);
  response.body = std::move(bytes);
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"" + ascii_name(file_name) +
                                                           "\"; filename*=UTF-8''" + percent_encode(file_name));
  response.headers.emplace_back("Content-Security-Policy", "sandbox; default-src 'none'");
  return response;
}

const Actor& Context::who() const {
  if (actor == nullptr) die("a public route asked who is there");
  return *actor;
}

const json::object& Context::body() const {
  if (!request.json || !request.json->is_object()) die("a route without a JSON object body asked for it");
  return request.json->get_object();
}

bool takes_idempotency_key(const Route& route) {
  return route.method == Method::Post && route.pattern.starts_with("/api/") && route.permission != Permission::Public &&
         route.permission != Permission::PendingFactor;
}

int status_of(const Error& error) {
  const std::string_view key = error.key;
  if (std::ranges::find(unauthorised_keys, key) != unauthorised_keys.end()) return 401;
  if (key.ends_with(".throttled")) return 429;
  if (key == "error.too_large") return 413;
  if (key == "error.media_type") return 415;
  if (key == "error.method") return 405;
  if (key == "error.request.line_too_long") return 414;
  if (key == "error.request.headers_too_large") return 431;
  if (key == "error.request.timeout") return 408;
  if (key == "error.request.version") return 505;
  if (key == "error.json" || key.starts_with("error.request.")) return 400;
  switch (error.kind) {
    case ErrorKind::NotFound:
      return 404;
    case ErrorKind::Forbidden:
      return 403;
    case ErrorKind::Invalid:
      return 422;
    case ErrorKind::Conflict:
      return 409;
    case ErrorKind::Unavailable:
      return 503;
    case ErrorKind::Internal:
      return 500;
  }
  return 500;
}

Response error_response(const Error& error, std::string_view language, std::string_view request_id) {
  // An Internal error is ours alone: whatever key it carries, the person learns only that and the request id.
  const std::string_view key = error.kind == ErrorKind::Internal ? "error.internal" : std::string_view(error.key);
  json::object body{{"code", key}, {"message", messages::say(language, key, error.args)}, {"request_id", request_id}};
  if (!error.fields.empty()) {
    json::array fields;
    for (const FieldError& field : error.fields)
      fields.push_back(
          {{"place", field.place}, {"code", field.key}, {"message", messages::say(language, field.key, field.args)}});
    body["fields"] = std::move(fields);
  }
  Response response = Response::json({{"error", std::move(body)}}, status_of(error));
  if (response.status == 429 || response.status == 503) {
    const auto seconds = error.args.find("retry_after");
    response.headers.emplace_back("Retry-After", seconds == error.args.end() ? "1" : seconds->second);
  }
  return response;
}

}  // namespace sonae::http
