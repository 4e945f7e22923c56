#include "platform/clock.h"

#include <sodium.h>

#include <chrono>
#include <cstdlib>
#include <optional>

#include "base/result.h"

namespace sonae {

namespace {
std::optional<Instant> fixed_now() {
  const char* text = std::getenv("SONAE_NOW");
  if (text == nullptr) return std::nullopt;
  const auto day = Date::parse_iso(std::string_view(text).substr(0, 10));
  if (!day) die("SONAE_NOW must start with a date like 2026-09-11");
  return Instant(day->days() * 86'400'000);
}
}  // namespace

Instant now() {
  static const std::optional<Instant> fixed = fixed_now();
  using namespace std::chrono;
  const auto wall = duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
  if (!fixed) return Instant(wall);
  return Instant(fixed->ms() + wall % 86'400'000);
}

std::int64_t monotonic_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

void fill_random(std::span<std::byte> out) {
  static const bool ready = sodium_init() >= 0;
  if (!ready) die("no source of randomness");
  randombytes_buf(out.data(), out.size());
}

}  // namespace sonae
