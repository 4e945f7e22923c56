#pragma once
// Numbers about the running program in Prometheus' text format. No label ever holds a path, a name or an id: only
// route patterns and status classes, so that the number of series is bounded by our own source.

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sonae::metrics {

/// Safe to use from every thread.
class Metrics {
 public:
  /// One answered request. `route` is the pattern, "pages" for static files, "none" for what matched nothing.
  void count_request(std::string_view method, std::string_view route, int status, double seconds);
  /// Adds to a counter; made at its first use. `help` is one English sentence.
  void count(std::string_view name, std::string_view help, std::int64_t by = 1);
  /// `read` is called for each scrape, from any thread; it must be quick and lives as long as this object.
  void gauge(std::string name, std::string help, std::function<double()> read);
  /// The text of /metrics.
  [[nodiscard]] std::string text() const;

 private:
  static constexpr std::array<double, 11> bounds_{0.001, 0.003, 0.005, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0};
  struct Series {
    std::map<std::string, std::int64_t> by_class;  // "2xx"
    std::array<std::int64_t, bounds_.size() + 1> buckets{};
    std::int64_t count = 0;
    double sum = 0;
  };
  struct Counter {
    std::string help;
    std::int64_t value = 0;
  };
  struct Gauge {
    std::string name;
    std::string help;
    std::function<double()> read;
  };
  mutable std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Series> requests_;
  std::map<std::string, Counter, std::less<>> counters_;
  std::vector<Gauge> gauges_;
};

/// Resident memory of this process; 0 where /proc is missing.
[[nodiscard]] std::int64_t resident_bytes();

}  // namespace sonae::metrics
