#pragma once
// `sonae user add|list|disable|password|factor-reset`: accounts from the machine itself, for the day on which nobody
// can sign in any more. The same rules and the same record as in the page; JSON on standard output.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/db/db.h"

namespace CLI {
class App;
}

namespace sonae::app {

/// `list` reads beside a running server; the others want the directory for themselves.
enum class UserAccess : std::uint8_t { Read, Write };

/// Opens the installation; what else must stay open lives as long as the pointer.
using OpenDatabase = std::function<Result<std::shared_ptr<db::Database>>(
    const std::filesystem::path& data, const std::string& database_url, UserAccess access)>;

/// Adds the `user` command. When one of its commands was given it has run after parsing, and `exit_code` is 0 or, with
/// a sentence on standard error, 3.
void add_user_commands(CLI::App& app, int& exit_code, OpenDatabase open);

/// One command as it was given; for tests and other callers than the command line.
struct UserCommand {
  std::string action;   ///< "add" "list" "disable" "password" "factor-reset"
  std::string company;  ///< id; "" where there is one only
  std::string login;
  std::string name;
  std::vector<std::string> roles;
  std::string department;  ///< name or id; "" for none
};
/// What goes to standard output. `list` changes nothing; the others give the account, with its one-time initial
/// password where there is a new one. Errors as core/directory/directory.h; NotFound ("directory.command.user",
/// ".department", ".company").
[[nodiscard]] Result<std::string> run_user_command(db::Database& database, const UserCommand& command, Instant now);

}  // namespace sonae::app
