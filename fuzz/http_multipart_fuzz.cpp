// multipart/form-data: the first line is the Content-Type, the rest the body. What comes out was in the body.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/text.h"
#include "platform/http/multipart.h"

using namespace sonae;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view body = input.substr(std::min(end + 1, input.size()));
  const auto uploads = http::parse_multipart(input.substr(0, end), std::string(body));
  if (!uploads) return 0;
  for (const http::Upload& upload : *uploads) {
    if (body.find(upload.bytes) == std::string_view::npos) die("bytes that were not sent");
    if (upload.name.empty() || !text::is_utf8(upload.name) || !text::is_utf8(upload.file_name)) die("a bad name");
    if (upload.file_name.find_first_of("\r\n") != std::string::npos) die("a line end in a name");
  }
  return 0;
}
