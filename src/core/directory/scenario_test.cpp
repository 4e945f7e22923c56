// The readable scripts of this folder, on every engine.

#include <gtest/gtest.h>

#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::directory {
namespace {

class DirectoryScenario : public testing::TestWithParam<support::EngineKind> {
 protected:
  DirectoryScenario()
      : installation_(GetParam()),
        company_(installation_, "東和精工株式会社"),
        other_(installation_, "西和工業", "west-"),
        scenario_(installation_.router, installation_.gate) {
    company_.introduce(scenario_);
    other_.introduce(scenario_, "west_");
  }
  support::Installation installation_;
  support::TestCompany company_;
  support::TestCompany other_;
  support::Scenario scenario_;
};
INSTANTIATE_TEST_SUITE_P(Engines, DirectoryScenario, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(DirectoryScenario, WhatIsRefused) { scenario_.run(SONAE_SOURCE_DIR "/src/core/directory/refusals.scenario"); }

TEST_P(DirectoryScenario, AccountsAndDepartments) {
  scenario_.run(SONAE_SOURCE_DIR "/src/core/directory/people.scenario");
}

TEST_P(DirectoryScenario, TheCompanyAndItsInvitations) {
  scenario_.run(SONAE_SOURCE_DIR "/src/core/directory/invitations.scenario");
}

TEST_P(DirectoryScenario, SessionsAndTheOwnAccount) {
  scenario_.run(SONAE_SOURCE_DIR "/src/core/directory/session.scenario");
}

// Every route but the public ones turns strangers away, and every route of a pending session those who owe something:
// read from the router, so that a new route cannot be forgotten.
TEST_P(DirectoryScenario, NoRouteIsOpenToStrangersOrToHalfSignedInPeople) {
  support::Browser stranger(installation_.router, installation_.gate);
  support::Browser half(installation_.router, installation_.gate);
  const auto& admin = company_.personas.at("admin");
  half.open();
  half.send("POST", "/api/v1/session", json::write(json::object{{"login", admin.login}, {"password", admin.password}}));
  std::size_t checked = 0;
  for (const http::Route& route : installation_.router.routes()) {
    if (route.permission == Permission::Public) continue;
    std::string path = route.pattern;
    for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}') - open + 1, company_.users.at("employee").text());
    const std::string method(http::name_of(route.method));
    const std::string body = route.method == http::Method::Get ? "" : "{}";
    stranger.open();
    EXPECT_EQ(stranger.send(method, path, body).status, 401) << method << " " << path;
    ++checked;
    if (route.permission == Permission::PendingFactor) continue;
    const auto reply = half.send(method, path, body);
    EXPECT_EQ(reply.status, 401) << method << " " << path;
    EXPECT_EQ(reply.json().at("error").at("code").as_string(), "session.factor_required") << method << " " << path;
  }
  EXPECT_GE(checked, 15U);
}

TEST_P(DirectoryScenario, EveryUnsafeRouteWantsItsTokenAndOurOrigin) {
  std::size_t checked = 0;
  for (const http::Route& route : installation_.router.routes()) {
    if (route.method == http::Method::Get) continue;
    support::Browser& browser = scenario_.browser(route.permission == Permission::Public ? "nobody" : "admin");
    std::string path = route.pattern;
    for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{'))
      path.replace(open, path.find('}') - open + 1, company_.users.at("employee").text());
    const std::string method(http::name_of(route.method));
    const std::vector<support::Browser::Headers> forgeries = {
        {{"x-csrf-token", "guess"}},
        {{"origin", "https://evil.example"}},
        {{"origin", "null"}},
    };
    for (const auto& forgery : forgeries) {
      const auto reply = browser.send(method, path, "{}", forgery);
      EXPECT_EQ(reply.status, 403) << method << " " << path;
      EXPECT_EQ(reply.json().at("error").at("code").as_string(), "session.csrf") << method << " " << path;
    }
    EXPECT_EQ(browser.send(method, path, "{}", {}, {"x-csrf-token"}).status, 403) << method << " " << path;
    EXPECT_EQ(browser.send(method, path, "{}", {{"sec-fetch-site", "cross-site"}}, {"origin"}).status, 403)
        << method << " " << path;
    ++checked;
  }
  EXPECT_GE(checked, 15U);
}

TEST_P(DirectoryScenario, ATokenOfAnotherSessionIsNoToken) {
  support::Browser& admin = scenario_.browser("admin");
  support::Browser& secretary = scenario_.browser("secretary");
  const auto reply = admin.send("PATCH", "/api/v1/me", "{}", {{"x-csrf-token", secretary.csrf}});
  EXPECT_EQ(reply.json().at("error").at("code").as_string(), "session.csrf");
}

TEST_P(DirectoryScenario, RefusedRoutesAreRecordedOnceAMinute) {
  support::Browser& employee = scenario_.browser("employee");
  for (int i = 0; i < 5; ++i) EXPECT_EQ(employee.send("GET", "/api/v1/users").status, 403);
  const auto page = installation_.read([&](db::Tx& tx) {
    trail::Filter filter;
    filter.action_prefix = "session.route";
    return trail::list(tx, {company_.company, {}}, filter);
  });
  ASSERT_EQ(page.records.size(), 1U);
  EXPECT_EQ(page.records.front().entry.outcome, trail::Outcome::Denied);
  EXPECT_EQ(page.records.front().origin.actor_id, company_.users.at("employee").text());
}

TEST_P(DirectoryScenario, DisablingSomebodyClosesTheirDoorInTheMiddleOfTheirWork) {
  support::Browser& employee = scenario_.browser("employee");
  EXPECT_EQ(employee.send("GET", "/api/v1/departments").status, 200);
  const auto reply = scenario_.browser("admin").send("PATCH", "/api/v1/users/" + company_.users.at("employee").text(),
                                                     R"({"version":1,"disabled":true})");
  EXPECT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(employee.send("GET", "/api/v1/departments").status, 401);
}

}  // namespace
}  // namespace sonae::directory
