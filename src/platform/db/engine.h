#pragma once
// What both engines share and nobody outside this folder sees: how a failed statement is judged, the transaction that
// goes dead with its first failure, and the place where tests put faults.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "platform/db/db.h"

namespace sonae::db {

/// What a failed statement means for the transaction around it.
enum class Trouble : std::uint8_t {
  None,
  Retry,    ///< busy, serialization failure, deadlock: replay the whole body
  Refused,  ///< constraint, bad value, wrong SQL: the body's own fault
  Full,     ///< no room on the disk: this write fails, later ones may succeed (RE07)
  Io,       ///< the storage lied or failed: no more writes until restart (RE06)
  Away,     ///< connection lost before the commit: replay on a new one
};

/// What a test wants to happen instead of the statement.
using FaultHook = std::function<Trouble(std::string_view statement)>;

struct EngineOptions {
  FaultHook fault;                 ///< asked before every statement, "begin" and "commit" included
  std::function<bool()> has_room;  ///< SQLite only: false refuses what people save; sessions and counters go on (RE07)
  std::string vfs;                 ///< SQLite only: name of a registered VFS, "" for the system's
  int readers = 4;                 ///< SQLite only
  int attempts = 12;               ///< of one write before it is given up as Unavailable ("error.busy")
  std::int64_t wait_ms = 10'000;   ///< for a turn on a connection
  std::size_t waiting = 512;       ///< callers waiting at once; the next is refused at once (RE08)
};

[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite_with(const std::string& path, EngineOptions options);
[[nodiscard]] Result<std::unique_ptr<Database>> open_sqlite_memory_with(EngineOptions options);
[[nodiscard]] Result<std::unique_ptr<Database>> open_postgresql_with(const std::string& url, int connections,
                                                                     EngineOptions options);

/// The only way to run SQL that is no literal: schema steps and names read from the engine's own catalogue.
/// `text` must outlive the statement.
class SchemaText {
 public:
  [[nodiscard]] static Sql statement(std::string_view text) { return Sql(text); }
};

/// The error a fault stands for.
[[nodiscard]] Error error_of(Trouble trouble, std::string detail);

/// Invalid ("error.db.text") for text that is not UTF-8 or holds NUL: PostgreSQL refuses both, SQLite would cut or
/// keep them.
[[nodiscard]] Result<void> check_args(const Args& args);

/// Waits before attempt `n` (1, 2, …): exponential with full jitter, at most 200 ms.
void back_off(int attempt);

/// A transaction that is over with its first failure (invariant 3's note).
class GuardedTx : public WriteTx {
 public:
  explicit GuardedTx(const FaultHook& fault) : fault_(fault) {}

  Result<Rows> query(Sql sql, const Args& args) final;
  Result<std::int64_t> execute(Sql sql, const Args& args) final;
  Result<void> execute_many(Sql sql, const std::vector<Args>& rows) final;

  [[nodiscard]] Trouble trouble() const { return trouble_; }
  [[nodiscard]] const std::optional<Error>& failure() const { return failure_; }
  /// True when any row was changed.
  [[nodiscard]] virtual bool changed() const = 0;

 protected:
  virtual Result<Rows> do_query(std::string_view sql, const Args& args) = 0;
  virtual Result<std::int64_t> do_execute(std::string_view sql, const Args& args) = 0;
  virtual Result<void> do_execute_many(std::string_view sql, const std::vector<Args>& rows) = 0;
  /// What the failure that was just returned means.
  [[nodiscard]] virtual Trouble last_trouble() const = 0;

 private:
  template <typename Step>
  auto guarded(std::string_view sql, Step&& step) -> std::invoke_result_t<Step>;

  const FaultHook& fault_;
  Trouble trouble_ = Trouble::None;
  std::optional<Error> failure_;
};

/// The transaction of one connection, whichever engine is behind it.
template <typename Connection>
class ConnectionTx final : public GuardedTx {
 public:
  ConnectionTx(Connection& connection, const FaultHook& fault)
      : GuardedTx(fault), connection_(connection), changes_before_(connection.total_changes()) {}
  [[nodiscard]] bool changed() const override { return connection_.total_changes() != changes_before_; }

 protected:
  Result<Rows> do_query(std::string_view sql, const Args& args) override { return connection_.query(sql, args); }
  Result<std::int64_t> do_execute(std::string_view sql, const Args& args) override {
    return connection_.execute(sql, args);
  }
  Result<void> do_execute_many(std::string_view sql, const std::vector<Args>& rows) override {
    return connection_.execute_many(sql, rows);
  }
  [[nodiscard]] Trouble last_trouble() const override { return connection_.trouble(); }

 private:
  Connection& connection_;
  std::int64_t changes_before_;
};

/// The body's result; what a vendor's exception says becomes Internal, so that no lock is left behind.
[[nodiscard]] Result<void> call_body(GuardedTx& tx, const std::function<Result<void>(WriteTx&)>& body);

/// What a finished body is worth: its own result, the failure it swallowed, or Internal when it changed rows and left
/// no record (invariant 3).
[[nodiscard]] Result<void> judge(const GuardedTx& tx, Result<void> outcome, Purpose purpose);

}  // namespace sonae::db
