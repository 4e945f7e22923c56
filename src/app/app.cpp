#include "app/app.h"

#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>

#include "app/command.h"
#include "app/data_commands.h"
#include "app/place.h"
#include "app/program.h"
#include "app/secrets_commands.h"
#include "app/serve_commands.h"
#include "app/sheet_commands.h"
#include "app/user_commands.h"
#include "core/frameworks/frameworks.h"
#include "platform/data_directory.h"

namespace sonae::app {

namespace {

constexpr int usage_exit = 2;

void add_version_command(CLI::App& app) {
  app.add_subcommand("version", "Print the version")->callback([] { std::printf("sonae %s\n", version().c_str()); });
}

Result<std::shared_ptr<db::Database>> open_for_users(const std::filesystem::path& folder, const std::string& url,
                                                     UserAccess access) {
  auto directory = std::make_shared<DataDirectory>(
      TRY(DataDirectory::open(TRY(place_of(folder, url)), access == UserAccess::Write ? DataDirectory::Access::Write
                                                                                      : DataDirectory::Access::Read)));
  db::Database* database = &directory->database();
  return std::shared_ptr<db::Database>(std::move(directory), database);
}

/// For whoever writes a pack (data/frameworks/SCHEMA.md).
void add_frameworks_command(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("frameworks", "Guideline versions built into this program");
  command->require_subcommand(1);
  command->add_subcommand("check", "Check the packs; one line per problem")->callback([&exit_code] {
    for (const frameworks::Problem& problem : frameworks::check_embedded_packs()) {
      std::printf("%s: %s\n", problem.place.c_str(), problem.what.c_str());
      exit_code = 1;
    }
  });
  command->add_subcommand("list", "Name, version and number of items of each")->callback([] {
    for (const frameworks::Pack& pack : frameworks::embedded_packs())
      std::printf("%-12s %-8s %4zu  %s\n", pack.id.c_str(), pack.version.c_str(),
                  pack.items.empty() ? pack.criteria.size() : pack.items.size(), pack.name.en.c_str());
  });
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App app("Sonae (備え): the yearly security self-assessment of a supplier, self-hosted");
  app.name("sonae");
  app.require_subcommand(1);
  int exit_code = 0;
  add_serve_commands(app, exit_code);
  add_data_commands(app, exit_code);
  add_sheet_commands(app, exit_code);
  add_user_commands(app, exit_code, open_for_users);
  add_secrets_commands(app, exit_code);
  add_frameworks_command(app, exit_code);
  add_version_command(app);
  // CLI11 would answer `sonae dance --help` with the general help and exit code 0.
  const auto named = [&](const CLI::App* command) { return command->check_name(argv[1]); };
  if (argc > 1 && *argv[1] != '-' && app.get_subcommands(named).empty()) {
    std::fprintf(stderr, "%s\n", say("app.unknown_command", {{"command", argv[1]}}).c_str());
    return usage_exit;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& done) {
    return app.exit(done);
  } catch (const CLI::ParseError& wrong) {
    app.exit(wrong);
    return usage_exit;
  } catch (const std::exception& problem) {
    // The last fence: a full disk or a forbidden folder that a library reports by throwing is told, not dumped.
    return report(internal(problem.what()).error());
  }
  return exit_code;
}

}  // namespace sonae::app
