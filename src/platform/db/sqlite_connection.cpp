#include "platform/db/sqlite_connection.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>

#include "platform/db/sql_text.h"

namespace sonae::db {

namespace {

/// Enough for every statement of the product; a program that exceeds it starts over.
constexpr std::size_t cached_statements = 512;
constexpr int busy_timeout_ms = 5000;

Value column_value(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return sqlite3_column_int64(statement, column);
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_TEXT: {
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, column));
      return std::string(text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column)));
    }
    case SQLITE_BLOB: {
      const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement, column));
      return Bytes(bytes, bytes + sqlite3_column_bytes(statement, column));
    }
    default:
      return std::monostate{};
  }
}

struct Binder {
  sqlite3_stmt* statement;
  int index;
  int operator()(std::monostate) const { return sqlite3_bind_null(statement, index); }
  int operator()(std::int64_t v) const { return sqlite3_bind_int64(statement, index, v); }
  int operator()(double v) const { return sqlite3_bind_double(statement, index, v); }
  int operator()(const std::string& v) const {
    return sqlite3_bind_text64(statement, index, v.data(), v.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(const Bytes& v) const {
    // A null pointer would bind null; an empty value is not null.
    if (v.empty()) return sqlite3_bind_zeroblob(statement, index, 0);
    return sqlite3_bind_blob64(statement, index, v.data(), v.size(), SQLITE_STATIC);
  }
};

const char* constraint_key(int extended) {
  switch (extended) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      return "error.db.unique";
    case SQLITE_CONSTRAINT_FOREIGNKEY:
      return "error.db.foreign_key";
    case SQLITE_CONSTRAINT_NOTNULL:
      return "error.db.not_null";
    default:
      return "error.db.check";
  }
}

Trouble trouble_of(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return Trouble::Retry;
    case SQLITE_FULL:
      return Trouble::Full;
    case SQLITE_IOERR:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return Trouble::Io;
    default:
      return Trouble::Refused;
  }
}

/// The file exists with mode 0600 before SQLite sees it; the log and the shared index take its mode (SE04).
bool make_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) return false;
  ::close(file);
  return true;
}

}  // namespace

std::unexpected<Error> SqliteConnection::failed(int code) {
  const int extended = handle_ == nullptr ? code : sqlite3_extended_errcode(handle_);
  std::string detail = handle_ == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(handle_);
  detail += " (sqlite " + std::to_string(extended) + ")";
  trouble_ = trouble_of(extended);
  if ((extended & 0xff) == SQLITE_CONSTRAINT && extended != SQLITE_CONSTRAINT_DATATYPE) {
    return fail(ErrorKind::Conflict, constraint_key(extended), {}, std::move(detail));
  }
  return std::unexpected(error_of(trouble_, std::move(detail)));
}

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path, Mode mode,
                                                                 const std::string& vfs) {
  std::unique_ptr<SqliteConnection> self(new SqliteConnection());
  self->read_only_ = mode == Mode::Reader;
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= mode == Mode::Reader ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  if (mode == Mode::Writer && !make_private_file(path)) {
    return invalid("error.data.unusable", {{"path", path}}, std::strerror(errno));
  }
  if (mode == Mode::Reader && ::access(path.c_str(), F_OK) != 0) {
    return not_found("error.data.missing", {{"path", path}});
  }
  const int code = sqlite3_open_v2(mode == Mode::Memory ? ":memory:" : path.c_str(), &self->handle_, flags,
                                   vfs.empty() ? nullptr : vfs.c_str());
  if (code != SQLITE_OK) return self->failed(code);
  TRY(self->configure(mode));
  return self;
}

Result<void> SqliteConnection::configure(Mode mode) {
  const auto set = [&](int option, int value) { sqlite3_db_config(handle_, option, value, nullptr); };
  set(SQLITE_DBCONFIG_DEFENSIVE, 1);
  set(SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
  set(SQLITE_DBCONFIG_DQS_DML, 0);
  set(SQLITE_DBCONFIG_DQS_DDL, 0);
  set(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
  set(SQLITE_DBCONFIG_ENABLE_FKEY, 1);
  sqlite3_limit(handle_, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_busy_timeout(handle_, busy_timeout_ms);
  TRY(run("pragma cell_size_check = on"));
  TRY(run("pragma temp_store = memory"));
  if (mode == Mode::Memory) return {};
  if (mode == Mode::Reader) {
    // Checkpoints belong to the writer alone: two connections that checkpoint and write at the same moment are the one
    // place where SQLite's log has had a fault that loses pages.
    set(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1);
    TRY(run("pragma wal_autocheckpoint = 0"));
    return run("pragma query_only = on");
  }
  TRY(run("pragma journal_mode = wal"));
  TRY(run("pragma synchronous = full"));
  TRY(run("pragma wal_autocheckpoint = 0"));
  sqlite3_wal_hook(
      handle_,
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<SqliteConnection*>(self)->log_pages_ = pages;
        return SQLITE_OK;
      },
      this);
  return {};
}

SqliteConnection::~SqliteConnection() {
  statements_.clear();
  sqlite3_close(handle_);
}

Result<sqlite3_stmt*> SqliteConnection::prepare(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second.get();
  if (statements_.size() >= cached_statements) statements_.clear();
  const std::string text = sqlite_placeholders(sql);
  sqlite3_stmt* raw = nullptr;
  const char* tail = nullptr;
  const int code = sqlite3_prepare_v3(handle_, text.c_str(), static_cast<int>(text.size()) + 1,
                                      SQLITE_PREPARE_PERSISTENT, &raw, &tail);
  Statement statement(raw);
  if (code != SQLITE_OK) return failed(code);
  trouble_ = Trouble::Refused;
  if (statement == nullptr) return internal("empty statement");
  if (std::string_view(tail).find_first_not_of(" \t\r\n;") != std::string_view::npos) {
    return internal("more than one statement: " + text);
  }
  return statements_.emplace(std::string(sql), std::move(statement)).first->second.get();
}

Result<void> SqliteConnection::bind(sqlite3_stmt* statement, const Args& args) {
  trouble_ = Trouble::Refused;
  if (sqlite3_bind_parameter_count(statement) != static_cast<int>(args.size())) {
    return internal("wrong number of arguments: " + std::string(sqlite3_sql(statement)));
  }
  for (std::size_t i = 0; i < args.size(); ++i) {
    const int code = std::visit(Binder{statement, static_cast<int>(i) + 1}, args[i].value());
    if (code != SQLITE_OK) return failed(code);
  }
  return {};
}

Result<void> SqliteConnection::step_all(sqlite3_stmt* statement, Rows* rows) {
  int code = sqlite3_step(statement);
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    if (rows == nullptr) continue;
    std::vector<Value> values;
    const int columns = sqlite3_column_count(statement);
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(column_value(statement, column));
    rows->emplace_back(std::move(values));
  }
  Result<void> result;
  if (code != SQLITE_DONE) result = failed(code);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  return result;
}

Result<Rows> SqliteConnection::query(std::string_view sql, const Args& args) {
  sqlite3_stmt* statement = TRY(prepare(sql));
  TRY(bind(statement, args));
  Rows rows;
  TRY(step_all(statement, &rows));
  return rows;
}

Result<std::int64_t> SqliteConnection::execute(std::string_view sql, const Args& args) {
  sqlite3_stmt* statement = TRY(prepare(sql));
  TRY(bind(statement, args));
  const std::int64_t before = total_changes();
  TRY(step_all(statement, nullptr));
  // changes64 keeps the last statement's number when this one changed nothing or was DDL.
  return total_changes() == before ? 0 : sqlite3_changes64(handle_);
}

Result<void> SqliteConnection::execute_many(std::string_view sql, const std::vector<Args>& rows) {
  sqlite3_stmt* statement = TRY(prepare(sql));
  for (const Args& row : rows) {
    TRY(bind(statement, row));
    TRY(step_all(statement, nullptr));
  }
  return {};
}

Result<void> SqliteConnection::run(std::string_view sql) {
  sqlite3_stmt* statement = TRY(prepare(sql));
  return step_all(statement, nullptr);
}

Result<void> SqliteConnection::checkpoint() {
  int in_log = 0;
  int moved = 0;
  const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, SQLITE_CHECKPOINT_PASSIVE, &in_log, &moved);
  if (code != SQLITE_OK && code != SQLITE_BUSY) return failed(code);
  log_pages_ = in_log - moved;
  return {};
}

}  // namespace sonae::db
