#pragma once
// How long a session lives (AU12). Pure.

#include <cstdint>
#include <set>

#include "base/time.h"
#include "platform/session/actor.h"

namespace sonae::session {

struct Lifetime {
  std::int64_t idle_ms = 30LL * 60 * 1000;
  std::int64_t absolute_ms = 12LL * 60 * 60 * 1000;
};
/// Administrators have 15 minutes and 8 hours, everybody else 30 minutes and 12 hours.
[[nodiscard]] Lifetime lifetime_of(const std::set<Role>& roles);

/// Whether the session is over at `now`. A clock that was set back neither ends a session nor counts as time passed.
[[nodiscard]] bool is_over(const Lifetime& lifetime, Instant created_at, Instant last_seen_at, Instant now);

/// Use is written down at most this often; a session may therefore end this much early, never late.
constexpr std::int64_t touch_interval_ms = 60LL * 1000;
[[nodiscard]] bool should_touch(Instant last_seen_at, Instant now);

}  // namespace sonae::session
