// PostgreSQL behind the same face: a pool of connections, reads on a repeatable-read snapshot, writes serializable and
// replayed when the server says so (invariant 1).
//
// A commit whose answer was lost is the one thing that cannot be replayed: it may have happened. It is reported as
// Unavailable and never as success; callers make their commands safe to repeat (idempotency keys, versions).
//
// Writers of this process take turns in the order in which they came: every one of them appends to the trail's head, so
// that side by side they would only make each other start again.

#include <mutex>

#include "platform/clock.h"
#include "platform/db/engine.h"
#include "platform/db/postgresql_connection.h"
#include "platform/db/turnstile.h"

namespace sonae::db {

namespace {

using Connection = std::unique_ptr<PostgresqlConnection>;

using PostgresqlTx = ConnectionTx<PostgresqlConnection>;

class PostgresqlDatabase final : public Database {
 public:
  PostgresqlDatabase(std::string url, int connections, EngineOptions options, Connection first)
      : url_(std::move(url)),
        options_(std::move(options)),
        version_("postgresql " + first->server_version()),
        writing_(1, options_.waiting),
        gate_(static_cast<std::size_t>(connections), options_.waiting) {
    idle_.push_back(std::move(first));
  }
  [[nodiscard]] std::string engine() const override { return version_; }
  [[nodiscard]] bool takes_writes() const override { return true; }

 protected:
  Result<void> run_read(const std::function<Result<void>(Tx&)>& body) override;
  Result<void> run_write(const std::function<Result<void>(WriteTx&)>& body, Purpose purpose) override;

 private:
  enum class Access : std::uint8_t { Read, Write };
  using Body = std::function<Result<void>(WriteTx&)>;

  [[nodiscard]] Result<Connection> take();
  void give_back(Connection connection);
  [[nodiscard]] Result<void> replay(Access access, const Body& body, Purpose purpose);
  [[nodiscard]] Result<void> attempt(Access access, const Body& body, Purpose purpose, Trouble& trouble);
  [[nodiscard]] Result<void> attempt_in_turn(const Body& body, Purpose purpose, Trouble& trouble);
  [[nodiscard]] Result<void> transact(PostgresqlConnection& connection, Access access, const Body& body,
                                      Purpose purpose, Trouble& trouble);
  [[nodiscard]] Result<void> control(PostgresqlConnection& connection, const char* statement, Access access,
                                     Trouble& trouble);

  std::string url_;
  EngineOptions options_;
  std::string version_;
  Turnstile writing_;  ///< entered before gate_
  Turnstile gate_;
  std::mutex idle_mutex_;
  std::vector<Connection> idle_;
};

Result<Connection> PostgresqlDatabase::take() {
  {
    const std::lock_guard lock(idle_mutex_);
    if (!idle_.empty()) {
      Connection connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return PostgresqlConnection::open(url_);
}

void PostgresqlDatabase::give_back(Connection connection) {
  if (connection->usable() && !connection->in_transaction()) {
    const std::lock_guard lock(idle_mutex_);
    idle_.push_back(std::move(connection));
    return;
  }
  // One broken connection means that the server went away; the idle ones are dead too and would each fail once.
  const std::lock_guard lock(idle_mutex_);
  idle_.clear();
}

Result<void> PostgresqlDatabase::control(PostgresqlConnection& connection, const char* statement, Access access,
                                         Trouble& trouble) {
  trouble = options_.fault ? options_.fault(statement) : Trouble::None;
  if (trouble != Trouble::None) return std::unexpected(error_of(trouble, "injected"));
  auto done = access == Access::Write ? connection.run(statement) : connection.read_only(statement);
  if (!done) trouble = connection.trouble();
  return done;
}

Result<void> PostgresqlDatabase::transact(PostgresqlConnection& connection, Access access, const Body& body,
                                          Purpose purpose, Trouble& trouble) {
  const bool writing = access == Access::Write;
  TRY(control(connection, writing ? "begin isolation level serializable" : PostgresqlConnection::begin_reading, access,
              trouble));
  PostgresqlTx tx(connection, options_.fault);
  Result<void> outcome = judge(tx, call_body(tx, body), writing ? purpose : Purpose::Housekeeping);
  trouble = tx.trouble();
  if (outcome) {
    outcome = control(connection, "commit", access, trouble);
    // Replaying could do it twice.
    if (!outcome && trouble == Trouble::Away) trouble = Trouble::Refused;
  }
  if (!outcome && connection.usable() && connection.in_transaction()) {
    // A connection that cannot even roll back is dropped by give_back.
    static_cast<void>(connection.run("rollback"));
  }
  return outcome;
}

Result<void> PostgresqlDatabase::attempt(Access access, const Body& body, Purpose purpose, Trouble& trouble) {
  if (!gate_.enter(options_.wait_ms)) return unavailable("error.busy", "no connection of the pool was free in time");
  auto connection = take();
  Result<void> outcome;
  if (connection) {
    outcome = transact(**connection, access, body, purpose, trouble);
    give_back(std::move(*connection));
  } else {
    outcome = std::unexpected(connection.error());
  }
  gate_.leave();
  return outcome;
}

Result<void> PostgresqlDatabase::attempt_in_turn(const Body& body, Purpose purpose, Trouble& trouble) {
  if (!writing_.enter(options_.wait_ms)) return unavailable("error.busy", "no turn to write in time");
  auto outcome = attempt(Access::Write, body, purpose, trouble);
  writing_.leave();
  return outcome;
}

Result<void> PostgresqlDatabase::replay(Access access, const Body& body, Purpose purpose) {
  bool reconnected = false;
  for (int n = 1;; ++n) {
    Trouble trouble = Trouble::None;
    auto outcome =
        access == Access::Write ? attempt_in_turn(body, purpose, trouble) : attempt(access, body, purpose, trouble);
    if (trouble == Trouble::Away && !reconnected) {
      // The pool's connection had died unnoticed; a fresh one tells whether the server is there.
      reconnected = true;
      continue;
    }
    if (trouble != Trouble::Retry || n >= options_.attempts) return outcome;
    back_off(n);
  }
}

Result<void> PostgresqlDatabase::run_read(const std::function<Result<void>(Tx&)>& body) {
  return replay(Access::Read, body, Purpose::Housekeeping);
}

Result<void> PostgresqlDatabase::run_write(const Body& body, Purpose purpose) {
  return replay(Access::Write, body, purpose);
}

}  // namespace

Result<std::unique_ptr<Database>> open_postgresql_with(const std::string& url, int connections, EngineOptions options) {
  auto first = TRY(PostgresqlConnection::open(url));
  return std::make_unique<PostgresqlDatabase>(url, connections, std::move(options), std::move(first));
}

Result<std::unique_ptr<Database>> open_postgresql(const std::string& url, int connections) {
  return open_postgresql_with(url, connections, {});
}

}  // namespace sonae::db
