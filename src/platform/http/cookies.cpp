#include "platform/http/cookies.h"

#include <set>

#include "platform/http/reader.h"

namespace sonae::http {

namespace {

// RFC 6265 cookie-octet.
bool is_cookie_value(std::string_view text) {
  for (const char c : text) {
    const auto u = static_cast<unsigned char>(c);
    if (u <= 0x20 || u >= 0x7f || c == '"' || c == ',' || c == ';' || c == '\\') return false;
  }
  return true;
}

std::string_view trim_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

Cookies parse_cookies(std::string_view header) {
  constexpr int max_pairs = 64;
  Cookies cookies;
  std::set<std::string, std::less<>> twice;
  for (int pairs = 0; pairs < max_pairs && !header.empty(); ++pairs) {
    const std::size_t end = header.find(';');
    const std::string_view pair = trim_blanks(header.substr(0, end));
    header.remove_prefix(end == std::string_view::npos ? header.size() : end + 1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) continue;
    const std::string_view name = pair.substr(0, equals);
    std::string_view value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') value = value.substr(1, value.size() - 2);
    if (!is_token(name) || !is_cookie_value(value)) continue;
    if (!cookies.emplace(name, value).second) twice.emplace(name);
  }
  for (const std::string& name : twice) cookies.erase(name);
  return cookies;
}

std::string write_cookie(const SetCookie& cookie) {
  if (!is_token(cookie.name) || !is_cookie_value(cookie.value)) die("not a cookie: " + cookie.name);
  const bool host = cookie.name.starts_with("__Host-");
  std::string out = cookie.name + "=" + cookie.value + "; Path=/";
  if (cookie.max_age_seconds) out += "; Max-Age=" + std::to_string(*cookie.max_age_seconds);
  if (cookie.secure || host) out += "; Secure";
  if (cookie.http_only) out += "; HttpOnly";
  out += "; SameSite=" + cookie.same_site;
  return out;
}

}  // namespace sonae::http
