#pragma once
// Work for the machine: mails to send, reminders to make, what is due every day. A job is a row that is written in the
// transaction which needs it done; a Runner does it after the commit.
//
// Invariants (tests cite the number)
//  1. A job runs at least once after its transaction has committed, whenever the process dies (RE18). What it did
//  counts
//     once if the handler calls `finish` in the transaction of its effect.
//  2. While a job waits, the same kind and key is the same job. Asked for while it runs, it runs once more.
//  3. A lease has an end and a fencing number: whoever lost it can neither settle nor finish the job. Two servers on
//  one
//     PostgreSQL do each job once (RE15). No advisory locks: the same statements on both engines.
//  4. A leap of the wall clock fires nothing by itself (RE17, believed_clock.h): days that were missed are not made up
//     for, a lease or a pause that ends later than any can is over.

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::jobs {

struct NewJob {
  Id<Company> company;
  std::string kind;     ///< "notices.compose": slice.verb
  std::string key;      ///< "" where a kind has one job per company
  std::string payload;  ///< the handler's own
  Instant due;          ///< default-made: at once, whatever the clock says
};

/// In the transaction of the deed. The earlier of both dates counts while the same job waits; the later payload does.
[[nodiscard]] Result<void> enqueue(db::WriteTx& tx, const NewJob& job);

/// In a transaction of its own: for what no deed asks for.
[[nodiscard]] Result<void> ask(db::Database& database, const NewJob& job);

/// A job that this process holds.
struct Job {
  Id<Company> company;
  std::string kind;
  std::string key;
  std::string payload;
  std::int64_t tries = 0;  ///< runs that failed
  std::string id;
  std::int64_t fence = 0;
  std::int64_t taken = 0;
  std::stop_token stopping;  ///< set when the server stops: give back an error and be asked again
};

/// Settles the job in the transaction of its effect: then the effect counts once. Conflict ("jobs.lost") when the lease
/// went to another server meanwhile: give the error back, so that the effect is rolled back.
[[nodiscard]] Result<void> finish(db::WriteTx& tx, const Job& job);

/// The lease begins anew at `now`: for a job of many small steps. Conflict ("jobs.lost") as above.
[[nodiscard]] Result<void> extend(db::WriteTx& tx, const Job& job, Instant now);

/// Settles the job and asks for it again at `due`, in one transaction of its own; nothing: not again by itself.
[[nodiscard]] Result<void> finish_until(db::Database& database, const Job& job, std::optional<Instant> due);

/// `now` is the believed time. An error is tried again later, with longer and longer pauses, `most_tries` times. A
/// handler takes less than half a lease; longer work asks for itself again.
using Handler = std::function<Result<void>(const Job& job, Instant now)>;

/// What the slices can do; filled while the program is put together, before a Runner starts.
class Handlers {
 public:
  void handle(std::string kind, Handler handler);
  /// For every company once a calendar day, after `daily_hour`. A day on which no server ran is left out.
  void daily(std::string kind, Handler handler);

  [[nodiscard]] const Handler* find(std::string_view kind) const;
  [[nodiscard]] const std::vector<std::string>& daily_kinds() const { return daily_; }

 private:
  std::map<std::string, Handler, std::less<>> handlers_;
  std::vector<std::string> daily_;
};

constexpr std::int64_t lease_ms = 5LL * 60 * 1000;
constexpr std::int64_t first_pause_ms = 30'000;
constexpr std::int64_t longest_pause_ms = 60LL * 60 * 1000;
constexpr std::int64_t most_tries = 12;  ///< about six hours
constexpr int daily_hour = 5;

/// Before the next try: doubled each time, up to the longest; `random` (0 … 1) takes away up to half, so that jobs that
/// failed together do not come back together.
[[nodiscard]] std::int64_t pause_ms(std::int64_t tries, double random);

/// Whether a daily kind is due: on a later day, or when its last day lies more than a day ahead (a clock that was wrong
/// when it ran). One day ahead is another server whose clock is past midnight.
[[nodiscard]] bool daily_due(const std::optional<Date>& last, Date today);

struct Counts {
  std::int64_t waiting = 0;
  std::int64_t given_up = 0;
};
[[nodiscard]] Result<Counts> count(db::Tx& tx);

}  // namespace sonae::jobs
