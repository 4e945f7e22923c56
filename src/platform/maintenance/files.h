#pragma once
// Files of a backup: durable copies with their hash.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace sonae::maintenance {

struct FileHash {
  std::int64_t size = 0;
  std::string sha256;  ///< hexadecimal
};
[[nodiscard]] Result<FileHash> hash_file(const std::filesystem::path& file);
/// Mode 0600, fsynced. `to` must not exist; its folder is made.
[[nodiscard]] Result<void> copy_durably(const std::filesystem::path& from, const std::filesystem::path& to);
[[nodiscard]] Result<void> write_file(const std::filesystem::path& file, std::string_view bytes);
[[nodiscard]] Result<std::string> read_file(const std::filesystem::path& file, std::size_t limit);
/// Regular files under `folder`, relative, sorted.
[[nodiscard]] Result<std::vector<std::filesystem::path>> list_files(const std::filesystem::path& folder);
[[nodiscard]] Result<void> sync_tree(const std::filesystem::path& folder);

}  // namespace sonae::maintenance
