#include "platform/maintenance/sqlite_file.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <memory>

namespace sonae::maintenance {

namespace {

struct Close {
  void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
};
using Handle = std::unique_ptr<sqlite3, Close>;

std::unexpected<Error> failed(sqlite3* handle, const std::filesystem::path& file) {
  const int code = sqlite3_errcode(handle);
  std::string detail = file.string() + ": " + sqlite3_errmsg(handle);
  if ((code & 0xff) == SQLITE_FULL) return unavailable("error.disk_full", std::move(detail));
  if ((code & 0xff) == SQLITE_CORRUPT || (code & 0xff) == SQLITE_NOTADB) {
    return invalid("data.check.database", {{"path", file.string()}, {"problem", sqlite3_errmsg(handle)}});
  }
  return invalid("error.data.unusable", {{"path", file.string()}}, std::move(detail));
}

Result<Handle> open(const std::filesystem::path& file, int flags) {
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Handle handle(raw);
  if (code != SQLITE_OK) return failed(raw, file);
  sqlite3_busy_timeout(raw, 5000);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  sqlite3_db_config(raw, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  sqlite3_wal_autocheckpoint(raw, 0);
  return handle;
}

/// The first columns of all rows, joined with blanks.
Result<std::vector<std::string>> lines(sqlite3* handle, const char* sql, const std::filesystem::path& file) {
  std::vector<std::string> out;
  const auto take = [](void* target, int columns, char** values, char**) {
    std::string line;
    for (int i = 0; i < columns; ++i) line += (i == 0 ? "" : " ") + std::string(values[i] == nullptr ? "-" : values[i]);
    static_cast<std::vector<std::string>*>(target)->push_back(std::move(line));
    return 0;
  };
  if (sqlite3_exec(handle, sql, take, &out, nullptr) != SQLITE_OK) return failed(handle, file);
  return out;
}

}  // namespace

Result<void> copy_sqlite(const std::filesystem::path& from, const std::filesystem::path& to) {
  const int made = ::open(to.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made < 0) return invalid("error.data.unusable", {{"path", to.string()}});
  ::close(made);
  const Handle source = TRY(open(from, SQLITE_OPEN_READONLY));
  const Handle target = TRY(open(to, SQLITE_OPEN_READWRITE));
  sqlite3_backup* backup = sqlite3_backup_init(target.get(), "main", source.get(), "main");
  if (backup == nullptr) return failed(target.get(), to);
  // All pages in one step: one read snapshot, which in write-ahead mode stops nobody.
  sqlite3_backup_step(backup, -1);
  if (sqlite3_backup_finish(backup) != SQLITE_OK) return failed(target.get(), to);
  TRY(lines(target.get(), "pragma journal_mode = delete", to));
  return {};
}

Result<std::vector<std::string>> check_sqlite(const std::filesystem::path& file) {
  const Handle handle = TRY(open(file, SQLITE_OPEN_READONLY));
  std::vector<std::string> problems;
  for (std::string& line : TRY(lines(handle.get(), "pragma quick_check(20)", file))) {
    if (line != "ok") problems.push_back(std::move(line));
  }
  for (std::string& line : TRY(lines(handle.get(), "pragma foreign_key_check", file))) {
    if (problems.size() < 20) problems.push_back("foreign key: " + line);
  }
  return problems;
}

}  // namespace sonae::maintenance
