#include "platform/jobs/jobs.h"

#include <algorithm>

namespace sonae::jobs {

void Handlers::handle(std::string kind, Handler handler) {
  if (!handlers_.emplace(kind, std::move(handler)).second) die("two handlers for jobs of one kind: " + kind);
}

void Handlers::daily(std::string kind, Handler handler) {
  handle(kind, std::move(handler));
  daily_.push_back(std::move(kind));
}

const Handler* Handlers::find(std::string_view kind) const {
  const auto found = handlers_.find(kind);
  return found == handlers_.end() ? nullptr : &found->second;
}

Result<void> ask(db::Database& database, const NewJob& job) {
  return database.write([&](db::WriteTx& tx) { return enqueue(tx, job); }, db::Purpose::Housekeeping);
}

Result<void> finish_until(db::Database& database, const Job& job, std::optional<Instant> due) {
  return database.write(
      [&](db::WriteTx& tx) -> Result<void> {
        if (due) TRY(enqueue(tx, {job.company, job.kind, job.key, job.payload, *due}));
        return finish(tx, job);
      },
      db::Purpose::Housekeeping);
}

std::int64_t pause_ms(std::int64_t tries, double random) {
  const std::int64_t doublings = std::clamp<std::int64_t>(tries - 1, 0, 16);
  const std::int64_t whole = std::min(first_pause_ms << doublings, longest_pause_ms);
  return whole - static_cast<std::int64_t>(static_cast<double>(whole) / 2 * std::clamp(random, 0.0, 1.0));
}

bool daily_due(const std::optional<Date>& last, Date today) {
  return !last || today > *last || last->days() - today.days() > 1;
}

}  // namespace sonae::jobs
