#pragma once
// The only reader of the wall clock and of randomness above the operating system.

#include <array>
#include <cstddef>
#include <span>

#include "base/id.h"
#include "base/time.h"

namespace sonae {

/// Wall clock now; SONAE_NOW (ISO, e.g. 2026-09-11T00:00:00Z) fixes it for demos and documents, in no other place.
[[nodiscard]] Instant now();
/// Milliseconds that never run backwards: for limits, throttles and time-outs (RE17).
[[nodiscard]] std::int64_t monotonic_ms();

/// Cryptographic randomness.
void fill_random(std::span<std::byte> out);
template <std::size_t N>
[[nodiscard]] std::array<std::byte, N> random_bytes() {
  std::array<std::byte, N> out;
  fill_random(out);
  return out;
}

template <typename Tag>
[[nodiscard]] Id<Tag> new_id(Instant at) {
  return Id<Tag>::trusted(make_uuid7(at, random_bytes<10>()));
}

}  // namespace sonae
