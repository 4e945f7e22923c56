#pragma once
// What only SQLite's own functions can do with a database file: copy it while in use, check its pages.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace sonae::maintenance {

/// A consistent copy of the present state, in rollback-journal mode, so that it opens from a read-only medium. Writers
/// of `from` go on. `to` must not exist.
[[nodiscard]] Result<void> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to);

/// What `quick_check` and `foreign_key_check` say; empty when all is well.
[[nodiscard]] Result<std::vector<std::string>> check_sqlite(const std::filesystem::path& file);

}  // namespace sonae::maintenance
