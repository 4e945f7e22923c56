#include "platform/config/config.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "platform/messages/messages.h"

namespace sonae::config {
namespace {

class ConfigTest : public ::testing::Test {
 protected:
  ConfigTest() {
    std::string pattern = ::testing::TempDir() + "sonae-config-XXXXXX";
    folder = ::mkdtemp(pattern.data());
  }
  ~ConfigTest() override { std::filesystem::remove_all(folder); }
  std::filesystem::path write(const std::string& name, const std::string& text, mode_t mode) const {
    const std::filesystem::path file = folder / name;
    std::ofstream(file) << text;
    ::chmod(file.c_str(), mode);
    return file;
  }
  std::filesystem::path folder;
};

TEST_F(ConfigTest, later_sources_win_over_earlier_ones) {
  const auto file = write("sonae.toml", "port = 1001\nlanguage = \"en\"\nlog_level = \"debug\"\n", 0644);
  const auto config = load({file, {{"port", "1002"}, {"log_level", "warning"}}, {{"port", "1003"}}});
  ASSERT_TRUE(config) << config.error().key;
  EXPECT_EQ(config->port, 1003);
  EXPECT_EQ(config->log_level, log::Level::Warning);
  EXPECT_EQ(config->language, "en");
  EXPECT_EQ(config->data, "/var/lib/sonae");
}

TEST_F(ConfigTest, lists_are_arrays_in_the_file_and_comma_separated_elsewhere) {
  const auto file = write("sonae.toml", "listen = [\"10.0.0.1\", \"10.0.0.2\"]\n", 0644);
  EXPECT_EQ(load({file, {}, {}})->listen, (std::vector<std::string>{"10.0.0.1", "10.0.0.2"}));
  EXPECT_EQ(load({"", {{"listen", "127.0.0.1, ::1"}}, {}})->listen, (std::vector<std::string>{"127.0.0.1", "::1"}));
}

TEST_F(ConfigTest, an_unknown_key_is_refused_with_its_line) {
  const auto file = write("sonae.toml", "# first\nport = 8800\n\nlog_levle = \"info\"\n", 0644);
  const auto config = load({file, {}, {}});
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().key, "config.key.unknown");
  EXPECT_EQ(config.error().args.at("place"), file.string() + ":4");
  EXPECT_EQ(config.error().args.at("name"), "log_levle");
  EXPECT_TRUE(messages::say("ja", config.error()).contains("log_levle"));
}

TEST_F(ConfigTest, a_broken_file_is_refused_with_its_line) {
  const auto config = load({write("sonae.toml", "port = 8800\nlanguage = ja\n", 0644), {}, {}});
  ASSERT_FALSE(config);
  EXPECT_EQ(config.error().key, "config.file.syntax");
  EXPECT_TRUE(config.error().args.at("place").ends_with(":2"));
}

TEST_F(ConfigTest, a_section_or_a_date_is_refused_with_its_line) {
  EXPECT_EQ(load({write("a.toml", "\n[server]\nport = 1\n", 0644), {}, {}}).error().args.at("place"),
            (folder / "a.toml").string() + ":2");
  EXPECT_EQ(load({write("b.toml", "language = 2026-01-01\n", 0644), {}, {}}).error().key, "config.value.type");
}

TEST_F(ConfigTest, values_out_of_range_name_the_flag_or_variable) {
  for (const char* port : {"0", "65536", "http", "80 ", "-1", ""}) {
    const auto config = load({"", {}, {{"port", port}}});
    ASSERT_FALSE(config) << port;
    EXPECT_EQ(config.error().args.at("place"), "--port");
  }
  EXPECT_EQ(load({"", {{"log_level", "loud"}}, {}}).error().args.at("place"), "SONAE_LOG_LEVEL");
  EXPECT_FALSE(load({"", {}, {{"allow_plain_public", "yes"}}}));
  EXPECT_FALSE(load({"", {}, {{"language", "fr"}}}));
  EXPECT_FALSE(load({"", {}, {{"listen", ""}}}));
  EXPECT_FALSE(load({"", {}, {{"tls_key", "/key.pem"}}}));
}

TEST_F(ConfigTest, a_named_file_must_exist) {
  EXPECT_EQ(load({folder / "none.toml", {}, {}}).error().key, "config.file.missing");
}

// SE01
TEST_F(ConfigTest, a_secret_in_a_file_that_others_can_read_is_refused) {
  const std::string url = "postgresql://sonae:geheim@localhost/sonae";
  EXPECT_EQ(load({write("open.toml", "database = \"" + url + "\"\n", 0640), {}, {}}).error().key, "config.file.mode");
  EXPECT_EQ(load({write("own.toml", "database = \"" + url + "\"\n", 0600), {}, {}})->database, url);
  EXPECT_EQ(load({"", {}, {{"database_file", write("open.url", url + "\n", 0644).string()}}}).error().key,
            "config.file.mode");
  EXPECT_EQ(load({"", {}, {{"database_file", write("own.url", url + "\n", 0600).string()}}})->database, url);
}

TEST_F(ConfigTest, a_url_without_password_may_stand_in_a_readable_file) {
  const auto file = write("sonae.toml", "database = \"postgresql:///sonae?host=/run/postgresql\"\n", 0644);
  EXPECT_TRUE(load({file, {}, {}}));
}

TEST_F(ConfigTest, a_password_on_the_command_line_is_warned_about) {
  EXPECT_EQ(load({"", {}, {{"database", "postgresql://a:b@h/d"}}})->warnings.at(0).key, "config.database.visible");
  EXPECT_TRUE(load({"", {{"database", "postgresql://a:b@h/d"}}, {}})->warnings.empty());
}

TEST_F(ConfigTest, a_url_given_later_replaces_a_file_given_earlier) {
  const auto config = load({"", {{"database_file", (folder / "gone").string()}}, {{"database", "postgresql:///x"}}});
  ASSERT_TRUE(config) << config.error().key;
  EXPECT_EQ(config->database, "postgresql:///x");
}

TEST_F(ConfigTest, variables_are_read_by_setting_name_and_others_are_listed) {
  ::setenv("SONAE_PROT", "8801", 1);
  ::setenv("SONAE_PORT", "8802", 1);
  const Environment environment = from_environment();
  ::unsetenv("SONAE_PROT");
  ::unsetenv("SONAE_PORT");
  EXPECT_EQ(environment.values.at("port"), "8802");
  EXPECT_NE(std::ranges::find(environment.unknown, "SONAE_PROT"), environment.unknown.end());
}

TEST_F(ConfigTest, every_setting_is_understood_by_its_name) {
  for (const Setting& setting : settings()) {
    const auto loaded = load({"", {}, {{std::string(setting.name), "?"}}});
    const std::string key = loaded ? "" : loaded.error().key;
    EXPECT_NE(key, "config.key.unknown") << setting.name;
  }
}

}  // namespace
}  // namespace sonae::config
