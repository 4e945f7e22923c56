#pragma once
// One libpq connection with its settings and its cache of prepared statements. Used by one thread at a time.

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "platform/db/engine.h"
#include "platform/db/libpq.h"

namespace sonae::db {

class PostgresqlConnection {
 public:
  /// Unavailable ("error.db.away") within five seconds when nobody answers; Invalid ("error.db.url") for a URL that
  /// libpq cannot read.
  [[nodiscard]] static Result<std::unique_ptr<PostgresqlConnection>> open(const std::string& url);

  [[nodiscard]] Result<Rows> query(std::string_view sql, const Args& args);
  [[nodiscard]] Result<std::int64_t> execute(std::string_view sql, const Args& args);
  /// Pipelined: one round trip for some hundred rows.
  [[nodiscard]] Result<void> execute_many(std::string_view sql, const std::vector<Args>& rows);
  /// Without arguments, unprepared: begin, commit, rollback.
  [[nodiscard]] Result<void> run(const char* sql);

  // A reading snapshot costs no way to the server of its own: its begin travels with the first statement, and nobody
  // waits for the answer to its end, which the next statement takes.
  static constexpr const char* begin_reading = "begin isolation level repeatable read read only";
  /// `statement`: begin_reading or "commit".
  [[nodiscard]] Result<void> read_only(std::string_view statement);

  [[nodiscard]] Trouble trouble() const { return trouble_; }
  /// Rows changed since the connection was opened.
  [[nodiscard]] std::int64_t total_changes() const { return changes_; }
  [[nodiscard]] bool usable() const { return pq().PQstatus(handle_.get()) == CONNECTION_OK; }
  [[nodiscard]] bool in_transaction() const {
    return !ending_ && pq().PQtransactionStatus(handle_.get()) != PQTRANS_IDLE;
  }
  /// "15.12"
  [[nodiscard]] std::string server_version() const;

 private:
  struct Finish {
    void operator()(PGconn* connection) const { pq().PQfinish(connection); }
  };
  struct Clear {
    void operator()(PGresult* result) const { pq().PQclear(result); }
  };
  using Answer = std::unique_ptr<PGresult, Clear>;
  struct Parameters;

  explicit PostgresqlConnection(PGconn* handle) : handle_(handle) {}
  [[nodiscard]] Result<std::string> prepare(std::string_view sql, const Parameters& parameters);
  [[nodiscard]] Result<Answer> run_prepared(std::string_view sql, const Args& args);
  [[nodiscard]] Result<Answer> begin_and_run(const std::string& name, const Parameters& parameters);
  [[nodiscard]] Result<void> settle();
  [[nodiscard]] Result<void> send_batch(const std::string& name, std::span<const Args> rows);
  [[nodiscard]] Result<void> receive_batch(std::size_t rows);
  void count_changes(PGresult* answer);
  [[nodiscard]] std::unexpected<Error> failed(const PGresult* answer);

  std::unique_ptr<PGconn, Finish> handle_;
  Trouble trouble_ = Trouble::None;
  std::int64_t changes_ = 0;
  bool begin_with_next_ = false;
  bool ending_ = false;                                      ///< the answer to "commit" has not been taken yet
  std::unordered_map<std::string, std::string> statements_;  ///< SQL and types of its arguments -> name
};

}  // namespace sonae::db
