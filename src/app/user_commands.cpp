#include "app/user_commands.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <utility>

#include "app/command.h"
#include "app/left_hooks.h"
#include "base/json.h"
#include "core/directory/accounts.h"
#include "core/directory/directory.h"
#include "platform/clock.h"
#include "platform/session/password_policy.h"

namespace sonae::app {

namespace {

using directory::DepartmentView;
using directory::UserView;

json::object to_json(const UserView& user) {
  json::array roles;
  for (const Role role : user.roles) roles.emplace_back(name_of(role));
  json::value department;
  if (!user.department.empty()) department = user.department_name;
  json::value last_sign_in_at;
  if (user.last_sign_in_at) last_sign_in_at = iso(*user.last_sign_in_at);
  return {{"id", user.id.text()},
          {"login", user.login},
          {"name", user.name},
          {"roles", std::move(roles)},
          {"department", std::move(department)},
          {"disabled", user.disabled},
          {"second_factor", user.second_factor},
          {"last_sign_in_at", std::move(last_sign_in_at)}};
}

Result<Actor> acting(db::Tx& tx, const UserCommand& command) {
  const auto companies = TRY(directory::list_companies(tx));
  const auto fits = [&](const auto& company) {
    return command.company.empty() ? companies.size() == 1 : company.id.text() == command.company;
  };
  const auto found = std::ranges::find_if(companies, fits);
  if (found == companies.end()) return not_found("directory.command.company");
  return directory::system_actor(found->id, "command line");
}

Result<UserView> user_of(db::Tx& tx, const Actor& actor, const std::string& login) {
  const std::string folded = directory::folded_login(login);
  for (UserView& user : TRY(directory::list_users(tx, actor)))
    if (directory::folded_login(user.login) == folded) return std::move(user);
  return not_found("directory.command.user", {{"login", login}});
}

Result<Id<Department>> department_of(db::Tx& tx, const Actor& actor, const std::string& named) {
  if (named.empty()) return Id<Department>();
  for (const DepartmentView& department : TRY(directory::list_departments(tx, actor)))
    if (department.name == named || department.id.text() == named) return department.id;
  return not_found("directory.command.department", {{"department", named}});
}

Result<json::value> list(db::Database& database, const UserCommand& command) {
  const auto users = TRY(database.read([&](db::Tx& tx) -> Result<std::vector<UserView>> {
    return directory::list_users(tx, TRY(acting(tx, command)));
  }));
  json::array rows;
  for (const UserView& user : users) rows.push_back(to_json(user));
  return json::value(std::move(rows));
}

Result<json::value> add(db::Database& database, const UserCommand& command, Instant now) {
  session::PasswordHasher hasher;
  const std::string plain = session::new_initial_password();
  const auto password = TRY(directory::prepare_password(hasher, plain, true));
  std::set<Role> roles;
  for (const std::string& name : command.roles)
    if (const auto role = parse_role(name)) roles.insert(*role);
  const UserView user = TRY(database.write([&](db::WriteTx& tx) -> Result<UserView> {
    const Actor actor = TRY(acting(tx, command));
    const auto department = TRY(department_of(tx, actor, command.department));
    return directory::create_user(tx, actor, {command.login, command.name, roles, department}, password, now);
  }));
  return json::value(json::object{{"user", to_json(user)}, {"password", plain}});
}

Result<json::value> disable(db::Database& database, const UserCommand& command, Instant now) {
  const UserView user = TRY(database.write([&](db::WriteTx& tx) -> Result<UserView> {
    const Actor actor = TRY(acting(tx, command));
    const UserView stored = TRY(user_of(tx, actor, command.login));
    directory::UserChange change;
    change.user = stored.id;
    change.version = stored.version;
    change.disabled = true;
    return directory::change_user(tx, actor, change, now, left_hooks());
  }));
  return json::value(json::object{{"user", to_json(user)}});
}

Result<json::value> reset_password(db::Database& database, const UserCommand& command, Instant now) {
  session::PasswordHasher hasher;
  const std::string plain = session::new_initial_password();
  const auto password = TRY(directory::prepare_password(hasher, plain, true));
  const UserView user = TRY(database.write([&](db::WriteTx& tx) -> Result<UserView> {
    const Actor actor = TRY(acting(tx, command));
    const UserView stored = TRY(user_of(tx, actor, command.login));
    TRY(directory::reset_password(tx, actor, stored.id, password, now));
    return stored;
  }));
  return json::value(json::object{{"user", to_json(user)}, {"password", plain}});
}

Result<json::value> reset_factor(db::Database& database, const UserCommand& command, Instant now) {
  const UserView user = TRY(database.write([&](db::WriteTx& tx) -> Result<UserView> {
    const Actor actor = TRY(acting(tx, command));
    const UserView stored = TRY(user_of(tx, actor, command.login));
    TRY(directory::reset_factor(tx, actor, stored.id, now));
    return directory::get_user(tx, actor, stored.id);
  }));
  return json::value(json::object{{"user", to_json(user)}});
}

Result<json::value> answer(db::Database& database, const UserCommand& command, Instant now) {
  if (command.action == "list") return list(database, command);
  if (command.action == "add") return add(database, command, now);
  if (command.action == "disable") return disable(database, command, now);
  if (command.action == "password") return reset_password(database, command, now);
  if (command.action == "factor-reset") return reset_factor(database, command, now);
  return internal("no user command is called " + command.action);
}

struct Options {
  std::string data;
  std::string database;
  UserCommand command;
};

Result<std::string> open_and_run(const Options& options, const OpenDatabase& open) {
  const auto access = options.command.action == "list" ? UserAccess::Read : UserAccess::Write;
  const auto database = TRY(open(options.data, options.database, access));
  return run_user_command(*database, options.command, now());
}

}  // namespace

Result<std::string> run_user_command(db::Database& database, const UserCommand& command, Instant now) {
  return json::write_pretty(TRY(answer(database, command, now)));
}

void add_user_commands(CLI::App& app, int& exit_code, OpenDatabase open) {
  const auto options = std::make_shared<Options>();
  CLI::App* user = app.add_subcommand("user", "Accounts, without the page");
  user->require_subcommand(1);
  const auto command = [&](const std::string& name, const std::string& help) {
    CLI::App* made = user->add_subcommand(name, help);
    made->add_option("--data", options->data, "Data folder (or SONAE_DATA)");
    made->add_option("--database", options->database, "postgresql://… instead of SQLite in the data folder");
    made->add_option("--company", options->command.company, "Id of the company, needed when there are several");
    made->callback([options, name, open, &exit_code] {
      options->command.action = name;
      const auto text = open_and_run(*options, open);
      exit_code = text ? 0 : report(text.error());
      if (text) std::fputs(text->c_str(), stdout);
    });
    return made;
  };
  std::vector<std::string> role_names;
  for (const Role role : all_roles()) role_names.emplace_back(name_of(role));

  command("list", "List every account");
  CLI::App* adding = command("add", "Add an account and print its initial password");
  adding->add_option("login", options->command.login, "Sign-in name")->required();
  adding->add_option("--name", options->command.name, "The person's name")->required();
  adding->add_option("--role", options->command.roles, "Role; may be given several times")
      ->required()
      ->check(CLI::IsMember(role_names));
  adding->add_option("--department", options->command.department, "Department, by name or id");
  for (const auto& [name, help] : {std::pair{"disable", "Disable an account and end its sessions"},
                                   std::pair{"password", "Print a new initial password and end the sessions"},
                                   std::pair{"factor-reset", "Reset two-step sign-in and end the sessions"}})
    command(name, help)->add_option("login", options->command.login, "Sign-in name")->required();
}

}  // namespace sonae::app
