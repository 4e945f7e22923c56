// The embedded engine. Writers enter one at a time in the order in which they came; those that queue up meanwhile share
// one commit, so that fifty of them wait for one fsync and not for fifty.
//
// A shared commit is invisible to bodies: each runs in its own savepoint, nobody gets an answer before the commit that
// holds all of them is on stable storage (invariant 2), and when that commit fails every one of them is replayed alone
// (invariant 1).

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <mutex>

#include "platform/clock.h"
#include "platform/db/engine.h"
#include "platform/db/lock_file.h"
#include "platform/db/sqlite_connection.h"
#include "platform/db/turnstile.h"
#include "platform/space.h"

namespace sonae::db {

namespace {

/// Bodies that may share one commit, and how long the first of them may wait for the others.
constexpr int shared_commit_members = 64;
constexpr std::int64_t shared_commit_ms = 5;
/// 4 KiB pages in the log before they are moved into the file.
constexpr int checkpoint_pages = 2000;

/// One commit and those who wait for it. `members` and `begun_ms` belong to whoever has the turn.
class SharedCommit {
 public:
  enum class End : std::uint8_t { Open, Committed, Replay, Failed };

  int members = 0;
  const std::int64_t begun_ms = monotonic_ms();

  void finish(End end, Error error = {}) {
    const std::lock_guard lock(mutex_);
    end_ = end;
    error_ = std::move(error);
    done_.notify_all();
  }
  [[nodiscard]] std::pair<End, Error> wait() {
    std::unique_lock lock(mutex_);
    done_.wait(lock, [&] { return end_ != End::Open; });
    return {end_, error_};
  }

 private:
  std::mutex mutex_;
  std::condition_variable done_;
  End end_ = End::Open;
  Error error_;
};

using SqliteTx = ConnectionTx<SqliteConnection>;

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, EngineOptions options, LockFile lock, std::unique_ptr<SqliteConnection> writer)
      : path_(std::move(path)),
        options_(std::move(options)),
        lock_(std::move(lock)),
        writer_(std::move(writer)),
        turn_(1, options_.waiting),
        reading_(static_cast<std::size_t>(options_.readers), options_.waiting) {}

  [[nodiscard]] std::string engine() const override { return std::string("sqlite ") + sqlite3_libversion(); }
  [[nodiscard]] bool takes_writes() const override { return writer_ != nullptr && !stopped_; }

 protected:
  Result<void> run_read(const std::function<Result<void>(Tx&)>& body) override;
  Result<void> run_write(const std::function<Result<void>(WriteTx&)>& body, Purpose purpose) override;

 private:
  using Body = std::function<Result<void>(WriteTx&)>;
  using End = SharedCommit::End;
  /// What a member's body gave, and the commit it waits for (none: it never got into one).
  struct Member {
    Result<void> outcome;
    Trouble trouble = Trouble::None;
    std::shared_ptr<SharedCommit> commit;
  };

  [[nodiscard]] bool in_memory() const { return path_.empty(); }
  [[nodiscard]] Result<void> read_on(SqliteConnection& connection, const std::function<Result<void>(Tx&)>& body,
                                     Trouble& trouble);
  [[nodiscard]] Result<void> read_once(const std::function<Result<void>(Tx&)>& body, Trouble& trouble);
  [[nodiscard]] Result<std::unique_ptr<SqliteConnection>> take_reader();
  enum class Sharing : std::uint8_t { Together, Alone };
  [[nodiscard]] Member write_once(const Body& body, Purpose purpose, Sharing sharing);
  [[nodiscard]] Result<void> join_commit(Sharing sharing, Trouble& trouble);
  [[nodiscard]] Result<void> run_member(const Body& body, Purpose purpose, Trouble& trouble);
  [[nodiscard]] Result<void> control(std::string_view statement, Trouble& trouble);
  void end_turn(Sharing sharing);
  void close_commit();
  void abandon_commit(Trouble trouble, const Error& error, End end);

  std::string path_;  ///< "" in memory
  EngineOptions options_;
  LockFile lock_;
  std::unique_ptr<SqliteConnection> writer_;
  Turnstile turn_;
  std::shared_ptr<SharedCommit> open_commit_;  ///< whoever has the turn may touch it
  std::atomic<bool> stopped_ = false;          ///< invariant 4

  Turnstile reading_;
  std::mutex idle_mutex_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

std::unexpected<Error> busy() { return unavailable("error.busy", "no turn on the database in time"); }

Result<void> SqliteDatabase::control(std::string_view statement, Trouble& trouble) {
  trouble = options_.fault ? options_.fault(statement) : Trouble::None;
  if (trouble != Trouble::None) return std::unexpected(error_of(trouble, "injected"));
  auto done = writer_->run(statement);
  if (!done) trouble = writer_->trouble();
  return done;
}

// --- reading

Result<void> SqliteDatabase::read_on(SqliteConnection& connection, const std::function<Result<void>(Tx&)>& body,
                                     Trouble& trouble) {
  TRY(connection.run("begin"));
  SqliteTx tx(connection, options_.fault);
  Result<void> outcome = call_body(tx, body);
  trouble = tx.trouble();
  const bool wrote = tx.changed();
  // Nothing was written; rolling back says so and never waits.
  if (connection.in_transaction()) TRY(connection.run("rollback"));
  if (wrote) return internal("a read transaction changed rows");
  if (outcome && tx.failure()) return std::unexpected(*tx.failure());
  return outcome;
}

Result<std::unique_ptr<SqliteConnection>> SqliteDatabase::take_reader() {
  {
    const std::lock_guard lock(idle_mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return SqliteConnection::open(path_, SqliteConnection::Mode::Reader, options_.vfs);
}

Result<void> SqliteDatabase::read_once(const std::function<Result<void>(Tx&)>& body, Trouble& trouble) {
  if (in_memory()) {
    if (!turn_.enter(options_.wait_ms)) return busy();
    auto outcome = read_on(*writer_, body, trouble);
    turn_.leave();
    return outcome;
  }
  if (!reading_.enter(options_.wait_ms)) return busy();
  auto connection = take_reader();
  Result<void> outcome = connection ? read_on(**connection, body, trouble) : std::unexpected(connection.error());
  if (connection && !(*connection)->in_transaction()) {
    const std::lock_guard lock(idle_mutex_);
    idle_.push_back(std::move(*connection));
  }
  reading_.leave();
  return outcome;
}

Result<void> SqliteDatabase::run_read(const std::function<Result<void>(Tx&)>& body) {
  for (int attempt = 1;; ++attempt) {
    Trouble trouble = Trouble::None;
    auto outcome = read_once(body, trouble);
    if (trouble != Trouble::Retry || attempt >= options_.attempts) return outcome;
    back_off(attempt);
  }
}

// --- writing

Result<void> SqliteDatabase::run_write(const Body& body, Purpose purpose) {
  if (writer_ == nullptr) return unavailable("error.db.read_only");
  if (purpose == Purpose::Business && options_.has_room && !options_.has_room())
    return std::unexpected(error_of(Trouble::Full, "the reserve of the disk is reached"));
  for (int attempt = 1;; ++attempt) {
    Member member = write_once(body, purpose, attempt == 1 ? Sharing::Together : Sharing::Alone);
    if (!member.commit) {
      if (member.trouble != Trouble::Retry || attempt >= options_.attempts) return member.outcome;
    } else {
      const auto [end, error] = member.commit->wait();
      if (end == End::Failed) return std::unexpected(error);
      if (end == End::Committed && member.trouble != Trouble::Retry) return member.outcome;
      if (attempt >= options_.attempts) return end == End::Replay ? std::unexpected(error) : member.outcome;
    }
    back_off(attempt);
  }
}

/// The transaction that is open, or a new one.
Result<void> SqliteDatabase::join_commit(Sharing sharing, Trouble& trouble) {
  if (open_commit_ && sharing == Sharing::Alone) close_commit();
  if (stopped_) return unavailable("error.db.stopped");
  if (!open_commit_) {
    TRY(control("begin immediate", trouble));
    open_commit_ = std::make_shared<SharedCommit>();
  }
  ++open_commit_->members;
  return {};
}

SqliteDatabase::Member SqliteDatabase::write_once(const Body& body, Purpose purpose, Sharing sharing) {
  Member member;
  if (!turn_.enter(options_.wait_ms)) {
    member.outcome = busy();
    return member;
  }
  member.outcome = join_commit(sharing, member.trouble);
  if (!member.outcome) {
    if (member.trouble == Trouble::Io) stopped_ = true;
    turn_.leave();
    return member;
  }
  member.commit = open_commit_;
  member.outcome = run_member(body, purpose, member.trouble);
  // What the engine has rolled back by itself, or what a failing disk did, concerns every member.
  if (member.trouble == Trouble::Io || member.trouble == Trouble::Full || !writer_->in_transaction()) {
    // This member's own failure is its answer; the others start again without it.
    if (member.outcome) member.outcome = internal("the engine ended the transaction by itself");
    member.commit.reset();
    abandon_commit(member.trouble, member.outcome.error(), End::Replay);
    turn_.leave();
    return member;
  }
  end_turn(sharing);
  return member;
}

Result<void> SqliteDatabase::run_member(const Body& body, Purpose purpose, Trouble& trouble) {
  TRY(control("savepoint member", trouble));
  SqliteTx tx(*writer_, options_.fault);
  Result<void> outcome = judge(tx, call_body(tx, body), purpose);
  trouble = tx.trouble();
  if (!writer_->in_transaction()) return outcome;
  if (!outcome) {
    if (const auto undone = writer_->run("rollback to member"); !undone) {
      trouble = Trouble::Io;
      return undone;
    }
  }
  if (const auto released = writer_->run("release member"); !released) {
    trouble = writer_->trouble();
    return released;
  }
  return outcome;
}

/// Passes an open transaction to the next in line, or commits it.
void SqliteDatabase::end_turn(Sharing sharing) {
  const bool may_share = !in_memory() && sharing == Sharing::Together &&
                         open_commit_->members < shared_commit_members &&
                         monotonic_ms() - open_commit_->begun_ms < shared_commit_ms;
  if (may_share && turn_.hand_over()) return;
  close_commit();
  turn_.leave();
}

void SqliteDatabase::close_commit() {
  Trouble trouble = Trouble::None;
  if (const auto done = control("commit", trouble); !done) {
    abandon_commit(trouble, done.error(), trouble == Trouble::Full ? End::Failed : End::Replay);
    return;
  }
  std::exchange(open_commit_, nullptr)->finish(End::Committed);
  if (in_memory() || writer_->log_pages() < checkpoint_pages) return;
  if (const auto moved = writer_->checkpoint(); !moved && writer_->trouble() == Trouble::Io) stopped_ = true;
}

/// After an I/O error nobody may believe a second fsync: then nothing is replayed.
void SqliteDatabase::abandon_commit(Trouble trouble, const Error& error, End end) {
  if (trouble == Trouble::Io) stopped_ = true;
  if (writer_->in_transaction() && !writer_->run("rollback")) stopped_ = true;
  std::exchange(open_commit_, nullptr)->finish(stopped_ ? End::Failed : end, error);
}

std::string lock_path(const std::string& path) {
  return (std::filesystem::absolute(path).parent_path() / "lock").string();
}

}  // namespace

Result<std::unique_ptr<Database>> open_sqlite_with(const std::string& path, EngineOptions options) {
  LockFile lock = TRY(LockFile::take(lock_path(path)));
  auto writer = TRY(SqliteConnection::open(path, SqliteConnection::Mode::Writer, options.vfs));
  return std::make_unique<SqliteDatabase>(path, std::move(options), std::move(lock), std::move(writer));
}

Result<std::unique_ptr<Database>> open_sqlite_memory_with(EngineOptions options) {
  auto writer = TRY(SqliteConnection::open("", SqliteConnection::Mode::Memory, ""));
  return std::make_unique<SqliteDatabase>("", std::move(options), LockFile(), std::move(writer));
}

Result<std::unique_ptr<Database>> open_sqlite(const std::string& path) {
  EngineOptions options;
  options.has_room = [folder = std::filesystem::absolute(path).parent_path()] {
    const auto space = space_of(folder);
    return !space || space->holds(0);
  };
  return open_sqlite_with(path, std::move(options));
}

Result<std::unique_ptr<Database>> open_sqlite_memory() { return open_sqlite_memory_with({}); }

Result<std::unique_ptr<Database>> open_sqlite_read_only(const std::string& path) {
  auto probe = TRY(SqliteConnection::open(path, SqliteConnection::Mode::Reader, ""));
  TRY(probe->run("select count(*) from sqlite_master"));
  return std::make_unique<SqliteDatabase>(path, EngineOptions{}, LockFile(), nullptr);
}

}  // namespace sonae::db
