// TR05, TR06

#include "platform/log/log.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/json.h"
#include "platform/messages/messages.h"
#include "platform/metrics/metrics.h"

namespace sonae::log {
namespace {

std::string one_line(std::string_view value) {
  std::string text;
  const auto log = Log::to([&](std::string_view line) { text += line; });
  log->write(Level::Info, "test", {{"value", std::string(value)}, {"count", 7}});
  return text;
}

TEST(LogTest, an_event_is_one_line_of_json_whatever_the_value) {
  for (const std::string& value : std::initializer_list<std::string>{
           "plain", "備え", "a\r\nb", "\x1b[31mred", "quote\" and \\", std::string("nul\0", 4), "\xff\xfe", "\x7f",
           "\xc2\x9b"
           "31m",
           "\xed\xa0\x80", std::string(5000, 'x')}) {
    const std::string line = one_line(value);
    EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1) << line;
    EXPECT_TRUE(line.ends_with("}\n"));
    const auto parsed = boost::json::parse(line);
    EXPECT_EQ(parsed.at("event"), "test");
    EXPECT_EQ(parsed.at("count"), 7);
    for (const char c : line.substr(0, line.size() - 1))
      EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 || c == 0x7f) << line;
    EXPECT_FALSE(line.contains("\xc2\x9b")) << "C1 steers terminals too";
    EXPECT_LT(line.size(), 2200U);
  }
  EXPECT_EQ(boost::json::parse(one_line("備え\r\n")).at("value"), "備え\r\n");
}

TEST(LogTest, levels_below_the_chosen_one_are_left_out) {
  int lines = 0;
  const auto log = Log::to([&](std::string_view) { ++lines; }, {.level = Level::Warning, .file = {}});
  log->write(Level::Info, "a");
  log->write(Level::Error, "b");
  EXPECT_EQ(lines, 1);
}

TEST(LogTest, one_noisy_event_does_not_drown_the_others) {
  int lines = 0;
  const auto log = Log::to([&](std::string_view) { ++lines; }, {.file = {}, .lines_per_minute_and_event = 3});
  for (int i = 0; i < 100; ++i) log->write(Level::Info, "noisy");
  EXPECT_LE(lines, 7) << "three, or twice three and a summary when the minute changes meanwhile";
  lines = 0;
  log->write(Level::Info, "rare");
  EXPECT_EQ(lines, 1);
}

class LogFileTest : public ::testing::Test {
 protected:
  LogFileTest() {
    std::string pattern = ::testing::TempDir() + "sonae-log-XXXXXX";
    folder = ::mkdtemp(pattern.data());
  }
  ~LogFileTest() override { std::filesystem::remove_all(folder); }
  static std::string text(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
  }
  std::filesystem::path folder;
};

TEST_F(LogFileTest, a_full_file_makes_room_for_a_new_one) {
  const auto file = folder / "sonae.log";
  const auto log = MUST(Log::open({.file = file, .rotate_bytes = 200}));
  for (int i = 0; i < 20; ++i) log->write(Level::Info, "event", {{"i", i}});
  EXPECT_TRUE(text(file).contains("\"i\":19"));
  EXPECT_LE(std::filesystem::file_size(file), 200U);
  EXPECT_TRUE(std::filesystem::exists(folder / "sonae.log.5"));
  EXPECT_FALSE(std::filesystem::exists(folder / "sonae.log.6"));
  struct stat facts{};
  ::stat(file.c_str(), &facts);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
}

TEST_F(LogFileTest, a_file_moved_away_is_made_again_on_request) {
  const auto file = folder / "sonae.log";
  const auto log = MUST(Log::open({.file = file}));
  log->write(Level::Info, "before");
  std::filesystem::rename(file, folder / "old.log");
  log->reopen();
  log->write(Level::Info, "after");
  EXPECT_TRUE(text(folder / "old.log").contains("before"));
  EXPECT_TRUE(text(file).contains("after"));
}

TEST_F(LogFileTest, a_place_that_cannot_be_written_is_named) {
  const auto log = Log::open({.file = folder / "none" / "sonae.log"});
  ASSERT_FALSE(log);
  EXPECT_EQ(log.error().key, "config.log.file");
}

// A limit on the size of files stands in for a disk without room: the kernel refuses the write in the same way.
TEST_F(LogFileTest, a_full_disk_loses_lines_and_nothing_else) {
  const auto file = folder / "sonae.log";
  const auto log = MUST(Log::open({.file = file}));
  log->write(Level::Error, "before");
  const auto before = text(file);
  ASSERT_TRUE(before.contains("before"));

  rlimit usual{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &usual), 0);
  const auto ignored = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit none{before.size(), usual.rlim_max};
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &none), 0);
  log->write(Level::Error, "lost");
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &usual), 0);
  (void)std::signal(SIGXFSZ, ignored);
  EXPECT_EQ(text(file), before) << "the line was written although there was no room";

  log->write(Level::Error, "after");
  EXPECT_TRUE(text(file).starts_with(before));
  EXPECT_TRUE(text(file).contains("after")) << "the log goes on when there is room again";
  EXPECT_FALSE(text(file).contains("lost"));
}

TEST(MetricsTest, the_text_has_counters_a_cumulative_histogram_and_gauges) {
  metrics::Metrics metrics;
  metrics.count_request("GET", "/api/v1/items/{no}", 200, 0.002);
  metrics.count_request("GET", "/api/v1/items/{no}", 404, 5.0);
  metrics.count("sonae_reports_total", "Reports.", 2);
  metrics.gauge("sonae_depth", "Depth.", [] { return 3.5; });
  const std::string text = metrics.text();
  const std::string labels = R"({method="GET",route="/api/v1/items/{no}")";
  for (const std::string& line :
       {"sonae_requests_total" + labels + ",status=\"2xx\"} 1\n",
        "sonae_requests_total" + labels + ",status=\"4xx\"} 1\n",
        "sonae_request_seconds_bucket" + labels + ",le=\"0.001\"} 0\n",
        "sonae_request_seconds_bucket" + labels + ",le=\"0.003\"} 1\n",
        "sonae_request_seconds_bucket" + labels + ",le=\"+Inf\"} 2\n", "sonae_request_seconds_count" + labels + "} 2\n",
        std::string("# TYPE sonae_reports_total counter\nsonae_reports_total 2\n"),
        std::string("# TYPE sonae_depth gauge\nsonae_depth 3.5\n")})
    EXPECT_TRUE(text.contains(line)) << line << text;
  EXPECT_GT(metrics::resident_bytes(), 1'000'000);
}

TEST(MessagesTest, named_places_are_filled_in_each_language) {
  EXPECT_EQ(messages::say("en", "error.field.too_long", {{"limit", "80"}}), "Use at most 80 characters.");
  EXPECT_EQ(messages::say("ja", "error.field.too_long", {{"limit", "80"}}), "80 文字以内で入力してください。");
  EXPECT_EQ(messages::say("fr", "error.field.too_long", {{"limit", "80"}}), "80 文字以内で入力してください。");
  EXPECT_EQ(messages::say("en", "error.field.too_long"), "Use at most {limit} characters.");
  EXPECT_EQ(messages::say("en", "error.field.too_long", {{"limit", "{limit}"}}), "Use at most {limit} characters.");
  EXPECT_EQ(messages::say("en", "no.such.key"), "no.such.key");
  EXPECT_FALSE(messages::has("en", "no.such.key"));
}

}  // namespace
}  // namespace sonae::log
