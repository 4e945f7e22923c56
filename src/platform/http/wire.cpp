#include "platform/http/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "platform/http/reader.h"

namespace sonae::http {

namespace {

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 202:
      return "Accepted";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Status";
  }
}

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date(Instant at) {
  constexpr std::array<std::string_view, 7> days = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Date day = date_in_zone(at, 0);
  const std::int64_t second = at.ms() / 1000 - day.days() * 86'400;
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", days[static_cast<std::size_t>(day.days() % 7)], day.day(),
                     months[static_cast<std::size_t>(day.month() - 1)], day.year(), second / 3600, second / 60 % 60,
                     second % 60);
}

bool names(const Response& response, std::string_view header) {
  return std::ranges::any_of(response.headers, [&](const auto& entry) { return entry.first == header; });
}

bool may_have_body(int status) { return status >= 200 && status != 204 && status != 304; }

void line(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

}  // namespace

std::string shared_headers(bool secure) {
  std::string out;
  line(out, "X-Content-Type-Options", "nosniff");
  line(out, "Referrer-Policy", "no-referrer");
  line(out, "Cross-Origin-Opener-Policy", "same-origin");
  line(out, "Cross-Origin-Resource-Policy", "same-origin");
  line(out, "Permissions-Policy",
       "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), "
       "midi=(), payment=(), publickey-credentials-get=(self), usb=()");
  line(out, "Reporting-Endpoints", fmt::format("csp=\"{}\"", csp_report_path));
  if (secure) line(out, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  return out;
}

std::string write_head(const Response& response, const WireFacts& facts) {
  std::string out = fmt::format("HTTP/1.1 {} {}\r\n", response.status, reason_of(response.status));
  line(out, "Date", http_date(facts.now));
  if (may_have_body(response.status)) {
    line(out, "Content-Length", std::to_string(facts.body_size));
    if (!response.content_type.empty()) line(out, "Content-Type", response.content_type);
  }
  line(out, "X-Request-Id", facts.request_id);
  if (!names(response, "Cache-Control")) line(out, "Cache-Control", "no-store");
  if (!names(response, "Content-Security-Policy")) line(out, "Content-Security-Policy", content_security_policy);
  out += facts.shared;
  for (const auto& [name, value] : response.headers) line(out, name, value);
  for (const std::string& cookie : facts.cookies) line(out, "Set-Cookie", cookie);
  if (!facts.keep_alive) line(out, "Connection", "close");
  out += "\r\n";
  return out;
}

bool is_sound(const Response& response) {
  const auto plain = [](std::string_view value) {
    return std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  };
  return plain(response.content_type) && std::ranges::all_of(response.headers, [&](const auto& header) {
           return is_token(header.first) && plain(header.second);
         });
}

}  // namespace sonae::http
