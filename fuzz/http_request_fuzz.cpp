// The strict reader: heads, targets, queries, languages, addresses. An accepted head has one framing and no control
// characters; an accepted path cannot climb.

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "base/text.h"
#include "platform/http/address.h"
#include "platform/http/reader.h"

using namespace sonae;

namespace {

void check_path(std::string_view path) {
  const std::string closed = std::string(path) + "/";
  if (!path.starts_with('/') || !text::is_utf8(path) || path.find('\0') != std::string_view::npos) die("a bad path");
  if (closed.contains("/../") || closed.contains("/./") || path.contains("//")) die("a path that climbs");
  if (path.find_first_of("\\%\r\n") != std::string_view::npos) die("a path that could be decoded again");
}

void check_head(const http::Head& head) {
  if (head.chunked && head.content_length) die("two framings");
  for (const auto& [name, value] : head.headers)
    if (!http::is_token(name) || value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
      die("a bad header");
  if (const auto target = http::parse_target(head.target)) check_path(target->path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (const auto target = http::parse_target(input)) check_path(target->path);
  static_cast<void>(http::preferred_language(input, "ja"));
  static_cast<void>(http::client_address("10.0.0.1", input, {*http::IpRange::parse("10.0.0.0/8")}));
  static_cast<void>(http::origin_of(input));
  const auto end = http::find_head_end(input, {});
  if (!end || !*end) return 0;
  if (const auto head = http::parse_head(input.substr(0, **end), {})) check_head(*head);
  return 0;
}
