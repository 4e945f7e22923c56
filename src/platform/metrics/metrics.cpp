#include "platform/metrics/metrics.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <memory>

namespace sonae::metrics {

namespace {

// Label values come from our own source, but a pattern may hold what the format escapes.
std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\' || c == '"') out += '\\';
    if (c == '\n')
      out += "\\n";
    else
      out += c;
  }
  return out;
}

void head(std::string& out, std::string_view name, std::string_view help, std::string_view type) {
  out += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

}  // namespace

void Metrics::count_request(std::string_view method, std::string_view route, int status, double seconds) {
  const std::scoped_lock lock(mutex_);
  Series& series = requests_[{std::string(method), std::string(route)}];
  ++series.by_class[fmt::format("{}xx", status / 100)];
  std::size_t bucket = 0;
  while (bucket < bounds_.size() && seconds > bounds_[bucket]) ++bucket;
  ++series.buckets[bucket];
  ++series.count;
  series.sum += seconds;
}

void Metrics::count(std::string_view name, std::string_view help, std::int64_t by) {
  const std::scoped_lock lock(mutex_);
  auto found = counters_.find(name);
  if (found == counters_.end()) found = counters_.emplace(name, Counter{std::string(help), 0}).first;
  found->second.value += by;
}

void Metrics::gauge(std::string name, std::string help, std::function<double()> read) {
  const std::scoped_lock lock(mutex_);
  gauges_.push_back({std::move(name), std::move(help), std::move(read)});
}

std::string Metrics::text() const {
  const std::scoped_lock lock(mutex_);
  std::string out;
  head(out, "sonae_requests_total", "Answered requests by route pattern and status class.", "counter");
  for (const auto& [labels, series] : requests_)
    for (const auto& [status, count] : series.by_class)
      out += fmt::format("sonae_requests_total{{method=\"{}\",route=\"{}\",status=\"{}\"}} {}\n", escape(labels.first),
                         escape(labels.second), status, count);
  head(out, "sonae_request_seconds", "Time from the request's head to its answer.", "histogram");
  for (const auto& [labels, series] : requests_) {
    const std::string shared = fmt::format("method=\"{}\",route=\"{}\"", escape(labels.first), escape(labels.second));
    std::int64_t below = 0;
    for (std::size_t i = 0; i < bounds_.size(); ++i) {
      below += series.buckets[i];
      out += fmt::format("sonae_request_seconds_bucket{{{},le=\"{}\"}} {}\n", shared, bounds_[i], below);
    }
    out += fmt::format("sonae_request_seconds_bucket{{{},le=\"+Inf\"}} {}\n", shared, series.count);
    out += fmt::format("sonae_request_seconds_sum{{{}}} {}\n", shared, series.sum);
    out += fmt::format("sonae_request_seconds_count{{{}}} {}\n", shared, series.count);
  }
  for (const auto& [name, counter] : counters_) {
    head(out, name, counter.help, "counter");
    out += fmt::format("{} {}\n", name, counter.value);
  }
  for (const Gauge& gauge : gauges_) {
    head(out, gauge.name, gauge.help, "gauge");
    out += fmt::format("{} {}\n", gauge.name, gauge.read());
  }
  head(out, "process_resident_memory_bytes", "Resident memory of the process.", "gauge");
  out += fmt::format("process_resident_memory_bytes {}\n", resident_bytes());
  return out;
}

std::int64_t resident_bytes() {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen("/proc/self/statm", "re"), &std::fclose);
  long long total = 0;
  long long resident = 0;
  if (!file || std::fscanf(file.get(), "%lld %lld", &total, &resident) != 2) return 0;
  return resident * ::sysconf(_SC_PAGESIZE);
}

}  // namespace sonae::metrics
