#pragma once
// Cookie headers, read strictly (RFC 6265 §4.2.1) and written whole.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sonae::http {

using Cookies = std::map<std::string, std::string, std::less<>>;

/// "a=1; b=2". Pairs that are malformed are left out (other programs on the host set them); a name that stands twice
/// is left out entirely, so that nobody can slip in a second session cookie (AU10). At most 64 pairs are looked at.
[[nodiscard]] Cookies parse_cookies(std::string_view header);

struct SetCookie {
  std::string name;                             ///< a token; with "__Host-" Secure and Path=/ are implied
  std::string value;                            ///< cookie octets only: base64url or hexadecimal in practice
  std::optional<std::int64_t> max_age_seconds;  ///< nothing: until the browser closes; 0: delete
  bool secure = true;
  bool http_only = true;
  std::string same_site = "Lax";  ///< "Lax" "Strict"
};
/// A Set-Cookie value. Ends the process for a name or value that is not one: those are ours, never a client's.
[[nodiscard]] std::string write_cookie(const SetCookie& cookie);

}  // namespace sonae::http
