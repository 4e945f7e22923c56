#pragma once
// One process at a time writes to a data directory. The lock is the kernel's (flock), so that a crash leaves none.

#include <string>
#include <utility>

#include "base/result.h"

namespace sonae::db {

class LockFile {
 public:
  /// Conflict ("error.data.locked", arg path) when somebody holds it.
  [[nodiscard]] static Result<LockFile> take(const std::string& path);
  ~LockFile();
  LockFile(LockFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  LockFile& operator=(LockFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
  }
  LockFile() = default;  ///< holds nothing

 private:
  explicit LockFile(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace sonae::db
