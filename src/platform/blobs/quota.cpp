#include "platform/blobs/quota.h"

#include <array>
#include <string>
#include <string_view>

namespace sonae::blobs {

namespace {

Result<void> check(std::string_view whose, const Amount& limit, const Amount& stored, std::int64_t bytes) {
  const std::string key = "quota." + std::string(whose);
  if (stored.files + 1 > limit.files)
    return conflict(key + ".files", {{"limit", std::to_string(limit.files)}, {"stored", std::to_string(stored.files)}});
  if (bytes > limit.bytes - stored.bytes)
    return conflict(key + ".bytes", {{"limit", readable_bytes(limit.bytes)}, {"stored", readable_bytes(stored.bytes)}});
  return {};
}

}  // namespace

std::string readable_bytes(std::int64_t bytes) {
  constexpr std::array<std::string_view, 5> units = {"B", "KiB", "MiB", "GiB", "TiB"};
  std::size_t unit = 0;
  std::int64_t tenths = bytes * 10;
  while (tenths >= 10'240 && unit + 1 < units.size()) {
    tenths = (tenths + 512) / 1024;
    ++unit;
  }
  std::string out = std::to_string(tenths / 10);
  if (tenths % 10 != 0) out += "." + std::to_string(tenths % 10);
  return out + " " + std::string(units[unit]);
}

Result<void> require_room(const Quotas& quotas, const Stored& stored, std::int64_t bytes) {
  TRY(check("user", quotas.user, stored.user, bytes));
  if (stored.department) TRY(check("department", quotas.department, *stored.department, bytes));
  return check("company", quotas.company, stored.company, bytes);
}

}  // namespace sonae::blobs
