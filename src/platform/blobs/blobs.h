#pragma once
// Files by SHA-256 in one folder (RE02): temp file in the same directory, write, fsync, hash, rename, fsync directory;
// only then may a row refer to it.

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"

namespace sonae::blobs {

class Store {
 public:
  /// `folder` is made with mode 0700 when it is missing; temporary files of a crashed run are removed.
  [[nodiscard]] static Result<Store> open(const std::filesystem::path& folder);

  /// For reading beside a running server: makes and removes nothing. NotFound when there is no such folder.
  [[nodiscard]] static Result<Store> open_existing(const std::filesystem::path& folder);

  /// Durable when it returns. The same bytes twice are one file. Unavailable ("error.disk_full") when there is no room.
  [[nodiscard]] Result<std::string> put(std::string_view bytes) const;  ///< the hash, 64 hexadecimal digits
  /// NotFound when absent; Internal ("error.blob.damaged") when the bytes no longer have this hash (IN12).
  [[nodiscard]] Result<std::string> get(std::string_view hash) const;
  /// Every stored hash.
  [[nodiscard]] Result<std::vector<std::string>> list() const;
  [[nodiscard]] std::filesystem::path path_of(std::string_view hash) const;
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

 private:
  explicit Store(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::filesystem::path folder_;
};

}  // namespace sonae::blobs
