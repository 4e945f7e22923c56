#include "platform/maintenance/backup.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "platform/clock.h"
#include "platform/maintenance/files.h"
#include "platform/maintenance/manifest.h"
#include "platform/maintenance/sqlite_file.h"
#include "platform/maintenance/tables.h"

namespace sonae::maintenance {

namespace fs = std::filesystem;

namespace {

/// Room that must be left beside the copy.
constexpr std::uintmax_t spare_bytes = 16 * 1024 * 1024;

Result<void> require_room(const DataPlace& from, const fs::path& beside) {
  std::uintmax_t needed = spare_bytes;
  std::error_code error;
  if (from.sqlite()) needed += fs::file_size(from.database_file(), error);
  for (const fs::path& file : TRY(list_files(from.blob_folder()))) {
    needed += fs::file_size(from.blob_folder() / file, error);
  }
  const auto space = fs::space(beside.empty() ? fs::path(".") : beside, error);
  if (!error && space.available < needed) {
    return fail(ErrorKind::Unavailable, "error.backup.room",
                {{"path", beside.string()}, {"needed", std::to_string(needed / 1024 / 1024)}});
  }
  return {};
}

/// Rows and checkpoints of the very snapshot that is in the backup.
Result<void> describe(db::Tx& tx, Kind kind, Instant now, Manifest& manifest) {
  manifest.rows = TRY(count_rows(tx, kind));
  manifest.checkpoints = TRY(trail::checkpoints(tx, now));
  return {};
}

Result<void> copy_database(const DataPlace& from, const fs::path& to, Instant now, Manifest& manifest) {
  if (from.sqlite()) {
    TRY(copy_sqlite(from.database_file(), to / "sonae.db"));
    const auto copy = TRY(db::open_sqlite_read_only((to / "sonae.db").string()));
    manifest.engine = copy->engine();
    return copy->read([&](db::Tx& tx) { return describe(tx, Kind::Sqlite, now, manifest); });
  }
  const auto database = TRY(db::open_postgresql(from.database, 1));
  manifest.engine = database->engine();
  return database->read([&](db::Tx& tx) -> Result<void> {
    TRY(dump_tables(tx, to / "tables"));
    return describe(tx, Kind::Postgresql, now, manifest);
  });
}

Result<BackupReport> fill(const DataPlace& from, const fs::path& to, Instant now) {
  Manifest manifest;
  manifest.made_at = now;
  // In the middle of a change of the key, database and key file may not belong together.
  const auto key_before = TRY(hash_file(from.key_file()));
  // The database first: every file it refers to is complete before its row is (RE02), and files are never removed.
  TRY(copy_database(from, to, now, manifest));
  TRY(copy_durably(from.key_file(), to / "keys"));
  const bool changing = fs::exists(from.key_file().string() + ".next");
  if (changing || TRY(hash_file(to / "keys")).sha256 != key_before.sha256) return conflict("error.key.changing");
  fs::create_directories(to / "blobs");
  const auto store = TRY(blobs::Store::open_existing(from.blob_folder()));
  for (const std::string& hash : TRY(store.list())) {
    const fs::path file = store.path_of(hash);
    TRY(copy_durably(file, to / "blobs" / fs::relative(file, store.folder())));
  }
  BackupReport report;
  for (const fs::path& file : TRY(list_files(to))) {
    const FileHash hash = TRY(hash_file(to / file));
    report.bytes += hash.size;
    ++report.files;
    manifest.files[file.generic_string()] = hash;
  }
  TRY(write_file(to / manifest_name, write_manifest(manifest)));
  TRY(sync_tree(to));
  report.rows = std::move(manifest.rows);
  report.checkpoints = std::move(manifest.checkpoints);
  return report;
}

Error finding(std::string key, std::string path) {
  return {ErrorKind::Invalid, std::move(key), {{"path", std::move(path)}}, "", {}};
}

Result<void> prove_files(const fs::path& folder, const Manifest& manifest, BackupProof& proof) {
  for (const auto& [path, expected] : manifest.files) {
    ++proof.files;
    const auto actual = hash_file(folder / path);
    if (!actual) {
      proof.findings.push_back(finding("backup.file.missing", path));
    } else if (actual->size != expected.size || actual->sha256 != expected.sha256) {
      proof.findings.push_back(finding("backup.file.changed", path));
    }
  }
  for (const fs::path& file : TRY(list_files(folder))) {
    const std::string path = file.generic_string();
    if (path != manifest_name && !manifest.files.contains(path)) {
      proof.findings.push_back(finding("backup.file.extra", path));
    }
  }
  return {};
}

Result<void> prove_trail(db::Database& database, const blobs::Store& store, const Manifest& manifest, Instant now,
                         BackupProof& proof) {
  const auto result = TRY(trail::verify(
      database, trail::VerifyOptions{.kept = manifest.checkpoints, .since = {}, .evidence = &store}, now));
  proof.records = result.records;
  for (const auto& problem : result.problems) {
    proof.findings.push_back({ErrorKind::Invalid,
                              "audit.problem." + problem.what,
                              {{"company", problem.company}, {"sequence", std::to_string(problem.sequence)}},
                              "",
                              {}});
  }
  return {};
}

Result<void> prove_sqlite(const fs::path& folder, const Manifest& manifest, Instant now, BackupProof& proof) {
  const fs::path file = folder / "sonae.db";
  const auto problems = check_sqlite(file);
  if (!problems) {
    proof.findings.push_back(problems.error());
    return {};
  }
  for (const std::string& problem : *problems) {
    proof.findings.push_back(
        {ErrorKind::Invalid, "data.check.database", {{"path", file.string()}, {"problem", problem}}, "", {}});
  }
  if (!problems->empty()) return {};
  const auto database = TRY(db::open_sqlite_read_only(file.string()));
  const auto store = TRY(blobs::Store::open_existing(folder / "blobs"));
  return prove_trail(*database, store, manifest, now, proof);
}

/// The schema comes from this binary, the rows from the backup. A backup whose tables lack a column that must not be
/// null is refused by the engine, and nothing stays.
Result<void> load_postgresql(const fs::path& backup, db::Database& database, Instant now) {
  TRY(db::migrate(database, now));
  return load_tables(database, backup / "tables");
}

Result<void> copy_backup(const fs::path& backup, const Manifest& manifest, const DataPlace& to) {
  TRY(blobs::Store::open(to.blob_folder()));  // also where there is no evidence yet
  for (const auto& [path, hash] : manifest.files) {
    if (path.starts_with("tables/")) continue;
    TRY(copy_durably(backup / path, to.folder / path));
  }
  return sync_tree(to.folder);
}

void compare_rows(const TableRows& wanted, const TableRows& present, RestoreReport& report) {
  for (const auto& [table, rows] : wanted) {
    const auto found = present.find(table);
    const std::int64_t there = found == present.end() ? 0 : found->second;
    // What the migration keeps for itself is not the company's.
    if (there != rows && table != "schema_step" && table != "schema_lease") {
      report.differences.push_back({table, rows, there});
    }
  }
}

Result<RestoreReport> restore_into(const fs::path& backup, const Manifest& manifest, const DataPlace& to, Instant now) {
  TRY(copy_backup(backup, manifest, to));
  RestoreReport report;
  const Kind kind = manifest.sqlite() ? Kind::Sqlite : Kind::Postgresql;
  auto database = TRY(to.sqlite() ? db::open_sqlite(to.database_file().string()) : db::open_postgresql(to.database, 1));
  if (kind == Kind::Postgresql) TRY(load_postgresql(backup, *database, now));
  TRY(drop_sessions(*database, manifest.rows));
  const auto present = TRY(database->read([&](db::Tx& tx) { return count_rows(tx, kind); }));
  compare_rows(manifest.rows, present, report);
  const auto store = TRY(blobs::Store::open_existing(to.blob_folder()));
  TRY(prove_trail(*database, store, manifest, now, report.proof));
  database.reset();
  if (kind == Kind::Sqlite) {
    for (const std::string& problem : TRY(check_sqlite(to.database_file()))) {
      report.proof.findings.push_back({ErrorKind::Invalid,
                                       "data.check.database",
                                       {{"path", to.database_file().string()}, {"problem", problem}},
                                       "",
                                       {}});
    }
  }
  report.proof.files = static_cast<std::int64_t>(manifest.files.size());
  return report;
}

Result<void> require_empty(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  const auto first = fs::directory_iterator(folder, error);
  if (error) return invalid("error.data.unusable", {{"path", folder.string()}}, error.message());
  if (first != fs::directory_iterator()) return conflict("error.data.not_empty", {{"path", folder.string()}});
  fs::permissions(folder, fs::perms::owner_all, error);
  return {};
}

Result<void> require_empty_postgresql(const DataPlace& to) {
  if (to.sqlite()) return {};
  const auto database = TRY(db::open_postgresql(to.database, 1));
  const auto rows = TRY(database->read([](db::Tx& tx) { return count_rows(tx, Kind::Postgresql); }));
  if (!rows.empty()) return conflict("error.backup.database_not_empty");
  return {};
}

}  // namespace

Result<BackupReport> make_backup(const DataPlace& from, const fs::path& out, Instant now) {
  ::umask(077);
  if (fs::exists(out)) return conflict("error.backup.exists", {{"path", out.string()}});
  std::error_code error;
  const fs::path parent = fs::absolute(out).parent_path();
  fs::create_directories(parent, error);
  TRY(require_room(from, parent));
  const fs::path partial = parent / ("." + out.filename().string() + ".partial-" + to_hex(random_bytes<4>()));
  if (!fs::create_directory(partial, error)) {
    return invalid("error.data.unusable", {{"path", parent.string()}}, error.message());
  }
  auto report = fill(from, partial, now);
  if (report) {
    fs::rename(partial, out, error);
    if (error) report = invalid("error.data.unusable", {{"path", out.string()}}, error.message());
  }
  if (!report) {
    fs::remove_all(partial, error);
    return report;
  }
  TRY(sync_tree(out));
  report->folder = out;
  return report;
}

Result<BackupProof> verify_backup(const fs::path& folder, Instant now) {
  const Manifest manifest = TRY(read_manifest(folder));
  BackupProof proof;
  TRY(prove_files(folder, manifest, proof));
  // A database that is not the one that was saved is not opened.
  if (proof.findings.empty() && manifest.sqlite()) TRY(prove_sqlite(folder, manifest, now, proof));
  return proof;
}

Result<RestoreReport> restore_backup(const fs::path& backup, const DataPlace& to, Instant now) {
  ::umask(077);
  const Manifest manifest = TRY(read_manifest(backup));
  if (manifest.sqlite() != to.sqlite()) return invalid("error.backup.engine", {{"engine", manifest.engine}});
  const BackupProof proof = TRY(verify_backup(backup, now));
  if (!proof.findings.empty()) {
    Error error{ErrorKind::Invalid, "error.backup.damaged", {{"path", backup.string()}}, "", {}};
    for (const Error& one : proof.findings) error.fields.push_back({"", one.key, one.args});
    return std::unexpected(std::move(error));
  }
  TRY(require_empty(to.folder));
  TRY(require_empty_postgresql(to));
  return restore_into(backup, manifest, to, now);
}

}  // namespace sonae::maintenance
