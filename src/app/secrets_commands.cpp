#include "app/secrets_commands.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "app/command.h"
#include "app/place.h"
#include "base/json.h"
#include "platform/clock.h"
#include "platform/maintenance/rotation.h"

namespace sonae::app {

namespace {

struct Options {
  std::string data;
  std::string database;
  std::string name;
  bool json = false;
};

Result<void> list(const Options& options) {
  const auto data =
      TRY(DataDirectory::open(TRY(place_of(options.data, options.database)), DataDirectory::Access::Read));
  json::array rows;
  for (const maintenance::SecretView& secret : TRY(maintenance::list_secrets(data))) {
    const std::string changed = iso(Instant(secret.changed_at_ms));
    if (!options.json)
      std::printf("%s\n", say("secrets.list.row", {{"name", secret.name},
                                                   {"file", secret.file.string()},
                                                   {"changed", changed},
                                                   {"sealed", std::to_string(secret.sealed)}})
                              .c_str());
    rows.push_back(json::object{
        {"name", secret.name}, {"file", secret.file.string()}, {"changed_at", changed}, {"sealed", secret.sealed}});
  }
  if (options.json) std::fputs(json::write_pretty(json::value(std::move(rows))).c_str(), stdout);
  return {};
}

Result<void> rotate(const Options& options) {
  const auto data =
      TRY(DataDirectory::open(TRY(place_of(options.data, options.database)), DataDirectory::Access::Write));
  // The database may be older than this program; sealing anew needs its present form.
  const auto status = TRY(db::migration_status(data.database()));
  if (status.pending > 0) return conflict("error.schema.pending", {{"path", data.place().folder.string()}});
  const auto done = TRY(maintenance::rotate_master_key(data, now()));
  std::printf("%s\n", say("secrets.rotate.done", {{"sealed", std::to_string(done.sealed)}}).c_str());
  return {};
}

}  // namespace

void add_secrets_commands(CLI::App& app, int& exit_code) {
  const auto options = std::make_shared<Options>();
  CLI::App* secrets = app.add_subcommand("secrets", "Keys of the installation");
  secrets->require_subcommand(1);
  const auto command = [&](const char* name, const char* help, Result<void> (*run)(const Options&)) {
    CLI::App* made = secrets->add_subcommand(name, help);
    made->add_option("--data", options->data, "Data folder (or SONAE_DATA)");
    made->add_option("--database", options->database, "postgresql://… instead of SQLite in the data folder");
    made->callback([options, run, &exit_code] {
      const auto done = run(*options);
      exit_code = done ? 0 : report(done.error());
    });
    return made;
  };
  command("list", "Where the keys lie, since when, and what needs them", list)
      ->add_flag("--json", options->json, "Print the result as JSON");
  command("rotate", "Make a new key and seal anew what the old one sealed; the server must be stopped", rotate)
      ->add_option("name", options->name, "Name of the key: master")
      ->required()
      ->check(CLI::IsMember({"master"}));
}

}  // namespace sonae::app
