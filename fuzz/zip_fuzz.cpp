// Any bytes: the archive is refused or read; what can be read can be rewritten and reads back the same.

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "formats/zip/archive.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sonae::zip::Limits limits;
  limits.unpacked_bytes = 4 * 1024 * 1024;
  const auto archive = sonae::zip::Archive::open(std::string_view(reinterpret_cast<const char*>(data), size), limits);
  if (!archive) return 0;
  for (const auto& member : archive->members())
    if (const auto content = archive->read(member); content && content->size() != member.unpacked) std::abort();
  const auto written = archive->rewrite({});
  if (!written) return 0;
  const auto again = sonae::zip::Archive::open(*written, limits);
  if (!again || again->members().size() != archive->members().size()) std::abort();
  return 0;
}
