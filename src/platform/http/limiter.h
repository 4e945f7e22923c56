#pragma once
// How often one address or account may ask (WB10): a token bucket each. Pure: time is given.

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sonae::http {

/// Safe to use from every thread. Remembers at most 10,000 keys; beyond that the ones that have rested longest are
/// forgotten, which is in their favour.
class RateLimiter {
 public:
  /// `per_minute` uses are refilled evenly; as many may come at once. 0: no limit.
  explicit RateLimiter(int per_minute) : per_minute_(per_minute) {}
  /// Takes one use. Otherwise the seconds until the next one is there, at least 1.
  [[nodiscard]] std::optional<int> refuse_for(std::string_view key, std::int64_t monotonic_ms);

  [[nodiscard]] int per_minute() const { return per_minute_; }
  /// A key that was refused within the last minute.
  struct Refused {
    std::string key;
    std::int64_t times = 0;  ///< in a row
    std::int64_t seconds_ago = 0;
  };
  /// Latest first, at most 100.
  [[nodiscard]] std::vector<Refused> refused(std::int64_t monotonic_ms);
  [[nodiscard]] std::int64_t refused_ever() const;

 private:
  struct Bucket {
    double tokens;
    std::int64_t at;
    std::int64_t refused_at = 0;
    std::int64_t refused_times = 0;
  };
  void forget_one();
  int per_minute_;
  mutable std::mutex mutex_;
  std::map<std::string, Bucket, std::less<>> buckets_;
  std::int64_t refused_ever_ = 0;
};

/// The three limits of a server. What is refused is answered 429 with Retry-After.
struct Rates {
  explicit Rates(int per_address_heavy = 60, int per_account = 3'000, int per_account_heavy = 30)
      : address_heavy(per_address_heavy), account(per_account), account_heavy(per_account_heavy) {}
  RateLimiter address_heavy;  ///< costly routes per client address
  RateLimiter account;        ///< every route per account
  RateLimiter account_heavy;  ///< each costly route per account
};

}  // namespace sonae::http
