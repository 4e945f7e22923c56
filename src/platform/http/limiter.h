#pragma once
// How often one address may use what is costly (WB10): a token bucket per address. Pure: time is given.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace sonae::http {

/// Safe to use from every thread. Remembers at most 10,000 addresses; beyond that the ones that have rested longest
/// are forgotten, which is in their favour.
class RateLimiter {
 public:
  /// `per_minute` uses are refilled evenly; as many may come at once.
  explicit RateLimiter(int per_minute) : per_minute_(per_minute) {}
  /// Takes one use. Otherwise the seconds until the next one is there, at least 1.
  [[nodiscard]] std::optional<int> refuse_for(std::string_view address, std::int64_t monotonic_ms);

 private:
  struct Bucket {
    double tokens;
    std::int64_t at;
  };
  void forget_one();
  int per_minute_;
  std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
};

}  // namespace sonae::http
