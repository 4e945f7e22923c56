#include "platform/jobs/runner.h"

#include <algorithm>
#include <chrono>
#include <map>

#include "platform/clock.h"
#include "platform/jobs/store.h"

namespace sonae::jobs {

namespace {

constexpr auto poll = std::chrono::seconds(1);
constexpr std::int64_t day_check_ms = 60'000;
constexpr std::int64_t clock_write_ms = 10LL * 60 * 1000;

double random_part() {
  std::uint32_t bits = 0;
  fill_random(std::as_writable_bytes(std::span(&bits, 1)));
  return static_cast<double>(bits) / 4'294'967'296.0;
}

}  // namespace

Runner::Runner(db::Database& database, const Handlers& handlers, log::Log& log, Surroundings surroundings)
    : database_(database),
      handlers_(handlers),
      log_(log),
      surroundings_(std::move(surroundings)),
      holder_(new_id<Runner>(now()).text()) {}

void Runner::start() {
  thread_ = std::jthread([this] { loop(stop_.get_token()); });
}

void Runner::stop() {
  stop_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Runner::loop(const std::stop_token& stopping) {
  std::string told;  // an engine that is away is logged once, not every second
  while (!stopping.stop_requested()) {
    const auto done = run_due();
    if (!done && done.error().detail != told) log_.error("jobs.database", done.error());
    told = done ? std::string() : done.error().detail;
    if (done && *done > 0) continue;
    std::unique_lock lock(mutex_);
    wake_.wait_for(lock, stopping, poll, [] { return false; });
  }
}

Result<Instant> Runner::read_clock() {
  const Instant wall = surroundings_.wall();
  const std::int64_t monotonic = surroundings_.monotonic_ms();
  if (!clock_) {
    written_ = TRY(database_.read([](db::Tx& tx) { return store::believed_at(tx); }));
    clock_.emplace(wall, monotonic, written_);
  }
  const Instant believed = clock_->read(wall, monotonic);
  const std::int64_t doubted = clock_->doubted_ms().value_or(0) / 1000;
  if ((doubted != 0) != (doubted_seconds_ != 0))
    log_.write(log::Level::Warning, doubted != 0 ? "clock.leap" : "clock.believed",
               {{"seconds", doubted}, {"believed", iso(believed)}});
  doubted_seconds_ = doubted;
  if (!written_ || std::llabs(believed.ms() - written_->ms()) >= clock_write_ms) {
    TRY(database_.write([&](db::WriteTx& tx) { return store::put_believed(tx, believed); }, db::Purpose::Housekeeping));
    written_ = believed;
  }
  return believed;
}

Result<int> Runner::run_due() {
  const Instant now = TRY(read_clock());
  const std::int64_t monotonic = surroundings_.monotonic_ms();
  if (!day_check_ || monotonic - *day_check_ >= day_check_ms) {
    TRY(begin_day(now));
    day_check_ = monotonic;
  }
  int done = 0;
  for (const Job& job : TRY(database_.read([&](db::Tx& tx) { return store::list_due(tx, now); }))) {
    if (stop_.stop_requested()) break;
    // A kind that this program does not know belongs to a server of another version.
    if (handlers_.find(job.kind) == nullptr) continue;
    if (TRY(run_one(job, TRY(read_clock())))) ++done;
  }
  return done;
}

Result<void> Runner::begin_day(Instant now) {
  const Instant local = now.plus_seconds(std::int64_t{60} * surroundings_.zone_offset_minutes);
  const Date today = date_in_zone(local.plus_seconds(-3600LL * daily_hour), 0);
  std::map<std::string, std::size_t> up_to_date;
  const auto companies = TRY(database_.read([&](db::Tx& tx) -> Result<std::vector<Id<Company>>> {
    for (const store::DayRow& row : TRY(store::list_days(tx))) {
      const auto& kinds = handlers_.daily_kinds();
      const bool ours = std::ranges::find(kinds, row.kind) != kinds.end();
      if (ours && !daily_due(row.day, today)) ++up_to_date[row.company.text()];
    }
    return surroundings_.companies(tx);
  }));
  for (const Id<Company>& company : companies)
    if (up_to_date[company.text()] < handlers_.daily_kinds().size()) TRY(begin_day_of(company, today));
  return {};
}

Result<void> Runner::begin_day_of(const Id<Company>& company, Date today) {
  return database_.write(
      [&](db::WriteTx& tx) -> Result<void> {
        for (const std::string& kind : handlers_.daily_kinds()) {
          if (!daily_due(TRY(store::find_day(tx, company, kind)), today)) continue;
          TRY(store::put_day(tx, {company, kind, today}));
          TRY(enqueue(tx, {company, kind, "", "", Instant()}));
        }
        return {};
      },
      db::Purpose::Housekeeping);
}

Result<bool> Runner::run_one(const Job& found, Instant now) {
  auto taken = TRY(database_.write([&](db::WriteTx& tx) { return store::take(tx, found, holder_, now); },
                                   db::Purpose::Housekeeping));
  if (!taken) return false;
  taken->stopping = stop_.get_token();
  const Result<void> done = (*handlers_.find(taken->kind))(*taken, now);
  TRY(settle(*taken, done, now));
  return true;
}

Result<void> Runner::settle(const Job& job, const Result<void>& done, Instant now) {
  if (done || done.error().key == "jobs.lost") {
    // Nothing to settle: the handler did it with its effect, or another server has the job now.
    if (!done) return {};
    TRY(database_.write([&](db::WriteTx& tx) { return store::settle(tx, job); }, db::Purpose::Housekeeping));
    return {};
  }
  return put_back(job, done.error(), now);
}

Result<void> Runner::put_back(const Job& job, const Error& error, Instant now) {
  // What was broken off by stopping is no failure: whoever comes next does it at once.
  const bool stopped = stop_.stop_requested();
  const std::int64_t tries = stopped ? job.tries : job.tries + 1;
  const bool given_up = tries >= most_tries;
  std::optional<Instant> due;
  if (!given_up) due = stopped ? Instant() : now.plus_ms(pause_ms(tries, random_part()));
  TRY(database_.write([&](db::WriteTx& tx) { return store::put_back(tx, job, tries, due, error.key); },
                      db::Purpose::Housekeeping));
  if (!stopped)
    log_.write(given_up ? log::Level::Error : log::Level::Warning, given_up ? "jobs.given_up" : "jobs.failed",
               {{"kind", job.kind}, {"tries", tries}, {"key", error.key}, {"detail", error.detail}});
  return {};
}

}  // namespace sonae::jobs
