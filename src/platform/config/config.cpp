#include "platform/config/config.h"

#include <sys/stat.h>
#include <unistd.h>

#include <toml++/toml.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <sstream>

namespace sonae::config {

namespace {

constexpr std::array<Setting, 30> all_settings = {{
    {"data", "DIRECTORY", "/var/lib/sonae", "Data folder: database, evidence and keys; mode 0700."},
    {"database", "URL", "", "postgresql://… instead of the built-in SQLite."},
    {"database_file", "FILE", "", "File of mode 0600 that holds the database URL with its password."},
    {"listen", "ADDRESS,…", "127.0.0.1,::1", "Addresses to listen on."},
    {"port", "1-65535", "8800", "Port to listen on."},
    {"tls_certificate", "FILE", "", "Certificate chain in PEM; a replaced file is read again without a restart."},
    {"tls_key", "FILE", "", "Private key in PEM, mode 0600."},
    {"external_url", "URL", "", "How people reach Sonae when a proxy stands in between."},
    {"trusted_proxies", "RANGE,…", "", "Proxies whose X-Forwarded-For is believed."},
    {"allow_plain_public", "true|false", "false",
     "Allow HTTP without TLS on an address that other computers can reach."},
    {"language", "ja|en", "ja", "Language for browsers that ask for neither Japanese nor English."},
    {"log_level", "debug|info|warning|error", "info", "How much is logged, from debug to error."},
    {"log_file", "FILE", "", "Log file; standard error when empty."},
    {"requests_per_account", "NUMBER", "3000", "Requests of one account a minute; 0 means no limit."},
    {"heavy_per_account", "NUMBER", "30", "Uses of one costly route by one account a minute; 0 means no limit."},
    {"heavy_per_address", "NUMBER", "60", "Uses of costly routes from one address a minute; 0 means no limit."},
    {"quota_user", "MIB", "2048", "Files that one person may store, in MiB."},
    {"quota_department", "MIB", "20480", "Files that one department may store, in MiB."},
    {"quota_company", "MIB", "102400", "Files that the company may store, in MiB."},
    {"utc_offset", "+HH:MM", "+09:00", "Offset of the company's clock: days, quiet hours and dates in mails."},
    {"smtp_host", "HOST", "", "Mail server of all companies; when empty, each sets up its own on the page."},
    {"smtp_port", "1-65535", "587", "Port of the mail server."},
    {"smtp_security", "starttls|tls|none", "starttls", "How the way to the mail server is protected."},
    {"smtp_user", "NAME", "", "Name to sign in to the mail server with."},
    {"smtp_password", "TEXT", "", "Password for it, in a configuration file of mode 0600 or in the environment.", true},
    {"smtp_password_file", "FILE", "", "File of mode 0600 that holds the password."},
    {"smtp_ca_file", "FILE", "", "Authorities in PEM to believe for mail servers instead of the system's."},
    {"mail_from", "ADDRESS", "", "Sender of all mails."},
    {"mail_from_name", "TEXT", "", "Name of the sender."},
    {"mail_reply_to", "ADDRESS", "", "Where answers go."},
}};

// Not settings: read elsewhere, for demos and for the systemd unit.
constexpr std::array<std::string_view, 2> other_variables = {"SONAE_NOW", "SONAE_CONFIG"};

bool is_setting(std::string_view name) {
  return std::ranges::any_of(all_settings, [&](const Setting& setting) { return setting.name == name; });
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    std::string_view part = text.substr(0, comma);
    text.remove_prefix(std::min(comma + 1, text.size()));
    while (part.starts_with(' ')) part.remove_prefix(1);
    while (part.ends_with(' ')) part.remove_suffix(1);
    if (!part.empty()) parts.emplace_back(part);
  }
  return parts;
}

bool readable_by_others(const std::filesystem::path& file) {
  struct stat facts{};
  return ::stat(file.c_str(), &facts) == 0 && (facts.st_mode & 0077) != 0;
}

// postgresql://user:password@host/… or …?password=…
bool holds_password(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return url.contains("password=");
  const std::string_view rest = url.substr(scheme + 3);
  const std::string_view authority = rest.substr(0, rest.find('/'));
  const std::size_t at = authority.rfind('@');
  return url.contains("password=") || (at != std::string_view::npos && authority.substr(0, at).contains(':'));
}

Result<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  if (!in) return invalid("config.file.missing", {{"file", file.string()}});
  return out.str();
}

Result<std::string> read_secret(const std::filesystem::path& file) {
  std::string text = TRY(read_text(file));
  if (readable_by_others(file)) return invalid("config.file.mode", {{"file", file.string()}});
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
  return text;
}

/// A setting's text with the place that it came from.
struct Given {
  std::string text;
  std::string place;
};
using Givens = std::map<std::string, Given, std::less<>>;

std::string place_of(const std::filesystem::path& file, const toml::node& node) {
  return file.string() + ":" + std::to_string(node.source().begin.line);
}

std::optional<std::string> text_of(const toml::node& node) {
  if (const auto text = node.value<std::string>(); node.is_string()) return text;
  if (const auto number = node.value<std::int64_t>(); node.is_integer()) return std::to_string(*number);
  if (const auto truth = node.value<bool>(); node.is_boolean()) return *truth ? "true" : "false";
  if (!node.is_array()) return std::nullopt;
  std::string list;
  for (const toml::node& entry : *node.as_array()) {
    if (!entry.is_string()) return std::nullopt;
    list += (list.empty() ? "" : ",") + *entry.value<std::string>();
  }
  return list;
}

Result<void> read_file(const std::filesystem::path& file, Givens& givens) {
  const std::string text = TRY(read_text(file));
  try {
    const toml::table table = toml::parse(text, file.string());
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      // A [section] has no line of its own in an empty table; its key has one.
      const std::string place = file.string() + ":" + std::to_string(key.source().begin.line);
      if (!is_setting(name)) return invalid("config.key.unknown", {{"place", place}, {"name", name}});
      const auto value = text_of(node);
      if (!value) return invalid("config.value.type", {{"place", place_of(file, node)}, {"name", name}});
      givens[name] = {*value, place_of(file, node)};
    }
  } catch (const toml::parse_error& problem) {
    return invalid("config.file.syntax", {{"place", file.string() + ":" + std::to_string(problem.source().begin.line)},
                                          {"reason", std::string(problem.description())}});
  }
  const auto database = givens.find("database");
  if (database != givens.end() && holds_password(database->second.text) && readable_by_others(file))
    return invalid("config.file.mode", {{"file", file.string()}});
  const auto password = givens.find("smtp_password");
  if (password != givens.end() && !password->second.text.empty() && readable_by_others(file))
    return invalid("config.file.mode", {{"file", file.string()}});
  return {};
}

std::unexpected<Error> bad(const Given& given, std::string_view name, std::string_view expected) {
  return invalid("config.value.choice", {{"place", given.place},
                                         {"name", std::string(name)},
                                         {"value", given.text},
                                         {"expected", std::string(expected)}});
}

Result<void> apply_port(const Given& given, Config& config) {
  int port = 0;
  const char* end = given.text.data() + given.text.size();
  const auto [stop, problem] = std::from_chars(given.text.data(), end, port);
  if (problem != std::errc() || stop != end || port < 1 || port > 65535) return bad(given, "port", "1-65535");
  config.port = static_cast<std::uint16_t>(port);
  return {};
}

template <typename Number>
Result<void> apply_number(std::string_view name, const Given& given, std::int64_t minimum, Number& target) {
  constexpr std::int64_t largest = 1'000'000'000;
  std::int64_t number = 0;
  const char* end = given.text.data() + given.text.size();
  const auto [stop, problem] = std::from_chars(given.text.data(), end, number);
  if (problem != std::errc() || stop != end || number < minimum || number > largest)
    return bad(given, name, std::to_string(minimum) + "-" + std::to_string(largest));
  target = static_cast<Number>(number);
  return {};
}

Result<void> apply_limit(std::string_view name, const Given& given, Config& config) {
  if (name == "requests_per_account") return apply_number(name, given, 0, config.requests_per_account);
  if (name == "heavy_per_account") return apply_number(name, given, 0, config.heavy_per_account);
  if (name == "heavy_per_address") return apply_number(name, given, 0, config.heavy_per_address);
  if (name == "quota_user") return apply_number(name, given, 1, config.quota_user);
  if (name == "quota_department") return apply_number(name, given, 1, config.quota_department);
  if (name == "quota_company") return apply_number(name, given, 1, config.quota_company);
  return {};
}

Result<void> apply_offset(const Given& given, Config& config) {
  const std::string& text = given.text;
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9' ? text[at] - '0' : 99; };
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':')
    return bad(given, "utc_offset", "+09:00");
  const int hours = digit(1) * 10 + digit(2);
  const int minutes = digit(4) * 10 + digit(5);
  if (hours > 14 || minutes > 59) return bad(given, "utc_offset", "+09:00");
  config.utc_offset_minutes = (text[0] == '-' ? -1 : 1) * (hours * 60 + minutes);
  return {};
}

Result<void> apply_mail(std::string_view name, const Given& given, Config& config) {
  const std::string& text = given.text;
  if (name == "utc_offset") return apply_offset(given, config);
  if (name == "smtp_host") config.smtp_host = text;
  if (name == "smtp_port") {
    TRY(apply_number(name, given, 1, config.smtp_port));
    if (config.smtp_port > 65535) return bad(given, name, "1-65535");
  }
  if (name == "smtp_security") {
    if (text != "starttls" && text != "tls" && text != "none") return bad(given, name, "starttls, tls, none");
    config.smtp_security = text;
  }
  if (name == "smtp_user") config.smtp_user = text;
  if (name == "smtp_password") config.smtp_password = text;
  if (name == "smtp_password_file") config.smtp_password = TRY(read_secret(text));
  if (name == "smtp_ca_file") config.smtp_ca_file = text;
  if (name == "mail_from") config.mail_from = text;
  if (name == "mail_from_name") config.mail_from_name = text;
  if (name == "mail_reply_to") config.mail_reply_to = text;
  return {};
}

Result<void> apply(std::string_view name, const Given& given, Config& config) {
  const std::string& text = given.text;
  if (name == "data") config.data = text;
  if (name == "database") config.database = text;
  if (name == "database_file") config.database = TRY(read_secret(text));
  if (name == "listen") config.listen = split(text);
  if (name == "port") return apply_port(given, config);
  if (name == "tls_certificate") config.tls_certificate = text;
  if (name == "tls_key") config.tls_key = text;
  if (name == "external_url") config.external_url = text;
  if (name == "trusted_proxies") config.trusted_proxies = split(text);
  if (name == "log_file") config.log_file = text;
  if (name == "allow_plain_public") {
    if (text != "true" && text != "false") return bad(given, name, "true, false");
    config.allow_plain_public = text == "true";
  }
  if (name == "language") {
    if (text != "ja" && text != "en") return bad(given, name, "ja, en");
    config.language = text;
  }
  if (name == "log_level") {
    const auto level = log::parse_level(text);
    if (!level) return bad(given, name, "debug, info, warning, error");
    config.log_level = *level;
  }
  TRY(apply_mail(name, given, config));
  return apply_limit(name, given, config);
}

}  // namespace

std::span<const Setting> settings() { return all_settings; }

std::string environment_name(std::string_view setting) {
  std::string name = "SONAE_" + std::string(setting);
  for (char& c : name)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return name;
}

std::string flag_name(std::string_view setting) {
  std::string name = "--" + std::string(setting);
  std::ranges::replace(name, '_', '-');
  return name;
}

Environment from_environment() {
  Environment found;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view variable(*entry);
    const std::string_view name = variable.substr(0, variable.find('='));
    if (!name.starts_with("SONAE_") || std::ranges::find(other_variables, name) != other_variables.end()) continue;
    const auto setting =
        std::ranges::find_if(all_settings, [&](const Setting& known) { return environment_name(known.name) == name; });
    if (setting == all_settings.end())
      found.unknown.emplace_back(name);
    else
      found.values[std::string(setting->name)] = variable.substr(std::min(name.size() + 1, variable.size()));
  }
  return found;
}

Result<Config> load(const Sources& sources) {
  Givens givens;
  if (!sources.file.empty()) TRY(read_file(sources.file, givens));
  // A URL and a file with the URL say the same thing: the later source replaces both.
  const auto take = [&](const Values& values, auto place_name) {
    for (const auto& [name, text] : values) {
      if (name == "database") givens.erase("database_file");
      if (name == "database_file") givens.erase("database");
      givens[name] = {text, place_name(name)};
    }
  };
  take(sources.environment, environment_name);
  take(sources.flags, flag_name);

  Config config;
  for (const auto& [name, given] : givens) {
    if (!is_setting(name)) return invalid("config.key.unknown", {{"place", given.place}, {"name", name}});
    TRY(apply(name, given, config));
  }
  if (config.listen.empty()) return bad(givens.find("listen")->second, "listen", "127.0.0.1, ::1");
  if (config.tls_certificate.empty() != config.tls_key.empty()) return invalid("config.value.pair");
  if (const auto flag = sources.flags.find("database"); flag != sources.flags.end() && holds_password(flag->second))
    config.warnings.push_back(invalid("config.database.visible").error());
  return config;
}

}  // namespace sonae::config
