// AZ10 through every layer: routes, gate, engine. Cites the invariants of platform/session/repeats.h.

#include "platform/session/repeats.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "support/company.h"

namespace sonae::directory {
namespace {

class RepeatsOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  RepeatsOn() : installation_(GetParam()), company_(installation_, "東海プレス工業") {
    company_.user("second_admin", {Role::Administrator}, {});
    installation_.router.add(failing_route());
  }
  /// Fails as `fails` says; counts how often it ran.
  http::Route failing_route() {
    http::Route route;
    route.method = http::Method::Post;
    route.pattern = "/api/v1/things";
    route.permission = Permission::SignedIn;
    route.scope = RowScope::None;
    route.summary = "Fails when it is told to.";
    route.handler = [this](const http::Context&) -> Result<http::Response> {
      ++runs;
      if (fails.key.empty()) return http::Response::no_content();
      return std::unexpected(fails);
    };
    return route;
  }
  http::Attempt attempt(const Actor& actor, Instant at) {
    return {actor, installation_.router.routes().back(), "key", sha256("content"), at};
  }

  support::Installation installation_;
  support::TestCompany company_;
  Error fails;
  int runs = 0;
};

INSTANTIATE_TEST_SUITE_P(Engines, RepeatsOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(RepeatsOn, ACreatingRequestThatArrivesTwiceCreatesOnce) {
  support::Scenario scenario(installation_.router, installation_.gate);
  company_.introduce(scenario);
  scenario.run(SONAE_SOURCE_DIR "/src/core/directory/repeats.scenario");
}

// Invariant 1
TEST_P(RepeatsOn, AKeyIsKeptForADayAndThenForgotten) {
  session::Repeats repeats(*installation_.database, installation_.keys);
  const Actor admin = company_.actor("admin");
  const Instant noon{1'790'000'000'000};
  ASSERT_FALSE(MUST(repeats.begin(attempt(admin, noon))));
  repeats.finish(attempt(admin, noon), http::Response::json(json::object{{"made", 1}}, 201));
  const auto again = MUST(repeats.begin(attempt(admin, noon.plus_ms(session::repeat_kept_ms))));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->status, 201);
  EXPECT_EQ(again->body, R"({"made":1})");
  EXPECT_FALSE(MUST(repeats.begin(attempt(admin, noon.plus_ms(session::repeat_kept_ms + 1)))));
}

// Invariant 3
TEST_P(RepeatsOn, WhatACrashLeftOpenIsNotRunAgain) {
  session::Repeats repeats(*installation_.database, installation_.keys);
  const Actor admin = company_.actor("admin");
  const Instant noon{1'790'000'000'000};
  ASSERT_FALSE(MUST(repeats.begin(attempt(admin, noon))));
  const auto at_once = repeats.begin(attempt(admin, noon.plus_ms(1000)));
  ASSERT_FALSE(at_once);
  EXPECT_EQ(at_once.error().key, "error.repeat.under_way");
  const auto later = repeats.begin(attempt(admin, noon.plus_ms(session::repeat_unclear_ms)));
  ASSERT_FALSE(later);
  EXPECT_EQ(later.error().key, "error.repeat.unclear");
}

TEST_P(RepeatsOn, OnlyARefusalThatChangedNothingFreesItsKey) {
  support::Scenario scenario(installation_.router, installation_.gate);
  company_.introduce(scenario);
  support::Browser& employee = scenario.browser("employee");
  struct Case {
    const char* what;
    Error error;
    const char* second;  ///< what the repetition is told, "" when it runs
  };
  const Case cases[] = {
      {"a refused wish", {ErrorKind::Invalid, "error.body", {}, {}, {}}, ""},
      {"a conflict", {ErrorKind::Conflict, "directory.edit.conflict", {}, {}, {}}, ""},
      {"a full disk", {ErrorKind::Unavailable, "error.disk_full", {}, {}, {}}, ""},
      {"a database that went away while it committed",
       {ErrorKind::Unavailable, "error.db.away", {}, {}, {}},
       "error.repeat.under_way"},
      {"a fault of the program", {ErrorKind::Internal, "error.internal", {}, {}, {}}, "error.repeat.under_way"},
  };
  for (const Case& one : cases) {
    const support::Browser::Headers key{{"idempotency-key", std::string("key-") + std::to_string(&one - cases)}};
    runs = 0;
    fails = one.error;
    EXPECT_GE(employee.send("POST", "/api/v1/things", "", key).status, 400) << one.what;
    fails = {};
    const auto second = employee.send("POST", "/api/v1/things", "", key);
    const bool ran = *one.second == '\0';
    EXPECT_EQ(second.status, ran ? 204 : 409) << one.what << second.body;
    EXPECT_EQ(runs, ran ? 2 : 1) << one.what;
    if (!ran) {
      EXPECT_EQ(second.json().at("error").at("code").as_string(), one.second) << one.what;
    }
  }
}

TEST_P(RepeatsOn, EightTimesAtOnceMakesOneDepartment) {
  constexpr int times = 8;
  support::Scenario scenario(installation_.router, installation_.gate);
  company_.introduce(scenario);
  const support::Browser& signed_in = scenario.browser("admin");
  std::atomic<int> made = 0;
  std::atomic<int> waiting = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < times; ++i)
    threads.emplace_back([&] {
      support::Browser browser(installation_.router, installation_.gate);
      browser.cookies = signed_in.cookies;
      browser.csrf = signed_in.csrf;
      const auto reply = browser.send("POST", "/api/v1/departments", R"({"name":"品質保証部","parent":null})",
                                      {{"idempotency-key", "eight-times"}});
      if (reply.status == 201) ++made;
      if (reply.status == 409) ++waiting;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_GE(made, 1);
  EXPECT_EQ(made + waiting, times);
  const Actor admin = company_.actor("admin");
  const auto departments = installation_.read([&](db::Tx& tx) { return list_departments(tx, admin); });
  EXPECT_EQ(std::ranges::count(departments, "品質保証部", &DepartmentView::name), 1);
}

// Invariant 2
TEST_P(RepeatsOn, NoInitialPasswordStandsReadableInTheDatabase) {
  support::Scenario scenario(installation_.router, installation_.gate);
  company_.introduce(scenario);
  const auto reply = scenario.browser("admin").send(
      "POST", "/api/v1/users", R"({"login":"sato","name":"佐藤","roles":["employee"],"department":null})",
      {{"idempotency-key", "new-sato"}});
  ASSERT_EQ(reply.status, 201) << reply.body;
  const std::string password = reply.json().at("password").as_string().c_str();
  const auto rows = installation_.read([](db::Tx& tx) { return tx.query("select answer from repeats"); });
  ASSERT_EQ(rows.size(), 1U);
  const Bytes& kept = rows.front().bytes(0);
  EXPECT_EQ(std::string_view(reinterpret_cast<const char*>(kept.data()), kept.size()).find(password),
            std::string_view::npos);
}

TEST_P(RepeatsOn, TheDocumentationNamesTheHeaderWhereItCounts) {
  const json::value described = installation_.router.openapi("0");
  const auto named = [&](const char* path, const char* method) {
    return json::write(described.at("paths").at(path).at(method)).contains("Idempotency-Key");
  };
  EXPECT_TRUE(named("/api/v1/departments", "post"));
  EXPECT_TRUE(named("/api/v1/users", "post"));
  EXPECT_FALSE(named("/api/v1/departments", "get"));
  EXPECT_FALSE(named("/api/v1/session", "post")) << "an answer that opens a session is never kept";
}

}  // namespace
}  // namespace sonae::directory
