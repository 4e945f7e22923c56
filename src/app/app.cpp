#include "app/app.h"

#include <cstdio>
#include <exception>
#include <string>

#include <CLI/CLI.hpp>

#include "app/program.h"
#include "app/serve_commands.h"
#include "app/sheet_commands.h"

namespace sonae::app {

namespace {

constexpr int usage_exit = 2;

void add_version_command(CLI::App& app) {
  app.add_subcommand("version", "Print the version")->callback([] { std::printf("sonae %s\n", version().c_str()); });
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App app("Sonae (備え): information security programme of a supplier, self-hosted");
  app.name("sonae");
  app.require_subcommand(1);
  int exit_code = 0;
  add_serve_commands(app, exit_code);
  add_sheet_commands(app, exit_code);
  add_version_command(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& done) {
    return app.exit(done);
  } catch (const CLI::ParseError& wrong) {
    app.exit(wrong);
    return usage_exit;
  }
  return exit_code;
}

}  // namespace sonae::app
