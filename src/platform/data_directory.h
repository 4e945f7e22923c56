#pragma once
// The folder an installation lives in (SE04: folder 0700, files 0600, umask 077):
//   sonae.db   the database, unless it is PostgreSQL      keys     the master key (platform/keys.h), and for the
//                                                                  moment of its change keys.next
//                                                                  (maintenance/rotation.h)
//   blobs/     evidence files by hash                     lock     held by the one process that writes
//   backups/   what was kept before a schema change
//
// Opened for writing by the server alone; commands open it for reading beside a running server.

#include <filesystem>
#include <memory>
#include <string>

#include "base/result.h"
#include "platform/blobs/blobs.h"
#include "platform/db/db.h"
#include "platform/db/lock_file.h"
#include "platform/db/migrations.h"

namespace sonae {

struct DataPlace {
  std::filesystem::path folder;
  std::string database;  ///< postgresql://…; "": SQLite in the folder

  [[nodiscard]] bool sqlite() const { return database.empty(); }
  [[nodiscard]] std::filesystem::path database_file() const { return folder / "sonae.db"; }
  [[nodiscard]] std::filesystem::path blob_folder() const { return folder / "blobs"; }
  [[nodiscard]] std::filesystem::path key_file() const { return folder / "keys"; }
  [[nodiscard]] std::filesystem::path backup_folder() const { return folder / "backups"; }
};

class DataDirectory {
 public:
  enum class Access : std::uint8_t { Write, Read };

  /// A new installation with its schema, opened for writing. Conflict ("error.data.not_empty") when the folder holds
  /// anything.
  [[nodiscard]] static Result<DataDirectory> create(const DataPlace& place, Instant now);
  /// NotFound ("error.data.missing"); Invalid ("error.data.permissions") when others may look into the folder; Conflict
  /// ("error.data.locked") for writing while another process does; "error.schema.newer" and "error.schema.changed" as
  /// migrations.h says. For reading, a schema that waits for migration is Conflict ("error.schema.pending").
  [[nodiscard]] static Result<DataDirectory> open(const DataPlace& place, Access access);

  /// Brings the schema up to date. An SQLite database that holds data is backed up first into backups/, and the backup
  /// verified; nothing changes when that fails (RE13).
  [[nodiscard]] Result<db::MigrationStatus> migrate(Instant now);

  [[nodiscard]] db::Database& database() const { return *database_; }
  [[nodiscard]] const blobs::Store& blobs() const { return blobs_; }
  [[nodiscard]] const DataPlace& place() const { return place_; }
  [[nodiscard]] Result<Bytes> master_key() const;

 private:
  DataDirectory(DataPlace place, db::LockFile lock, std::unique_ptr<db::Database> database, blobs::Store blobs)
      : place_(std::move(place)), lock_(std::move(lock)), database_(std::move(database)), blobs_(std::move(blobs)) {}

  DataPlace place_;
  db::LockFile lock_;  ///< with PostgreSQL; SQLite's engine holds its own
  std::unique_ptr<db::Database> database_;
  blobs::Store blobs_;
};

/// Invalid ("error.data.permissions", args path, mode) when group or others have any right on `path`.
[[nodiscard]] Result<void> require_private(const std::filesystem::path& path);

}  // namespace sonae
