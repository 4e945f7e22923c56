// AZ09, AU07: whoever is invited, unconfirmed, disabled or still owes a factor has no rights anywhere. Read from the
// router, so that a new route cannot be forgotten.

#include <gtest/gtest.h>

#include "support/company.h"

namespace sonae::directory {
namespace {

class NoRightsOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  NoRightsOn()
      : installation_(GetParam()),
        company_(installation_, "東海プレス工業"),
        scenario_(installation_.router, installation_.gate) {
    company_.introduce(scenario_);
  }
  /// Every route but the public ones and those that pay a debt answers `code`.
  void expect_closed(support::Browser& browser, std::string_view code) {
    int tried = 0;
    for (const http::Route& route : installation_.router.routes()) {
      if (route.permission == Permission::Public || route.permission == Permission::PendingFactor) continue;
      std::string path = route.pattern;
      for (std::size_t open = path.find('{'); open != std::string::npos; open = path.find('{'))
        path.replace(open, path.find('}') - open + 1, company_.users.at("employee").text());
      const std::string method(http::name_of(route.method));
      const auto reply = browser.send(method, path, route.method == http::Method::Get ? "" : "{}");
      // Whose session is over has no token either, and that is looked at first.
      const auto told = reply.json().at("error").at("code").as_string();
      const bool no_token = code == "session.required" && reply.status == 403 && told == "session.csrf";
      EXPECT_TRUE(no_token || (reply.status == 401 && told == code)) << method << " " << path << " " << reply.body;
      ++tried;
    }
    EXPECT_GE(tried, 20);
  }
  /// A browser with that session cookie and a token of its own.
  void carry_on(support::Browser& browser, const support::Browser& from) {
    browser.cookies = from.cookies;
    browser.csrf = from.csrf;
  }

  support::Installation installation_;
  support::TestCompany company_;
  support::Scenario scenario_;
};

INSTANTIATE_TEST_SUITE_P(Engines, NoRightsOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(NoRightsOn, WhileTheInitialPasswordStands) {
  const auto made = scenario_.browser("admin").send(
      "POST", "/api/v1/users", R"({"login":"kato","name":"加藤","roles":["secretariat"],"department":null})");
  ASSERT_EQ(made.status, 201) << made.body;
  support::Browser fresh(installation_.router, installation_.gate);
  fresh.open();
  const std::string password = made.json().at("password").as_string().c_str();
  ASSERT_EQ(fresh.send("POST", "/api/v1/session", json::write(json::object{{"login", "kato"}, {"password", password}}))
                .status,
            200);
  expect_closed(fresh, "session.password_required");
}

TEST_P(NoRightsOn, WhileASecondFactorMustBeSetUp) {
  // An auditor without a factor: the account of one whose phone was lost and whose factor was taken away.
  MUST(installation_.database->write([&](db::WriteTx& tx) {
    return reset_factor(tx, system_actor(company_.company, "test"), company_.users.at("auditor"), now());
  }));
  const auto& auditor = company_.personas.at("auditor");
  support::Browser bare(installation_.router, installation_.gate);
  bare.open();
  const json::object login{{"login", auditor.login}, {"password", auditor.password}};
  ASSERT_EQ(bare.send("POST", "/api/v1/session", json::write(login)).json().at("state").as_string(),
            "pending_enrolment");
  expect_closed(bare, "session.enrolment_required");
}

TEST_P(NoRightsOn, OnceARoleThatNeedsAFactorWasGivenToOneWithout) {
  support::Browser& employee = scenario_.browser("employee");
  ASSERT_EQ(employee.send("GET", "/api/v1/departments").status, 200);
  const auto changed = scenario_.browser("admin").send("PATCH", "/api/v1/users/" + company_.users.at("employee").text(),
                                                       R"({"version":1,"roles":["administrator"]})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  expect_closed(employee, "session.required");
  const auto& persona = company_.personas.at("employee");
  support::Browser again(installation_.router, installation_.gate);
  again.open();
  const json::object login{{"login", persona.login}, {"password", persona.password}};
  ASSERT_EQ(again.send("POST", "/api/v1/session", json::write(login)).json().at("state").as_string(),
            "pending_enrolment");
  expect_closed(again, "session.enrolment_required");
}

TEST_P(NoRightsOn, OnceTheAccountIsDisabled) {
  support::Browser& secretary = scenario_.browser("secretary");
  support::Browser held(installation_.router, installation_.gate);
  carry_on(held, secretary);
  ASSERT_EQ(held.send("GET", "/api/v1/departments").status, 200);
  const auto changed = scenario_.browser("admin").send(
      "PATCH", "/api/v1/users/" + company_.users.at("secretary").text(), R"({"version":1,"disabled":true})");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(held.send("GET", "/api/v1/departments").status, 401);
  const auto& persona = company_.personas.at("secretary");
  held.open();
  const json::object login{{"login", persona.login}, {"password", persona.password}};
  EXPECT_EQ(held.send("POST", "/api/v1/session", json::write(login)).json().at("error").at("code").as_string(),
            "session.refused");
  expect_closed(held, "session.required");
}

}  // namespace
}  // namespace sonae::directory
