#include "platform/http/limiter.h"

#include <algorithm>
#include <cmath>

namespace sonae::http {

namespace {
constexpr std::size_t max_keys = 10'000;
constexpr std::size_t most_shown = 100;
constexpr std::int64_t shown_ms = 60'000;
}  // namespace

std::optional<int> RateLimiter::refuse_for(std::string_view key, std::int64_t monotonic_ms) {
  if (per_minute_ == 0) return std::nullopt;
  const std::scoped_lock lock(mutex_);
  const double capacity = per_minute_;
  const double per_ms = capacity / 60'000.0;
  auto found = buckets_.find(key);
  if (found == buckets_.end()) {
    if (buckets_.size() >= max_keys) forget_one();
    found = buckets_.emplace(key, Bucket{capacity, monotonic_ms}).first;
  }
  Bucket& bucket = found->second;
  const auto passed = static_cast<double>(std::max<std::int64_t>(0, monotonic_ms - bucket.at));
  bucket.tokens = std::min(capacity, bucket.tokens + passed * per_ms);
  bucket.at = monotonic_ms;
  if (bucket.tokens >= 1.0) {
    bucket.tokens -= 1.0;
    bucket.refused_times = 0;
    return std::nullopt;
  }
  ++bucket.refused_times;
  ++refused_ever_;
  bucket.refused_at = monotonic_ms;
  return std::max(1, static_cast<int>(std::ceil((1.0 - bucket.tokens) / per_ms / 1000.0)));
}

std::vector<RateLimiter::Refused> RateLimiter::refused(std::int64_t monotonic_ms) {
  const std::scoped_lock lock(mutex_);
  std::vector<Refused> out;
  for (const auto& [key, bucket] : buckets_)
    if (bucket.refused_times > 0 && monotonic_ms - bucket.refused_at < shown_ms)
      out.push_back({key, bucket.refused_times, (monotonic_ms - bucket.refused_at) / 1000});
  std::ranges::stable_sort(out, {}, &Refused::seconds_ago);
  if (out.size() > most_shown) out.resize(most_shown);
  return out;
}

std::int64_t RateLimiter::refused_ever() const {
  const std::scoped_lock lock(mutex_);
  return refused_ever_;
}

void RateLimiter::forget_one() {
  buckets_.erase(std::ranges::min_element(buckets_, {}, [](const auto& entry) { return entry.second.at; }));
}

}  // namespace sonae::http
