#pragma once
// Backup while in use, proof of a backup, restore into an empty folder (RE10, RE12).
//
// A backup is a folder: sonae.db (SQLite) or tables/*.jsonl (PostgreSQL, one repeatable-read snapshot), blobs/, keys,
// and manifest.json with the SHA-256 of every file, the rows of every table and the trail's checkpoints. It is made
// under a name of its own and renamed when it is whole: a folder with a manifest is complete.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "platform/data_directory.h"
#include "platform/trail/trail.h"

namespace sonae::maintenance {

using TableRows = std::map<std::string, std::int64_t>;

struct BackupReport {
  std::filesystem::path folder;
  std::int64_t files = 0;
  std::int64_t bytes = 0;
  TableRows rows;
  std::vector<trail::Checkpoint> checkpoints;
};
/// Opens the directory for reading only; the server may run. Conflict ("error.backup.exists") when `out` exists;
/// Unavailable ("error.disk_full") before anything is copied when there is not enough room.
[[nodiscard]] Result<BackupReport> make_backup(const DataPlace& from, const std::filesystem::path& out, Instant now);

struct BackupProof {
  std::int64_t files = 0;
  std::int64_t records = 0;
  /// What is wrong, each with its place: backup.file.missing, .changed, .extra; data.check.*; audit.problem.
  std::vector<Error> findings;
};
/// Uses nothing but the folder. Invalid ("error.backup.manifest") when it is no backup.
[[nodiscard]] Result<BackupProof> verify_backup(const std::filesystem::path& folder, Instant now);

struct RestoreReport {
  BackupProof proof;
  /// Tables whose rows differ from the backup: what was dropped on purpose (sessions, set-up links).
  struct Difference {
    std::string table;
    std::int64_t in_backup = 0;
    std::int64_t restored = 0;
  };
  std::vector<Difference> differences;
};
/// Into a missing or empty folder only (Conflict "error.data.not_empty"). A backup that does not prove itself is not
/// restored: Invalid ("error.backup.damaged") with the findings as fields.
[[nodiscard]] Result<RestoreReport> restore_backup(const std::filesystem::path& backup, const DataPlace& to,
                                                   Instant now);

}  // namespace sonae::maintenance
