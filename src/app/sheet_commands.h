#pragma once
// `sonae sheet inspect|fill|diff|check`: the workbook engine on the command line, without server and database.
// JSON on standard output (whole or not at all), messages on standard error in the language of --lang or LANG.

namespace CLI {
class App;
}

namespace sonae::app {

/// Exit codes of the sheet commands.
enum class SheetExit : int { Fine = 0, Findings = 1, Usage = 2, Unusable = 3 };

/// Adds the `sheet` command to `app`. When one of its commands was given, it has run after parsing and `exit_code`
/// holds its SheetExit; a usage error leaves as a CLI::ParseError, which main turns into 2.
void add_sheet_commands(CLI::App& app, int& exit_code);

}  // namespace sonae::app
