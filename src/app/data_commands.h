#pragma once
// `sonae init|migrate|backup|restore|check|audit`: an installation's data on the command line. JSON or nothing on
// standard output with --json, sentences on standard output otherwise, problems on standard error, in the language of
// --lang or LANG. Commands never open a directory for writing that a server has open.

#include <string>

namespace CLI {
class App;
}

namespace sonae::app {

/// Exit codes of the data commands.
enum class DataExit : int { Fine = 0, Findings = 1, Usage = 2, Unusable = 3 };

/// Adds the commands to `app`. When one of them was given, it has run after parsing and `exit_code` holds its DataExit;
/// a usage error leaves as a CLI::ParseError, which main turns into 2.
void add_data_commands(CLI::App& app, int& exit_code);

}  // namespace sonae::app
