#include "app/user_commands.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "support/company.h"

namespace sonae::app {
namespace {

class UserCommands : public testing::Test {
 protected:
  UserCommands() : installation_(support::EngineKind::SqliteDisk), company_(installation_, "東和精工") {}
  static UserCommand of(std::string action, std::string login = "") {
    UserCommand command;
    command.action = std::move(action);
    command.login = std::move(login);
    return command;
  }
  static UserCommand adding(std::string login, std::string role, std::string department) {
    UserCommand command = of("add", std::move(login));
    command.name = "鈴木";
    command.roles = {std::move(role)};
    command.department = std::move(department);
    return command;
  }
  Result<json::value> run(const UserCommand& command) {
    const auto text = TRY(run_user_command(*installation_.database, command, now()));
    return json::parse(text);
  }
  support::Installation installation_;
  support::TestCompany company_;
};

TEST_F(UserCommands, ListShowsEveryAccount) {
  const auto list = MUST(run(of("list")));
  EXPECT_EQ(list.as_array().size(), company_.users.size());
  EXPECT_EQ(list.at(0).at("login").as_string(), "admin");
  EXPECT_TRUE(list.at(0).at("second_factor").as_bool());
}

TEST_F(UserCommands, AddGivesAPasswordThatMustBeReplaced) {
  const auto added = MUST(run(adding("suzuki", "manager", "営業部")));
  EXPECT_EQ(added.at("user").at("department").as_string(), "営業部");
  const std::string password(added.at("password").as_string().c_str());
  const auto opened = MUST(installation_.sessions.sign_in("suzuki", password, {"192.0.2.1", "", ""}, "", now()));
  EXPECT_EQ(opened.live.state, session::State::PendingPassword);
}

TEST_F(UserCommands, DisableEndsSignIn) {
  EXPECT_TRUE(run(of("disable", "employee")));
  const auto& persona = company_.personas.at("employee");
  EXPECT_FALSE(installation_.sessions.sign_in(persona.login, persona.password, {"192.0.2.1", "", ""}, "", now()));
}

TEST_F(UserCommands, TheLastAdministratorStaysAlsoFromTheCommandLine) {
  EXPECT_EQ(run(of("disable", "admin")).error().key, "directory.user.last_administrator");
}

TEST_F(UserCommands, ALostFactorIsTakenAwayAndEnrolledAnew) {
  const auto reset = MUST(run(of("factor-reset", "ADMIN")));
  EXPECT_FALSE(reset.at("user").at("second_factor").as_bool());
  const auto& persona = company_.personas.at("admin");
  const auto opened =
      MUST(installation_.sessions.sign_in(persona.login, persona.password, {"192.0.2.1", "", ""}, "", now()));
  EXPECT_EQ(opened.live.state, session::State::PendingEnrolment);
}

TEST_F(UserCommands, MistakesNameWhatIsMissing) {
  EXPECT_EQ(run(of("password", "nobody")).error().key, "directory.command.user");
  EXPECT_EQ(run(adding("x", "employee", "月面部")).error().key, "directory.command.department");
  support::TestCompany other(installation_, "西和工業", "west-");
  EXPECT_EQ(run(of("list")).error().key, "directory.command.company") << "two companies: which one?";
  UserCommand named = of("list");
  named.company = other.company.text();
  EXPECT_TRUE(run(named));
}

}  // namespace
}  // namespace sonae::app
