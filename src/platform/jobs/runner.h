#pragma once
// Does the jobs of all companies, one after the other, on a thread of its own. Every server of an installation has one.

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "platform/jobs/believed_clock.h"
#include "platform/jobs/jobs.h"
#include "platform/log/log.h"

namespace sonae::jobs {

/// What a Runner is given; clocks are arguments, so that a test leaps over ten years.
struct Surroundings {
  std::function<Instant()> wall;
  std::function<std::int64_t()> monotonic_ms;
  std::function<Result<std::vector<Id<Company>>>(db::Tx&)> companies;
  int zone_offset_minutes = japan_offset_minutes;  ///< in which days begin
};

class Runner {
 public:
  /// All of them outlive the runner.
  Runner(db::Database& database, const Handlers& handlers, log::Log& log, Surroundings surroundings);
  ~Runner() { stop(); }
  Runner(const Runner&) = delete;
  Runner& operator=(const Runner&) = delete;

  /// Looks for work every second until `stop`.
  void start();
  /// Waits for the job that runs; it is told by its stop token. Harmless twice.
  void stop();

  /// One look on the calling thread: begins the daily kinds, takes and does what is due. Gives how many jobs it did,
  /// well or badly. Errors are the database's.
  [[nodiscard]] Result<int> run_due();

  /// Seconds by which the wall clock has leapt and is not believed; 0 when all is well. Any thread.
  [[nodiscard]] std::int64_t doubted_seconds() const { return doubted_seconds_; }

 private:
  [[nodiscard]] Result<Instant> read_clock();
  [[nodiscard]] Result<void> begin_day(Instant now);
  [[nodiscard]] Result<void> begin_day_of(const Id<Company>& company, Date today);
  [[nodiscard]] Result<bool> run_one(const Job& found, Instant now);
  [[nodiscard]] Result<void> settle(const Job& job, const Result<void>& done, Instant now);
  [[nodiscard]] Result<void> put_back(const Job& job, const Error& error, Instant now);
  void loop(const std::stop_token& stopping);

  db::Database& database_;
  const Handlers& handlers_;
  log::Log& log_;
  Surroundings surroundings_;
  std::string holder_;
  std::optional<BelievedClock> clock_;
  std::optional<Instant> written_;         ///< the believed time as the database has it
  std::optional<std::int64_t> day_check_;  ///< monotonic time of the last look for daily kinds
  std::atomic<std::int64_t> doubted_seconds_ = 0;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::stop_source stop_;
  std::jthread thread_;
};

}  // namespace sonae::jobs
