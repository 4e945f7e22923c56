#pragma once
// The strict HTTP/1.1 reader (WB05, AZ11): it refuses what is ambiguous instead of repairing it, because two programs
// that repair differently can be made to see two different requests. Pure: bytes in, values out.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace sonae::http {

struct HeadLimits {
  std::size_t request_line = 8 * 1024;   ///< bytes, without its line end
  std::size_t header_bytes = 32 * 1024;  ///< all header lines together
  std::size_t header_count = 100;
};

/// RFC 9110 token: header names, methods, cookie names.
[[nodiscard]] bool is_token(std::string_view text);

/// Looks for the end of the head (the byte after the blank line) in what has arrived; nothing while it is incomplete.
/// Invalid as soon as a bare CR or LF, a leading blank line or too many bytes are seen: "error.request.line",
/// ".header", ".line_too_long", ".headers_too_large".
[[nodiscard]] Result<std::optional<std::size_t>> find_head_end(std::string_view arrived, const HeadLimits& limits);

/// How the body follows the head.
struct Framing {
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool expect_continue = false;
  [[nodiscard]] bool has_body() const { return chunked || content_length.value_or(0) > 0; }
};

struct Head : Framing {
  std::string method;
  std::string target;
  int minor_version = 1;                                    ///< HTTP/1.0 or HTTP/1.1
  std::map<std::string, std::string, std::less<>> headers;  ///< lower-case names; list headers joined with ", "
  bool keep_alive = true;                                   ///< HTTP/1.1 without "Connection: close"
};

/// `bytes` is one whole head with its blank line. Invalid: "error.request.line", ".version", ".header" (obs-fold,
/// blank before the colon, control characters, a header that may stand once standing twice, no or two Host),
/// ".framing" (Content-Length with Transfer-Encoding, twice, or not a number; a coding other than chunked; either in
/// HTTP/1.0 with chunked), ".line_too_long", ".headers_too_large".
[[nodiscard]] Result<Head> parse_head(std::string_view bytes, const HeadLimits& limits);

struct Target {
  std::string path;                                       ///< decoded once
  std::map<std::string, std::string, std::less<>> query;  ///< decoded once
};

/// Origin form only ("/path?query"). Invalid ("error.request.target") for dot segments, empty segments, backslash,
/// encoded slash, percent sign or control character, and anything that is not UTF-8; "error.request.query" for the
/// same in the query, a name that stands twice, or more than 100 names.
[[nodiscard]] Result<Target> parse_target(std::string_view target);

/// "ja" or "en" as Accept-Language prefers; `otherwise` when it names neither.
[[nodiscard]] std::string preferred_language(std::string_view accept_language, std::string_view otherwise);

}  // namespace sonae::http
