#pragma once
// A data directory opened for serving: database, files, master key.

#include <filesystem>
#include <memory>
#include <string>

#include "platform/blobs/blobs.h"
#include "platform/db/db.h"

namespace sonae::app {

struct Storage {
  std::unique_ptr<db::Database> database;  ///< migrated
  blobs::Store blobs;
  Bytes master_key;
  bool demo = false;
};

/// `database_url` "" is SQLite in the directory. Makes what is missing.
[[nodiscard]] Result<Storage> open_storage(const std::filesystem::path& folder, const std::string& database_url);
/// The page says from now on that this is a demo company.
[[nodiscard]] Result<void> mark_demo(const std::filesystem::path& folder);
/// The command line's, or SONAE_DATABASE.
[[nodiscard]] Result<std::string> database_url(const std::string& given);

}  // namespace sonae::app
