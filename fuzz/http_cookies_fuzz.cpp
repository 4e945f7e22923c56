// Cookie headers: what is accepted can be written as a cookie again, and stands once.

#include <cstdint>
#include <string_view>

#include "platform/http/cookies.h"

using namespace sonae;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const http::Cookies cookies = http::parse_cookies(std::string_view(reinterpret_cast<const char*>(data), size));
  std::string header;
  for (const auto& [name, value] : cookies) {
    static_cast<void>(http::write_cookie({.name = name, .value = value, .max_age_seconds = {}}));
    header += (header.empty() ? "" : "; ") + name + "=" + value;
  }
  if (http::parse_cookies(header) != cookies) die("the cookies changed on their way");
  return 0;
}
