#include "platform/space.h"

namespace sonae {

std::optional<Space> space_of(const std::filesystem::path& folder) {
  std::error_code error;
  const auto space = std::filesystem::space(folder, error);
  if (error) return std::nullopt;
  return Space{static_cast<std::int64_t>(space.available), static_cast<std::int64_t>(space.capacity)};
}

}  // namespace sonae
