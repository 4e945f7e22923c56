#pragma once
// multipart/form-data (RFC 7578), read strictly: no preamble, no epilogue, no nested parts, no transfer encodings.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/http/http.h"

namespace sonae::http {

/// The parts in their order; fields without a file name have an empty `file_name`. At most 32 parts. The largest part
/// takes over the memory of `body`. Invalid ("error.request.multipart") for anything else than exactly this format;
/// file names that are not UTF-8 or hold control characters are refused too (IN12: they are data, but shown).
[[nodiscard]] Result<std::vector<Upload>> parse_multipart(std::string_view content_type, std::string body);

/// The boundary of a Content-Type; "" when it is not multipart/form-data with one valid boundary.
[[nodiscard]] std::string boundary_of(std::string_view content_type);

}  // namespace sonae::http
