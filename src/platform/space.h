#pragma once
// Room on the disk of the data folder (RE07): at a tenth left the administrator is warned, long before writes fail.

#include <cstdint>
#include <filesystem>
#include <optional>

namespace sonae {

/// Kept free for what must go on when the disk is full: signing in and out, counting failures, moving the log into the
/// database. What people save is refused before it takes this room.
inline constexpr std::int64_t reserved_bytes = 16LL * 1024 * 1024;

struct Space {
  std::int64_t free = 0;   ///< bytes that this process may still write
  std::int64_t total = 0;  ///< bytes of the file system
  [[nodiscard]] bool low() const { return free < total / 10; }
  [[nodiscard]] bool holds(std::int64_t bytes) const { return free - reserved_bytes >= bytes; }
};

/// Nothing when the file system does not say.
[[nodiscard]] std::optional<Space> space_of(const std::filesystem::path& folder);

}  // namespace sonae
