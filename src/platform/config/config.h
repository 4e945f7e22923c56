#pragma once
// Settings of the program. Later wins: built-in value, configuration file (TOML), environment (SONAE_…), command
// line. Every setting has one name: `log_level` in the file, SONAE_LOG_LEVEL, --log-level.
//
// Secrets (SE01): the database URL may hold a password. It may stand in the environment, in the file named by
// `database_file` (mode 0600), or in a configuration file of mode 0600. On the command line it works, but every user of
// the machine can see it there: `warnings` says so.

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/log/log.h"

namespace sonae::config {

struct Config {
  std::filesystem::path data = "/var/lib/sonae";  ///< SQLite database, evidence, keys; mode 0700
  std::string database;                           ///< postgresql://… ; "": SQLite in `data`
  std::vector<std::string> listen{"127.0.0.1", "::1"};
  std::uint16_t port = 8800;
  std::filesystem::path tls_certificate;     ///< PEM; "" for plain HTTP
  std::filesystem::path tls_key;             ///< PEM, mode 0600
  std::string external_url;                  ///< how people reach us, when a proxy stands in between
  std::vector<std::string> trusted_proxies;  ///< whose X-Forwarded-For counts
  bool allow_plain_public = false;           ///< HTTP without TLS on an address that others can reach
  std::string language = "ja";               ///< for people who ask for neither ja nor en
  log::Level log_level = log::Level::Info;
  std::filesystem::path log_file;      ///< "": standard error
  int requests_per_account = 3'000;    ///< a minute; 0: no limit
  int heavy_per_account = 30;          ///< of each costly route, a minute; 0: no limit
  int heavy_per_address = 60;          ///< of all costly routes, a minute; 0: no limit
  std::int64_t quota_user = 2 * 1024;  ///< MiB of files that one person may store
  std::int64_t quota_department = 20 * 1024;
  std::int64_t quota_company = 100 * 1024;
  int utc_offset_minutes = 9 * 60;  ///< of the company: days, quiet hours, dates in mails
  std::string smtp_host;            ///< "": each company sets up its mail on the page
  int smtp_port = 587;
  std::string smtp_security = "starttls";  ///< "starttls" "tls" "none"
  std::string smtp_user;
  std::string smtp_password;           ///< never from the command line
  std::filesystem::path smtp_ca_file;  ///< PEM of authorities to believe instead of the system's
  std::string mail_from;
  std::string mail_from_name;
  std::string mail_reply_to;
  /// What works but should not stay so; for the log and the terminal.
  std::vector<Error> warnings;
};

/// What a setting is called and means, for --help and docs/operate.
struct Setting {
  std::string_view name;         ///< "log_level"
  std::string_view value;        ///< "debug|info|warning|error"
  std::string_view built_in;     ///< "info"
  std::string_view explanation;  ///< one English sentence
  bool secret = false;           ///< not on the command line, where everybody on the machine reads it (SE01)
};
[[nodiscard]] std::span<const Setting> settings();
[[nodiscard]] std::string environment_name(std::string_view setting);  ///< "SONAE_LOG_LEVEL"
[[nodiscard]] std::string flag_name(std::string_view setting);         ///< "--log-level"

using Values = std::map<std::string, std::string, std::less<>>;

struct Sources {
  std::filesystem::path file;  ///< "": none. One that is named must exist.
  Values environment;          ///< setting name → text; lists separated by commas
  Values flags;                ///< setting name → text, as given on the command line
};

/// The SONAE_… variables of this process by setting name. Other names are no refusal (scripts have their own), but
/// `unknown` lists them, so that a typing mistake can be seen in the log.
struct Environment {
  Values values;
  std::vector<std::string> unknown;
};
[[nodiscard]] Environment from_environment();

/// Invalid names the place ("{file}:{line}", a variable or a flag) and the remedy: config.file.missing, .syntax, .mode;
/// config.key.unknown; config.value.type, .choice, .pair (certificate without key).
[[nodiscard]] Result<Config> load(const Sources& sources);

}  // namespace sonae::config
