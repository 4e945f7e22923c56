#include "app/serve_commands.h"

#include <malloc.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <thread>

#include "app/command.h"
#include "app/demo/demo.h"
#include "app/place.h"
#include "app/program.h"
#include "core/directory/directory.h"
#include "core/directory/setup.h"
#include "embedded/web.h"
#include "platform/clock.h"
#include "platform/config/config.h"
#include "platform/data_directory.h"
#include "platform/http/server.h"
#include "platform/jobs/runner.h"
#include "platform/mail/outbox.h"
#include "platform/maintenance/check.h"
#include "platform/session/password.h"

namespace sonae::app {

namespace {

/// Beside the database; the page says then that the company is fictional.
constexpr std::string_view demo_mark = "demo";

struct ServeOptions {
  std::string config_file;
  std::map<std::string, std::string> flags;  ///< setting name → text
};

Result<config::Config> load_config(const ServeOptions& options) {
  config::Sources sources;
  sources.file = options.config_file;
  sources.environment = config::from_environment().values;
  for (const auto& [name, value] : options.flags)
    if (!value.empty()) sources.flags[name] = value;
  return config::load(sources);
}

http::ServerOptions server_options(const config::Config& config) {
  http::ServerOptions options;
  options.addresses = config.listen;
  options.port = config.port;
  options.tls_certificate = config.tls_certificate;
  options.tls_key = config.tls_key;
  options.trusted_proxies = config.trusted_proxies;
  options.external_url = config.external_url;
  options.allow_plain_public = config.allow_plain_public;
  options.language = config.language;
  options.limits.workers = workers;
  options.limits.hashing_workers = session::slots_of_this_machine().slots;
  return options;
}

/// Evidence that is missing is the administrator's to know at once; what nobody names is told, never removed.
void tell_pairing(const DataDirectory& data, log::Log& log) {
  const auto pairing = maintenance::pair_files(data, now());
  if (!pairing) return log.error("evidence.pairing", pairing.error(), "");
  const auto level = pairing->missing.empty() ? log::Level::Info : log::Level::Error;
  log.write(level, "evidence.pairing",
            {{"missing", static_cast<std::int64_t>(pairing->missing.size())},
             {"first_missing", pairing->missing.empty() ? std::string() : pairing->missing.front()},
             {"unnamed", static_cast<std::int64_t>(pairing->unnamed.size())}});
}

Holds holds_of(const config::Config& config) {
  constexpr std::int64_t mib = 1024 * 1024;
  Holds holds{config.heavy_per_address, config.requests_per_account, config.heavy_per_account, {}};
  holds.quotas.user.bytes = config.quota_user * mib;
  holds.quotas.department.bytes = config.quota_department * mib;
  holds.quotas.company.bytes = config.quota_company * mib;
  return holds;
}

/// Invalid names the setting in the configuration file whose value cannot be used for mail.
Result<notices::Post> post_of(const config::Config& config) {
  notices::Post post;
  post.external_url = config.external_url;
  post.own_url =
      (config.tls_certificate.empty() ? "http://localhost:" : "https://localhost:") + std::to_string(config.port);
  post.certificates = config.smtp_ca_file.string();
  post.zone_offset_minutes = config.utc_offset_minutes;
  if (config.smtp_host.empty()) return post;
  mail::Server server;
  server.host = config.smtp_host;
  server.port = static_cast<std::uint16_t>(config.smtp_port);
  server.security = mail::parse_security(config.smtp_security).value_or(mail::Security::StartTls);
  server.user = config.smtp_user;
  server.password = config.smtp_password;
  server.certificates = post.certificates;
  server.sender = {config.mail_from, config.mail_from_name};
  server.reply_to = config.mail_reply_to;
  const auto good = mail::checked(server);
  if (!good) {
    const FieldError& first = good.error().fields.front();
    return fail(ErrorKind::Invalid, first.key, first.args);
  }
  post.server = *good;
  return post;
}

jobs::Surroundings surroundings(const config::Config& config) {
  const auto companies = [](db::Tx& tx) -> Result<std::vector<Id<Company>>> {
    std::vector<Id<Company>> ids;
    for (const auto& company : TRY(directory::list_companies(tx))) ids.push_back(company.id);
    return ids;
  };
  return {now, monotonic_ms, companies, config.utc_offset_minutes};
}

void show_jobs(metrics::Metrics& metrics, db::Database& database, const jobs::Runner& runner) {
  const auto counted = [&database](std::int64_t jobs::Counts::* which) {
    const auto counts = database.read([](db::Tx& tx) { return jobs::count(tx); });
    return counts ? static_cast<double>((*counts).*which) : -1.0;
  };
  metrics.gauge("sonae_jobs_waiting", "Jobs that are not done yet; -1 when the database does not answer.",
                [counted] { return counted(&jobs::Counts::waiting); });
  metrics.gauge("sonae_jobs_given_up", "Jobs that failed too often; the log says why.",
                [counted] { return counted(&jobs::Counts::given_up); });
  metrics.gauge("sonae_clock_doubted_seconds", "Leap of the wall clock that jobs do not believe yet; 0 is well.",
                [&runner] { return static_cast<double>(runner.doubted_seconds()); });
  const auto mails = [&database](std::int64_t mail::Depth::* which) {
    const auto depth = database.read([](db::Tx& tx) { return mail::depth(tx); });
    return depth ? static_cast<double>((*depth).*which) : -1.0;
  };
  metrics.gauge("sonae_mail_waiting", "Mails in the outbox; -1 when the database does not answer.",
                [mails] { return mails(&mail::Depth::waiting); });
  metrics.gauge("sonae_mail_undelivered", "Mails that were given up and that nobody has seen to.",
                [mails] { return mails(&mail::Depth::failed); });
  metrics.gauge("sonae_mail_servers_down", "Companies whose mail server does not take mails.",
                [mails] { return mails(&mail::Depth::down); });
}

/// The first start has no account: a link that works once lets the owner make the first one (AU09).
Result<void> offer_set_up(db::Database& database, const http::Server& server) {
  if (!TRY(database.read([](db::Tx& tx) { return directory::needs_set_up(tx); }))) return {};
  const std::string token = TRY(directory::issue_setup_token(database, now()));
  const std::string link = server.own_origins().front() + "/setup#token=" + token;
  std::fprintf(stderr, "%s\n", say("app.serve.set_up", {{"link", link}}).c_str());
  return {};
}

/// What is there, brought up to date; a folder that is missing or empty becomes a new installation.
Result<DataDirectory> open_or_create(const DataPlace& place) {
  std::error_code ignored;
  if (!std::filesystem::exists(place.folder, ignored) || std::filesystem::is_empty(place.folder, ignored))
    return DataDirectory::create(place, now());
  DataDirectory directory = TRY(DataDirectory::open(place, DataDirectory::Access::Write));
  TRY(directory.migrate(now()));
  return directory;
}

Result<bool> serve(const ServeOptions& options) {
  // Uploads of many megabytes go back to the system when they are done with, instead of into the heap's keeping.
  mallopt(M_MMAP_THRESHOLD, 256 * 1024);
  const config::Config config = TRY(load_config(options));
  log::Options log_options;
  log_options.level = config.log_level;
  log_options.file = config.log_file;
  const auto log = TRY(log::Log::open(log_options));
  for (const Error& warning : config.warnings) std::fprintf(stderr, "%s\n", say(warning).c_str());

  const DataDirectory data = TRY(open_or_create({config.data, config.database}));
  metrics::Metrics metrics;
  metrics.gauge("sonae_resident_bytes", "Resident memory of the process.",
                [] { return static_cast<double>(metrics::resident_bytes()); });
  Program program(data.database(), data.blobs(), TRY(data.master_key()),
                  std::filesystem::exists(config.data / demo_mark), holds_of(config), TRY(post_of(config)));
  http::add_service_routes(program.router(), metrics, *log, version(), [&]() -> Result<void> {
    if (!data.database().takes_writes()) return unavailable("error.busy", "the database takes no writes");
    return data.database().read([](db::Tx& tx) -> Result<void> {
      TRY(directory::needs_set_up(tx));
      return {};
    });
  });
  jobs::Runner runner(data.database(), program.jobs(), *log, surroundings(config));
  show_jobs(metrics, data.database(), runner);
  const auto server = TRY(http::Server::start(
      server_options(config), {program.router(), program.gate(), *log, metrics, embedded::web(), &program.rates()}));
  log->write(log::Level::Info, "start",
             {{"version", version()}, {"database", data.database().engine()}, {"port", std::int64_t{server->port()}}});
  TRY(offer_set_up(data.database(), *server));
  // Beside the first requests: an installation of many years has many files.
  const std::jthread pairing([&] { tell_pairing(data, *log); });
  runner.start();
  const bool finished = server->run_until_signal();
  runner.stop();
  log->write(log::Level::Info, "stop", {{"cut_off", std::int64_t{finished ? 0 : 1}}});
  return finished;
}

void add_serve(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<ServeOptions>();
  CLI::App* command = app.add_subcommand("serve", "Run the server until SIGTERM or Ctrl-C");
  command->add_option("--config", options->config_file, "Configuration file (TOML)");
  for (const config::Setting& setting : config::settings())
    if (!setting.secret)
      command->add_option(config::flag_name(setting.name), options->flags[std::string(setting.name)],
                          std::string(setting.explanation));
  command->callback([options, &exit_code] {
    const auto finished = serve(*options);
    exit_code = finished ? (*finished ? 0 : 1) : report(finished.error());
  });
}

/// Mode 0600 from the first byte on: credentials hold passwords.
Result<void> write_private(const std::filesystem::path& path, const std::string& text) {
  const mode_t old_mask = umask(0177);
  // A file that is there already would keep its mode, and a link would lead the passwords elsewhere.
  std::error_code ignored;
  std::filesystem::remove(path, ignored);
  std::ofstream file(path, std::ios::trunc);
  file << text;
  file.close();
  umask(old_mask);
  if (!file) return invalid("app.demo.credentials", {{"file", path.string()}});
  return {};
}

struct DemoOptions {
  std::string data;
  std::string database;
  std::string credentials;
  std::uint64_t seed = 0;
};

Result<void> demo(const DemoOptions& options) {
  const DataPlace place = TRY(place_of(options.data, options.database));
  const DataDirectory data = TRY(DataDirectory::create(place, now()));
  const session::Keys keys(TRY(data.master_key()));
  std::uint64_t seed = options.seed;
  if (seed == 0) fill_random(std::as_writable_bytes(std::span(&seed, 1)));
  const auto accounts = TRY(make_demo(data.database(), data.blobs(), keys, seed, now()));
  TRY(write_private(options.credentials, credentials_json(accounts)));
  TRY(write_private(place.folder / demo_mark, "\n"));
  std::fprintf(
      stderr, "%s\n",
      say("app.demo.made", {{"accounts", std::to_string(accounts.size())}, {"file", options.credentials}}).c_str());
  return {};
}

void add_demo(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<DemoOptions>();
  CLI::App* command = app.add_subcommand("demo", "Make a fictional company in an empty data folder");
  command->add_option("--data", options->data, "Data folder")->required();
  command->add_option("--database", options->database, "postgresql://… instead of SQLite in the data folder");
  command->add_option("--credentials", options->credentials, "File to write the accounts into (JSON, mode 0600)")
      ->required();
  command->add_option("--seed", options->seed, "Number; the same one makes the same company");
  command->callback([options, &exit_code] {
    if (const auto made = demo(*options); !made) exit_code = report(made.error());
  });
}

/// The table needs no data: an empty database in memory and any folder stand in for the real ones.
Result<json::value> describe_routes() {
  const auto database = TRY(db::open_sqlite_memory());
  const auto blobs = TRY(blobs::Store::open_existing(std::filesystem::temp_directory_path()));
  Program program(*database, blobs, Bytes(32), false);
  const auto log = log::Log::to([](std::string_view) {});
  metrics::Metrics metrics;
  http::add_service_routes(program.router(), metrics, *log, version(), [] { return Result<void>(); });
  return program.router().describe();
}

void print_table(const json::value& routes) {
  for (const json::value& value : routes.as_array()) {
    const json::object& route = value.as_object();
    std::string roles;
    for (const json::value& role : route.at("roles").as_array())
      roles += (roles.empty() ? "" : " ") + std::string(role.as_string());
    std::printf("%-6s %-52s %-16s %-11s %s\n", route.at("method").as_string().c_str(),
                route.at("path").as_string().c_str(), route.at("permission").as_string().c_str(),
                route.at("scope").as_string().c_str(), roles.c_str());
  }
}

void add_routes_command(CLI::App& app, int& exit_code) {
  auto as_json = std::make_shared<bool>(false);
  CLI::App* command = app.add_subcommand("routes", "List every route with its permission and row scope");
  command->add_flag("--json", *as_json, "As JSON");
  command->callback([as_json, &exit_code] {
    const auto routes = describe_routes();
    if (!routes) {
      exit_code = report(routes.error());
    } else if (*as_json) {
      std::fputs(json::write_pretty(*routes).c_str(), stdout);
    } else {
      print_table(*routes);
    }
  });
}

}  // namespace

void add_serve_commands(CLI::App& app, int& exit_code) {
  add_serve(app, exit_code);
  add_demo(app, exit_code);
  add_routes_command(app, exit_code);
}

}  // namespace sonae::app
