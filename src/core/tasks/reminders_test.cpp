#include "core/tasks/reminders.h"

#include <gtest/gtest.h>

#include "core/tasks/lateness.h"
#include "support/company.h"

namespace sonae::tasks {
namespace {

Date on(const char* iso) { return *Date::parse_iso(iso); }
/// Five in the morning in Japan.
Instant morning(Date day) { return Instant(day.days() * 86'400'000 - 4 * 3'600'000); }

class RemindersOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  RemindersOn()
      : installation_(GetParam()), company_(installation_, "東海プレス工業"), secretary_(company_.actor("secretary")) {}

  Task give(const char* title, const char* due, const Owner& owner) {
    return installation_.write([&](db::WriteTx& tx) {
      return create(tx, secretary_, {title, on(due), owner, Harm::Medium}, morning(on("2026-05-01")));
    });
  }
  int remind_on(Date day) { return MUST(remind(*installation_.database, company_.company, morning(day))); }
  int remind_on(const char* day) { return remind_on(on(day)); }
  /// Kinds of what a person was told, oldest first.
  std::vector<std::string> told(const std::string& who) {
    constexpr db::Sql rows = "select kind from notices where company_id = $1 and user_id = $2 order by made_at, kind";
    std::vector<std::string> kinds;
    const auto found =
        installation_.read([&](db::Tx& tx) { return tx.query(rows, {company_.company, company_.users.at(who)}); });
    for (const db::Row& row : found) kinds.push_back(row.text(0));
    return kinds;
  }
  int make_on(const char* day) {
    const HandIn hand_in = [](db::Tx&, const Id<Company>&, int) -> Result<std::optional<Date>> {
      return std::optional<Date>();
    };
    return MUST(make_due_years(*installation_.database, company_.company, hand_in, morning(on(day))));
  }

  support::Installation installation_;
  support::TestCompany company_;
  Actor secretary_;
};

INSTANTIATE_TEST_SUITE_P(Engines, RemindersOn, testing::ValuesIn(support::engines()), support::engine_name);

using Kinds = std::vector<std::string>;

TEST_P(RemindersOn, TheOwnerIsToldAheadAndOnTheDayAndTheSecretariatWhenItStaysUndone) {
  const Task task = give("一覧を出す", "2026-06-10", owned_by(company_.sales_one));
  for (Date day = on("2026-06-01"); day <= on("2026-06-30"); day = day.plus_days(1)) remind_on(day);
  EXPECT_EQ(told("manager"), (Kinds{"tasks.ahead", "tasks.due"})) << "the manager of the department above";
  EXPECT_EQ(told("secretary"), Kinds{"tasks.escalated"});
  EXPECT_TRUE(told("employee").empty());
}

TEST_P(RemindersOn, TheSameDayTellsOnce) {
  give("一覧を出す", "2026-06-10", owned_by(company_.users.at("employee")));
  EXPECT_EQ(remind_on("2026-06-10"), 1);
  EXPECT_EQ(remind_on("2026-06-10"), 0);
  EXPECT_EQ(told("employee").size(), 1U);
}

TEST_P(RemindersOn, AfterAWeekWithoutServerOnlyTheLatestIsSaid) {
  give("一覧を出す", "2026-06-10", owned_by(company_.users.at("employee")));
  remind_on("2026-06-05");
  EXPECT_EQ(remind_on("2026-06-12"), 1);
  EXPECT_EQ(told("employee"), Kinds{"tasks.due"});
}

TEST_P(RemindersOn, AClockThatJumpsTenYearsAndBackMakesNoYearOfReminders) {
  for (int month = 6; month <= 9; ++month)
    give("一覧を出す", Date::make(2026, month, 10)->iso().c_str(), owned_by(company_.users.at("employee")));
  remind_on("2026-06-05");
  EXPECT_EQ(remind_on("2036-06-05"), 0) << "all four are years late, and nobody is told";
  EXPECT_EQ(remind_on("2026-06-06"), 0) << "back again";
  EXPECT_EQ(remind_on("2026-06-07"), 1) << "and everything goes on";
  EXPECT_EQ(told("employee"), Kinds{"tasks.ahead"});
}

TEST_P(RemindersOn, WhatIsDoneIsNotSaid) {
  const Task task = give("一覧を出す", "2026-06-10", owned_by(company_.users.at("employee")));
  ASSERT_TRUE(installation_.database->write([&](db::WriteTx& tx) {
    return close(tx, secretary_, {task.id, task.version, State::Done, ""}, morning(on("2026-06-02")));
  }));
  EXPECT_EQ(remind_on("2026-06-10"), 0);
}

TEST_P(RemindersOn, YearsAreMadeOneAfterTheOtherAndNeverByAJumpingClock) {
  EXPECT_EQ(make_on("2026-04-01"), 0) << "nobody planned yet";
  Schedule own;
  own.title = "時刻合わせ";
  own.rule = {RuleKind::Fixed, 0, 10, 5, 1, 7, 1, 2026, Shift::None};
  own.owner = owned_by(Role::Secretariat);
  const HandIn unknown = [](db::Tx&, const Id<Company>&, int) -> Result<std::optional<Date>> {
    return std::optional<Date>();
  };
  ASSERT_TRUE(installation_.database->write(
      [&](db::WriteTx& tx) { return create_schedule(tx, secretary_, own, unknown, morning(on("2026-04-02"))); }));
  ASSERT_TRUE(installation_.database->write([&](db::WriteTx& tx) {
    return make_year(tx, secretary_, 2026, Lay::Missing, unknown, morning(on("2026-04-02")));
  }));
  EXPECT_EQ(make_on("2026-04-03"), 0);
  EXPECT_EQ(make_on("2036-04-03"), 0) << "ten years ahead";
  EXPECT_EQ(make_on("2027-01-15"), 0) << "too early for the next year";
  EXPECT_EQ(make_on("2027-02-15"), 1);
  EXPECT_EQ(make_on("2027-02-16"), 0);
  EXPECT_EQ(make_on("2027-04-10"), 0);
}

TEST(Lateness, OnlyTheLatestStageOfTheTimeCounts) {
  const Date due = on("2026-06-10");
  const Patience patience{7, 5};
  EXPECT_EQ(stage_between(on("2026-06-02"), on("2026-06-03"), due, patience), Stage::Ahead);
  EXPECT_EQ(stage_between(on("2026-06-03"), on("2026-06-09"), due, patience), std::nullopt);
  EXPECT_EQ(stage_between(on("2026-06-02"), on("2026-06-10"), due, patience), Stage::Due);
  EXPECT_EQ(stage_between(on("2026-06-02"), on("2026-06-20"), due, patience), Stage::Escalated);
  EXPECT_EQ(stage_between(on("2026-06-15"), on("2026-06-20"), due, patience), std::nullopt);
  EXPECT_FALSE(is_escalated(on("2026-06-14"), due, patience));
  EXPECT_TRUE(is_escalated(on("2026-06-15"), due, patience));
}

TEST_P(RemindersOn, TheSecretariatSeesWhatOthersAreLateWith) {
  give("一覧を出す", "2026-06-10", owned_by(company_.users.at("employee")));
  const auto late = [&](const std::string& who, const char* day) {
    const Actor actor = company_.actor(who);
    return installation_.read([&](db::Tx& tx) { return list_escalated(tx, actor, on(day)); }).size();
  };
  EXPECT_EQ(late("secretary", "2026-06-16"), 0U);
  EXPECT_EQ(late("secretary", "2026-06-17"), 1U);
  EXPECT_EQ(late("manager", "2026-06-17"), 0U);
}

}  // namespace
}  // namespace sonae::tasks
