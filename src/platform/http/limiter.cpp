#include "platform/http/limiter.h"

#include <algorithm>
#include <cmath>

namespace sonae::http {

namespace {
constexpr std::size_t max_addresses = 10'000;
}

std::optional<int> RateLimiter::refuse_for(std::string_view address, std::int64_t monotonic_ms) {
  const std::scoped_lock lock(mutex_);
  const double capacity = per_minute_;
  const double per_ms = capacity / 60'000.0;
  auto found = buckets_.find(address);
  if (found == buckets_.end()) {
    if (buckets_.size() >= max_addresses) forget_one();
    found = buckets_.emplace(address, Bucket{capacity, monotonic_ms}).first;
  }
  Bucket& bucket = found->second;
  const auto passed = static_cast<double>(std::max<std::int64_t>(0, monotonic_ms - bucket.at));
  bucket.tokens = std::min(capacity, bucket.tokens + passed * per_ms);
  bucket.at = monotonic_ms;
  if (bucket.tokens >= 1.0) {
    bucket.tokens -= 1.0;
    return std::nullopt;
  }
  return std::max(1, static_cast<int>(std::ceil((1.0 - bucket.tokens) / per_ms / 1000.0)));
}

void RateLimiter::forget_one() {
  buckets_.erase(std::ranges::min_element(buckets_, {}, [](const auto& entry) { return entry.second.at; }));
}

}  // namespace sonae::http
