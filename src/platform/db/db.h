#pragma once
// One interface, two engines (SQLite embedded, PostgreSQL 15). Nothing above this folder knows which one runs.
//
// Portable SQL only (ARCHITECTURE.md): $1 placeholders, 64-bit integers, TEXT, bytes, times as epoch ms, dates as
// ISO text, booleans 0/1, `insert … on conflict (…) do update … returning`. SQL is a literal, never built (IN01).
//
// Invariants (tests cite the number)
//  1. A write transaction is `begin immediate` (SQLite) or serializable (PostgreSQL) and is replayed whole, with
//     jittered back-off and a limit, when the engine says busy, serialization failure or deadlock.
//  2. Nothing returns success before the commit is on stable storage (RE01).
//  3. A write transaction that changed rows without a trail record is rolled back as Internal, unless it was opened
//     as housekeeping (sessions, throttles, job leases: no business state).
//     A statement that failed ends its transaction on both engines: what follows in the body fails alike, and the
//     commit is refused. (PostgreSQL works so; SQLite is made to. Use `on conflict` where a clash is expected.)
//  4. After a failed fsync or I/O error on the writer the database takes no more writes until restart (RE06).

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace sonae::db {

/// SQL text that was a literal in the source.
class Sql {
 public:
  consteval Sql(const char* text) : text_(text) {}  // NOLINT(google-explicit-constructor): a literal is a statement
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  friend class SchemaText;  // migrations and backups of this folder: texts out of embedded files and the catalogue
  constexpr explicit Sql(std::string_view text) : text_(text) {}
  std::string_view text_;
};

/// null, integer, real, text, bytes.
using Value = std::variant<std::monostate, std::int64_t, double, std::string, Bytes>;

/// Arguments as use cases have them: `{scope.company, item, 2, "text", std::nullopt}`.
class Arg {
 public:
  Arg(std::nullopt_t) {}                                       // NOLINT
  Arg(std::int64_t v) : value_(v) {}                           // NOLINT
  Arg(int v) : value_(static_cast<std::int64_t>(v)) {}         // NOLINT
  Arg(bool v) : value_(static_cast<std::int64_t>(v)) {}        // NOLINT
  Arg(double v) : value_(v) {}                                 // NOLINT
  Arg(const char* v) : value_(std::string(v)) {}               // NOLINT
  Arg(std::string v) : value_(std::move(v)) {}                 // NOLINT
  Arg(std::string_view v) : value_(std::string(v)) {}          // NOLINT
  Arg(Bytes v) : value_(std::move(v)) {}                       // NOLINT
  Arg(const Digest& v) : value_(Bytes(v.begin(), v.end())) {}  // NOLINT
  Arg(Instant v) : value_(v.ms()) {}                           // NOLINT
  Arg(const Date& v) : value_(v.iso()) {}                      // NOLINT
  template <typename Tag>
  Arg(const Id<Tag>& v) : value_(v.text()) {}  // NOLINT
  template <typename T>
  Arg(const std::optional<T>& v) {  // NOLINT
    if (v) value_ = Arg(*v).value_;
  }
  [[nodiscard]] const Value& value() const { return value_; }

 private:
  Value value_;
};
using Args = std::vector<Arg>;

/// One result row. A getter for another type than the column holds ends the process: the SQL and the reader of its
/// columns stand in the same store file.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  [[nodiscard]] bool is_null(std::size_t column) const;
  [[nodiscard]] std::int64_t integer(std::size_t column) const;
  [[nodiscard]] double real(std::size_t column) const;
  [[nodiscard]] bool boolean(std::size_t column) const { return integer(column) != 0; }
  [[nodiscard]] const std::string& text(std::size_t column) const;
  /// "" for null.
  [[nodiscard]] std::string text_or_empty(std::size_t column) const;
  [[nodiscard]] const Bytes& bytes(std::size_t column) const;
  [[nodiscard]] Instant instant(std::size_t column) const { return Instant(integer(column)); }
  template <typename Tag>
  [[nodiscard]] Id<Tag> id(std::size_t column) const {
    return is_null(column) ? Id<Tag>() : Id<Tag>::trusted(text(column));
  }
  [[nodiscard]] const Value& value(std::size_t column) const { return values_.at(column); }
  [[nodiscard]] std::size_t size() const { return values_.size(); }

 private:
  std::vector<Value> values_;
};
using Rows = std::vector<Row>;

/// A read transaction: one snapshot for all its queries.
class Tx {
 public:
  virtual ~Tx() = default;
  /// All rows, in the order the SQL says. Lists carry their own `limit`.
  [[nodiscard]] virtual Result<Rows> query(Sql sql, const Args& args = {}) = 0;
  /// The first row, or nothing.
  [[nodiscard]] Result<std::optional<Row>> find(Sql sql, const Args& args = {});
};

/// A write transaction.
class WriteTx : public Tx {
 public:
  /// Rows inserted, updated or deleted. Conflict ("error.db.unique", "error.db.foreign_key", "error.db.check",
  /// "error.db.not_null") names the violated constraint in `detail`.
  [[nodiscard]] virtual Result<std::int64_t> execute(Sql sql, const Args& args = {}) = 0;
  /// The same statement for many rows: a prepared loop (SQLite) or a pipelined batch (PostgreSQL).
  [[nodiscard]] virtual Result<void> execute_many(Sql sql, const std::vector<Args>& rows) = 0;
  /// Called by trail::append only (invariant 3).
  void mark_recorded() { recorded_ = true; }
  [[nodiscard]] bool recorded() const { return recorded_; }

 protected:
  bool recorded_ = false;
};

/// What a write transaction is for.
enum class Purpose : std::uint8_t {
  Business,      ///< must write the trail
  Housekeeping,  ///< sessions, throttles, leases, caches: platform only
};

class Database {
 public:
  virtual ~Database() = default;

  /// Runs `body(Tx&) -> Result<T>` on a snapshot. Unavailable when the engine is away.
  template <typename Body>
  auto read(Body&& body) -> std::invoke_result_t<Body, Tx&> {
    std::invoke_result_t<Body, Tx&> result = internal("read did not run");
    Result<void> done = run_read([&](Tx& tx) -> Result<void> {
      result = body(tx);
      return result ? Result<void>() : std::unexpected(result.error());
    });
    if (!done) return std::unexpected(done.error());
    return result;
  }

  /// Runs `body(WriteTx&) -> Result<T>`; commits when it gives a value, rolls back when it gives an error. The body
  /// may run several times (invariant 1): no effect outside the database inside it.
  template <typename Body>
  auto write(Body&& body, Purpose purpose = Purpose::Business) -> std::invoke_result_t<Body, WriteTx&> {
    std::invoke_result_t<Body, WriteTx&> result = internal("write did not run");
    Result<void> done = run_write(
        [&](WriteTx& tx) -> Result<void> {
          result = body(tx);
          return result ? Result<void>() : std::unexpected(result.error());
        },
        purpose);
    if (!done) return std::unexpected(done.error());
    return result;
  }

  /// "sqlite 3.40.1", "postgresql 15.12": for logs and `sonae check`.
  [[nodiscard]] virtual std::string engine() const = 0;
  /// False when opened for reading, or after an I/O error on the writer (invariant 4): for /readyz.
  [[nodiscard]] virtual bool takes_writes() const = 0;

 protected:
  virtual Result<void> run_read(const std::function<Result<void>(Tx&)>& body) = 0;
  virtual Result<void> run_write(const std::function<Result<void>(WriteTx&)>& body, Purpose purpose) = 0;
};

/// SQLite on disk: WAL, synchronous=FULL, one writer, N readers, lock file beside it. Conflict ("error.data.locked")
/// when another process has the directory open for writing.
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite(const std::string& path);
/// For check, audit and backup beside a running server: takes no lock and no writes (Unavailable "error.db.read_only").
/// NotFound ("error.data.missing") when there is no such file.
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite_read_only(const std::string& path);
/// For tests: one private database in memory.
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite_memory();
/// libpq connection URL; a pool of `connections`.
[[nodiscard]] Result<std::unique_ptr<Database>> open_postgresql(const std::string& url, int connections = 4);

}  // namespace sonae::db
