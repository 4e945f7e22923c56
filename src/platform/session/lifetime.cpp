#include "platform/session/lifetime.h"

namespace sonae::session {

Lifetime lifetime_of(const std::set<Role>& roles) {
  if (roles.contains(Role::Administrator)) return {15LL * 60 * 1000, 8LL * 60 * 60 * 1000};
  return {};
}

bool is_over(const Lifetime& lifetime, Instant created_at, Instant last_seen_at, Instant now) {
  return now.ms() - last_seen_at.ms() >= lifetime.idle_ms || now.ms() - created_at.ms() >= lifetime.absolute_ms;
}

bool should_touch(Instant last_seen_at, Instant now) {
  const std::int64_t passed = now.ms() - last_seen_at.ms();
  // A stamp from the future comes from a clock that was set back since; it is brought home.
  return passed >= touch_interval_ms || passed < 0;
}

}  // namespace sonae::session
