#pragma once
// One sqlite3 handle with its settings (RE01) and its cache of prepared statements. Used by one thread at a time.

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/db/engine.h"

namespace sonae::db {

class SqliteConnection {
 public:
  enum class Mode : std::uint8_t { Writer, Reader, Memory };

  /// NotFound ("error.data.missing") when a reader's file is absent.
  [[nodiscard]] static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path, Mode mode,
                                                                      const std::string& vfs);
  ~SqliteConnection();
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  [[nodiscard]] Result<Rows> query(std::string_view sql, const Args& args);
  [[nodiscard]] Result<std::int64_t> execute(std::string_view sql, const Args& args);
  [[nodiscard]] Result<void> execute_many(std::string_view sql, const std::vector<Args>& rows);
  /// A statement without arguments and rows: begin, commit, savepoint, pragma.
  [[nodiscard]] Result<void> run(std::string_view sql);
  /// What the last failure means for the transaction.
  [[nodiscard]] Trouble trouble() const { return trouble_; }
  /// Rows changed since the connection was opened.
  [[nodiscard]] std::int64_t total_changes() const { return sqlite3_total_changes64(handle_); }
  /// True between begin and commit; false also when the engine rolled back by itself.
  [[nodiscard]] bool in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
  /// Pages in the write-ahead log after the last commit.
  [[nodiscard]] int log_pages() const { return log_pages_; }
  /// Moves what it can from the log into the file, without waiting for readers.
  [[nodiscard]] Result<void> checkpoint();

 private:
  struct Finalizer {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalizer>;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };

  SqliteConnection() = default;
  [[nodiscard]] Result<void> configure(Mode mode);
  [[nodiscard]] Result<sqlite3_stmt*> prepare(std::string_view sql);
  [[nodiscard]] Result<void> bind(sqlite3_stmt* statement, const Args& args);
  /// Steps to the end; rows go to `rows` when it is given.
  [[nodiscard]] Result<void> step_all(sqlite3_stmt* statement, Rows* rows);
  [[nodiscard]] std::unexpected<Error> failed(int code);

  sqlite3* handle_ = nullptr;
  bool read_only_ = false;
  Trouble trouble_ = Trouble::None;
  int log_pages_ = 0;
  std::unordered_map<std::string, Statement, Hash, std::equal_to<>> statements_;
};

}  // namespace sonae::db
