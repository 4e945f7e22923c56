#pragma once
// The time that jobs go by (RE17): the wall clock, unless it leaps. A leap is believed when it has lasted for an hour
// of the monotonic clock; until then time goes on from where it was. So a clock that is set wrong and mended fires
// nothing. A leap while no server ran cannot be told from a long pause: then only the unlikely is doubted.

#include <cstdint>
#include <optional>

#include "base/time.h"

namespace sonae::jobs {

class BelievedClock {
 public:
  static constexpr std::int64_t tolerance_ms = 10LL * 60 * 1000;
  static constexpr std::int64_t doubt_ms = 60LL * 60 * 1000;
  static constexpr std::int64_t longest_rest_ms = 40LL * 24 * 60 * 60 * 1000;

  /// `last`: what an earlier process last believed.
  BelievedClock(Instant wall, std::int64_t monotonic_ms, std::optional<Instant> last);
  /// The time to go by. Called with the clocks as they are now.
  [[nodiscard]] Instant read(Instant wall, std::int64_t monotonic_ms);
  /// Wall clock minus believed time while they differ by a leap.
  [[nodiscard]] std::optional<std::int64_t> doubted_ms() const;

 private:
  struct Doubt {
    std::int64_t since = 0;   ///< monotonic
    std::int64_t offset = 0;  ///< wall minus believed
  };
  Instant believed_;
  std::int64_t at_;  ///< monotonic time of `believed_`
  std::optional<Doubt> doubt_;
};

}  // namespace sonae::jobs
