#pragma once
// manifest.json of a backup.

#include <map>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/maintenance/backup.h"
#include "platform/maintenance/files.h"

namespace sonae::maintenance {

struct Manifest {
  Instant made_at;
  std::string engine;                     ///< as Database::engine says
  std::map<std::string, FileHash> files;  ///< relative path, "/" between folders
  TableRows rows;
  std::vector<trail::Checkpoint> checkpoints;

  [[nodiscard]] bool sqlite() const { return engine.starts_with("sqlite"); }
};

constexpr const char* manifest_name = "manifest.json";

[[nodiscard]] std::string write_manifest(const Manifest& manifest);
/// Invalid ("error.backup.manifest", args path, place).
[[nodiscard]] Result<Manifest> read_manifest(const std::filesystem::path& folder);

}  // namespace sonae::maintenance
