#pragma once
// The head of an answer as bytes, with the headers that protect the page (WB02, WB04).

#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "platform/http/http.h"

namespace sonae::http {

/// Where browsers send reports of violated policy.
inline constexpr std::string_view csp_report_path = "/csp-reports";

/// Content-Security-Policy of every answer that does not bring its own. Svelte makes its elements from one Trusted
/// Types policy; nothing else may make HTML.
inline constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; manifest-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types svelte-trusted-html; "
    "report-uri /csp-reports; report-to csp";

/// Of a document that stands beside the application ("/emergency"): it makes its elements one by one, so nothing may
/// make HTML, and it registers one worker from one address (docs/adr/0014).
inline constexpr std::string_view standalone_page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types sonae-emergency; report-uri /csp-reports; report-to csp";

/// Header lines that all answers share. `secure`: with HSTS for a year.
[[nodiscard]] std::string shared_headers(bool secure);

struct WireFacts {
  std::string_view shared;
  std::string_view request_id;
  const std::vector<std::string>& cookies;
  std::size_t body_size;
  bool keep_alive;
  Instant now;
};
/// Status line to blank line. Cache-Control is no-store and the policy the one above unless the response says
/// otherwise.
[[nodiscard]] std::string write_head(const Response& response, const WireFacts& facts);

/// False when a header name is not a token or a value holds a control character: it would end the header block.
[[nodiscard]] bool is_sound(const Response& response);

}  // namespace sonae::http
