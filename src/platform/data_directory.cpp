#include "platform/data_directory.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/keys.h"
#include "platform/maintenance/backup.h"
#include "platform/maintenance/manifest.h"
#include "platform/maintenance/rotation.h"

namespace sonae {

namespace fs = std::filesystem;

namespace {

Result<void> make_empty_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder)) {
    return invalid("error.data.unusable", {{"path", folder.string()}}, error.message());
  }
  const auto first = fs::directory_iterator(folder, error);
  if (error) return invalid("error.data.unusable", {{"path", folder.string()}}, error.message());
  if (first != fs::directory_iterator()) return conflict("error.data.not_empty", {{"path", folder.string()}});
  if (::chmod(folder.c_str(), 0700) != 0) {
    return invalid("error.data.unusable", {{"path", folder.string()}}, std::strerror(errno));
  }
  return {};
}

Result<std::unique_ptr<db::Database>> open_database(const DataPlace& place, DataDirectory::Access access) {
  if (!place.sqlite()) return db::open_postgresql(place.database);
  const std::string file = place.database_file().string();
  return access == DataDirectory::Access::Write ? db::open_sqlite(file) : db::open_sqlite_read_only(file);
}

}  // namespace

Result<void> require_private(const fs::path& path) {
  struct stat info{};
  if (::stat(path.c_str(), &info) != 0) return not_found("error.data.missing", {{"path", path.string()}});
  if ((info.st_mode & 077) == 0) return {};
  return invalid("error.data.permissions", {{"path", path.string()}, {"mode", S_ISDIR(info.st_mode) ? "700" : "600"}});
}

Result<DataDirectory> DataDirectory::create(const DataPlace& place, Instant now) {
  ::umask(077);
  TRY(make_empty_folder(place.folder));
  auto lock = place.sqlite() ? db::LockFile() : TRY(db::LockFile::take(place.folder / "lock"));
  TRY(load_or_create_key(place.key_file()));
  auto blobs = TRY(blobs::Store::open(place.blob_folder()));
  auto database = TRY(open_database(place, Access::Write));
  TRY(db::migrate(*database, now));
  return DataDirectory(place, std::move(lock), std::move(database), std::move(blobs));
}

Result<DataDirectory> DataDirectory::open(const DataPlace& place, Access access) {
  TRY(require_private(place.folder));
  if (place.sqlite() && !fs::exists(place.database_file())) {
    return not_found("error.data.missing", {{"path", place.database_file().string()}});
  }
  const bool writing = access == Access::Write;
  // A backup looks like an installation; the first write would be the end of it.
  if (writing && fs::exists(place.folder / maintenance::manifest_name))
    return conflict("error.data.is_backup", {{"path", place.folder.string()}});
  if (writing) ::umask(077);
  auto lock = writing && !place.sqlite() ? TRY(db::LockFile::take(place.folder / "lock")) : db::LockFile();
  auto database = TRY(open_database(place, access));
  // The lock is held from here on: only now may what a crashed run left behind be swept away.
  if (writing) TRY(maintenance::settle_master_key(place, *database));
  auto blobs =
      TRY(writing ? blobs::Store::open(place.blob_folder()) : blobs::Store::open_existing(place.blob_folder()));
  const auto status = TRY(db::migration_status(*database));
  if (!writing && status.pending > 0) return conflict("error.schema.pending", {{"path", place.folder.string()}});
  return DataDirectory(place, std::move(lock), std::move(database), std::move(blobs));
}

Result<db::MigrationStatus> DataDirectory::migrate(Instant now) {
  const auto status = TRY(db::migration_status(*database_));
  if (status.pending == 0) return status;
  if (place_.sqlite() && status.applied > 0) {
    const fs::path kept = place_.backup_folder() / ("before-schema-" + std::to_string(status.applied + status.pending) +
                                                    "-" + std::to_string(now.ms()));
    TRY(maintenance::make_backup(place_, kept, now));
    const auto report = TRY(maintenance::verify_backup(kept, now));
    if (!report.findings.empty()) return std::unexpected(report.findings.front());
  }
  return db::migrate(*database_, now);
}

Result<Bytes> DataDirectory::master_key() const { return load_key(place_.key_file()); }

}  // namespace sonae
