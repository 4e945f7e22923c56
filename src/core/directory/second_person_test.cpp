#include "core/directory/second_person.h"

#include <gtest/gtest.h>

#include "platform/session/break_glass.h"
#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::directory {
namespace {

class SecondPersonOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  SecondPersonOn()
      : installation_(GetParam()),
        company_(installation_, "東海プレス工業"),
        west_(installation_, "西日本樹脂", "west-"),
        scenario_(installation_.router, installation_.gate) {
    for (const char* login : {"second_admin", "third_admin"}) company_.user(login, {Role::Administrator}, {});
    company_.introduce(scenario_);
    west_.introduce(scenario_, "west_");
  }
  std::vector<trail::Record> records(const std::string& action) {
    return installation_
        .read([&](db::Tx& tx) {
          trail::Filter filter;
          filter.action_prefix = action;
          return trail::list(tx, {company_.company, {}}, filter);
        })
        .records;
  }

  support::Installation installation_;
  support::TestCompany company_;
  support::TestCompany west_;
  support::Scenario scenario_;
};

INSTANTIATE_TEST_SUITE_P(Engines, SecondPersonOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(SecondPersonOn, ConfirmsWhatNobodyDoesAlone) {
  scenario_.run(SONAE_SOURCE_DIR "/src/core/directory/second_person.scenario");
  // Both persons stand in the record, with the reason.
  EXPECT_EQ(records("consent.ask").size(), 5U);
  EXPECT_EQ(records("consent.confirm").size(), 3U);
  EXPECT_EQ(records("consent.withdraw").size(), 2U);
  ASSERT_EQ(records("directory.user.side").size(), 1U);
  const trail::Record moved = records("directory.user.side").front();
  EXPECT_EQ(moved.origin.actor_id, company_.users.at("ciso").text());
  EXPECT_EQ(moved.entry.before, R"({"roles":"committee"})");
  EXPECT_EQ(moved.entry.after, R"({"roles":"auditor"})");
  const Actor changed = company_.actor("committee");
  EXPECT_EQ(changed.side, Side::Audit);
  EXPECT_TRUE(changed.may(Permission::TrailRead));
  EXPECT_TRUE(session::needs_factor(changed.roles)) << "the new role asks for a second factor before anything else";
}

TEST_P(SecondPersonOn, IsNotAskedOnTheCommandLineWhichTheRecordShows) {
  MUST(installation_.database->write([&](db::WriteTx& tx) {
    return reset_factor(tx, system_actor(company_.company, "command line"), company_.users.at("admin"), now());
  }));
  const auto found = records("directory.user.factor");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found.front().origin.actor_name, "command line");
  EXPECT_EQ(found.front().origin.actor_id, "");
}

TEST_P(SecondPersonOn, KeepsTheLastAdministratorOnTheOperatingSide) {
  const auto as = [&](const char* who, auto&& deed) {
    const Actor actor = west_.actor(who);
    return installation_.database->write([&](db::WriteTx& tx) { return deed(tx, actor); });
  };
  west_.user("helper", {Role::Administrator}, {});
  const auto asked = MUST(as("helper", [&](db::WriteTx& tx, const Actor& actor) {
    return ask_deed(tx, actor, {west_.users.at("admin"), Deed::Side, {Role::Auditor}, "異動"}, now());
  }));
  MUST(as("admin", [&](db::WriteTx& tx, const Actor& actor) -> Result<void> {
    const UserView helper = TRY(get_user(tx, actor, west_.users.at("helper")));
    UserChange change;
    change.user = helper.id;
    change.version = helper.version;
    change.disabled = true;
    TRY(change_user(tx, actor, change, now()));
    return {};
  }));
  const auto refused = as("ciso", [&](db::WriteTx& tx, const Actor& actor) {
    return confirm_deed(tx, actor, asked.id, std::nullopt, now());
  });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "directory.user.last_administrator");
}

// --- access in an emergency: platform/session/break_glass.h cites the invariants ------------------------------------

class BreakGlassOn : public SecondPersonOn {
 protected:
  /// The actor of the administrator's session at that time, as the gate would see it.
  Actor admin_at(Instant at) {
    const std::string cookie = scenario_.browser("admin").cookies.at("__Host-sonae");
    const auto live = MUST(installation_.sessions.find(cookie, {"192.0.2.10", "", ""}, at));
    if (!live) die("the session is over");
    return live->actor;
  }
  session::BreakGlassView begin(std::int64_t minutes, Instant at) {
    const Actor admin = company_.actor("admin");
    return installation_.write(
        [&](db::WriteTx& tx) { return session::begin_break_glass(tx, admin, "決算前の障害対応", minutes, at); });
  }
  http::Route sheet_route(std::string pattern) {
    http::Route route;
    route.pattern = std::move(pattern);
    route.permission = Permission::SheetRead;
    route.scope = RowScope::Department;
    route.summary = "Something of the sheet.";
    route.handler = [](const http::Context&) -> Result<http::Response> { return http::Response::no_content(); };
    return route;
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, BreakGlassOn, testing::ValuesIn(support::engines()), support::engine_name);

// Invariant 1
TEST_P(BreakGlassOn, GivesTheReadingOfTheSheetAndEndsAtItsMinute) {
  scenario_.browser("admin");
  const Instant noon = now();
  EXPECT_FALSE(admin_at(noon).may(Permission::SheetRead));
  begin(2, noon);
  const Instant end = noon.plus_ms(2 * 60'000);
  const Actor during = admin_at(end.plus_ms(-1));
  EXPECT_TRUE(during.may(Permission::SheetRead));
  EXPECT_FALSE(during.scope(Permission::SheetRead).departments) << "every department";
  for (const Permission other : {Permission::SheetAnswer, Permission::SheetManage, Permission::SheetExport,
                                 Permission::SheetReview, Permission::TrailRead})
    EXPECT_FALSE(during.may(other)) << name_of(other);
  EXPECT_FALSE(admin_at(end).may(Permission::SheetRead));
  EXPECT_FALSE(admin_at(end).glass);
}

// Invariants 1 and 3
TEST_P(BreakGlassOn, IsRefusedWithoutReasonForTooLongTwiceAndForOthers) {
  const auto try_it = [&](const char* who, std::string_view reason, std::int64_t minutes) {
    const Actor actor = company_.actor(who);
    const auto begun = installation_.database->write(
        [&](db::WriteTx& tx) { return session::begin_break_glass(tx, actor, reason, minutes, now()); });
    if (begun) return std::string("begun");
    return begun.error().fields.empty() ? begun.error().key : begun.error().fields.front().place;
  };
  EXPECT_EQ(try_it("admin", " ", 10), "/reason");
  EXPECT_EQ(try_it("admin", std::string(501, 'x'), 10), "/reason");
  EXPECT_EQ(try_it("admin", "障害", 0), "/minutes");
  EXPECT_EQ(try_it("admin", "障害", 61), "/minutes");
  for (const char* who : {"secretary", "ciso", "manager", "employee", "auditor", "committee"})
    EXPECT_EQ(try_it(who, "障害", 10), "error.forbidden") << who;
  EXPECT_EQ(try_it("admin", "障害", 60), "begun");
  EXPECT_EQ(try_it("admin", "障害", 60), "session.break_glass.active");
  EXPECT_EQ(try_it("second_admin", "障害", 60), "begun") << "everybody has their own";
  constexpr db::Sql longer = "update break_glass set ends_at = began_at + 3600001 where company_id = $1";
  const auto forced = installation_.database->write(
      [&](db::WriteTx& tx) { return tx.execute(longer, {company_.company}); }, db::Purpose::Housekeeping);
  EXPECT_FALSE(forced) << "the database holds the hour too";
}

// Invariant 2
TEST_P(BreakGlassOn, RecordsEveryReadOnceAMinuteAndRoute) {
  installation_.router.add(sheet_route("/api/v1/one"));
  installation_.router.add(sheet_route("/api/v1/two/{id}"));
  support::Browser& admin = scenario_.browser("admin");
  EXPECT_EQ(admin.send("GET", "/api/v1/one").status, 403);
  begin(10, now());
  for (int i = 0; i < 3; ++i) EXPECT_EQ(admin.send("GET", "/api/v1/one").status, 204);
  EXPECT_EQ(admin.send("GET", "/api/v1/two/7").status, 204);
  const auto reads = records("session.break_glass.read");
  ASSERT_EQ(reads.size(), 2U);
  EXPECT_NE(reads.at(1).entry.after.find("GET /api/v1/one"), std::string::npos);
  EXPECT_NE(reads.at(0).entry.after.find("/api/v1/two/7"), std::string::npos);
  EXPECT_EQ(reads.at(0).origin.actor_id, company_.users.at("admin").text());
  EXPECT_EQ(scenario_.browser("secretary").send("GET", "/api/v1/one").status, 204);
  EXPECT_EQ(records("session.break_glass.read").size(), 2U) << "an ordinary right needs no such record";
}

TEST_P(BreakGlassOn, IsSeenByThoseItConcernsAndEndedByHand) {
  scenario_.run_text(R"(
## the administrator begins
admin POST /api/v1/break-glass {"reason":"担当者が全員不在で、取引先の確認に答える","minutes":30}
= 201
~ /break_glass/active true
keep glass /break_glass/id
admin GET /api/v1/session
= 200
~ /user/permissions *

## secretariat, CISO and auditor see who and why
secretary GET /api/v1/break-glass
= 200
~ /break_glass/0/id "$glass"
~ /break_glass/0/active true
~ /break_glass/0/reason "担当者が全員不在で、取引先の確認に答える"
~ /break_glass/0/user/id "$user_admin"
ciso GET /api/v1/break-glass
= 200
~ /break_glass/0/active true
auditor GET /api/v1/break-glass
= 200
~ /break_glass/0/mine false

## nobody else, and no other company
manager GET /api/v1/break-glass
= 403 error.forbidden
employee GET /api/v1/break-glass
= 403 error.forbidden
committee GET /api/v1/break-glass
= 403 error.forbidden
west_ciso GET /api/v1/break-glass
= 200
~ /break_glass/0 -
west_ciso DELETE /api/v1/break-glass/$glass
= 404 error.not_found

## the secretariat and the auditor see it and do not end it; the CISO may
secretary DELETE /api/v1/break-glass/$glass
= 403 error.forbidden
auditor DELETE /api/v1/break-glass/$glass
= 403 error.forbidden
ciso DELETE /api/v1/break-glass/$glass
= 204
admin GET /api/v1/break-glass
= 200
~ /break_glass/0/active false
~ /break_glass/0/ended_by/id "$user_ciso"
admin DELETE /api/v1/break-glass/$glass
= 404 error.not_found
)",
                     "break-glass");
  EXPECT_EQ(records("session.break_glass.begin").size(), 1U);
  EXPECT_EQ(records("session.break_glass.end").size(), 1U);
  EXPECT_FALSE(admin_at(now()).may(Permission::SheetRead));
}

}  // namespace
}  // namespace sonae::directory
