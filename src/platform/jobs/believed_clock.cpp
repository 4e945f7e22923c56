#include "platform/jobs/believed_clock.h"

#include <cstdlib>

namespace sonae::jobs {

BelievedClock::BelievedClock(Instant wall, std::int64_t monotonic_ms, std::optional<Instant> last)
    : believed_(wall), at_(monotonic_ms) {
  if (!last) return;
  const std::int64_t passed = wall.ms() - last->ms();
  if (passed >= -tolerance_ms && passed <= longest_rest_ms) return;
  believed_ = *last;
  doubt_ = {monotonic_ms, passed};
}

Instant BelievedClock::read(Instant wall, std::int64_t monotonic_ms) {
  const Instant expected = believed_.plus_ms(monotonic_ms - at_);
  const std::int64_t offset = wall.ms() - expected.ms();
  const bool leap = std::llabs(offset) > tolerance_ms;
  if (leap && (!doubt_ || std::llabs(offset - doubt_->offset) > tolerance_ms)) doubt_ = {monotonic_ms, offset};
  const bool settled = !leap || monotonic_ms - doubt_->since >= doubt_ms;
  believed_ = settled ? wall : expected;
  at_ = monotonic_ms;
  if (settled) doubt_.reset();
  return believed_;
}

std::optional<std::int64_t> BelievedClock::doubted_ms() const {
  if (!doubt_) return std::nullopt;
  return doubt_->offset;
}

}  // namespace sonae::jobs
