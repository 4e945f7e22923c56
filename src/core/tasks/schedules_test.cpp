#include "core/tasks/schedules.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/facts/facts.h"
#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::tasks {
namespace {

Date on(const char* iso) { return *Date::parse_iso(iso); }
/// Noon in Japan.
Instant noon_of(const char* iso) { return Instant(on(iso).days() * 86'400'000 + 3 * 3'600'000); }

class SchedulesOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  SchedulesOn()
      : installation_(GetParam()), company_(installation_, "東海プレス工業"), secretary_(company_.actor("secretary")) {}

  [[nodiscard]] HandIn hand_in() {
    return [this](db::Tx&, const Id<Company>&, int) -> Result<std::optional<Date>> { return hand_in_; };
  }
  template <typename Body>
  auto write(Body&& body) {
    return installation_.database->write(std::forward<Body>(body));
  }
  std::vector<Proposal> proposals(const char* today) {
    return installation_.read([&](db::Tx& tx) { return propose(tx, secretary_, 2026, hand_in(), on(today)); });
  }
  Result<void> accept_all(const char* today) {
    std::vector<Accepted> rows;
    for (const Proposal& one : proposals(today))
      rows.push_back({one.schedule.duty, one.starts, one.due, one.schedule.owner});
    return write([&](db::WriteTx& tx) { return accept(tx, secretary_, 2026, rows, hand_in(), noon_of(today)); });
  }
  Plan plan(int year = 2026) {
    return installation_.read([&](db::Tx& tx) { return get_plan(tx, secretary_, year, hand_in()); });
  }
  PlanRow row(const std::string& duty, int year = 2026) {
    for (PlanRow& one : plan(year).rows)
      if (one.schedule.duty == duty) return one;
    ADD_FAILURE() << "no duty " << duty;
    return {};
  }
  Result<int> make(int year, const char* today, Lay lay = Lay::Missing) {
    return write([&](db::WriteTx& tx) { return make_year(tx, secretary_, year, lay, hand_in(), noon_of(today)); });
  }
  Result<Schedule> change(const Schedule& schedule, const char* today, const std::string& reason = "") {
    return write(
        [&](db::WriteTx& tx) { return change_schedule(tx, secretary_, schedule, reason, hand_in(), noon_of(today)); });
  }

  support::Installation installation_;
  support::TestCompany company_;
  Actor secretary_;
  std::optional<Date> hand_in_ = on("2026-12-15");
};

INSTANTIATE_TEST_SUITE_P(Engines, SchedulesOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(SchedulesOn, NineDutiesAreProposedBackwardFromTheHandIn) {
  const auto list = proposals("2026-03-20");
  ASSERT_EQ(list.size(), 9U);
  const auto due = [&](const std::string& duty) {
    return std::ranges::find_if(list, [&](const Proposal& one) { return one.schedule.duty == duty; })->due;
  };
  EXPECT_EQ(due("sheet"), on("2026-12-15"));
  EXPECT_LT(due("organisation"), due("rules_review"));
  EXPECT_LT(due("rules_review"), due("asset_register"));
  EXPECT_LT(due("self_check"), due("oversight"));
  EXPECT_LT(due("oversight"), due("sheet"));
  EXPECT_GT(due("audit"), due("sheet"));
  const WorkCalendar calendar({});
  for (const Proposal& one : list) EXPECT_TRUE(calendar.works(one.due)) << one.schedule.duty << one.due.iso();
}

TEST_P(SchedulesOn, InARunningYearTheDutiesAreDrawnTogetherAndKeepTheirOrder) {
  const auto list = proposals("2026-11-24");
  ASSERT_EQ(list.size(), 9U);
  Date before = on("2026-11-24");
  for (const char* duty : {"organisation", "rules_review", "asset_register", "self_check", "oversight", "sheet"}) {
    const auto found = std::ranges::find_if(list, [&](const Proposal& one) { return one.schedule.duty == duty; });
    EXPECT_GE(found->due, before) << duty;
    EXPECT_GE(found->starts, on("2026-11-24")) << duty;
    EXPECT_LE(found->due, on("2026-12-15")) << duty;
    before = found->due;
  }
}

TEST_P(SchedulesOn, AHandInThatIsPastOrUnknownStillGivesAPlanInsideTheYear) {
  for (const auto& day : {std::optional(on("2026-05-01")), std::optional<Date>()}) {
    hand_in_ = day;
    for (const Proposal& one : proposals("2027-03-01")) {
      EXPECT_GE(one.due, on("2027-03-01")) << one.schedule.duty;
      EXPECT_LE(one.due, on("2027-03-31")) << one.schedule.duty;
      EXPECT_LE(one.starts, one.due) << one.schedule.duty;
    }
  }
}

TEST_P(SchedulesOn, TheAcceptedPlanIsMadeOnceHoweverOftenItIsAskedFor) {
  ASSERT_TRUE(accept_all("2026-04-02"));
  const Plan made = plan();
  ASSERT_EQ(made.rows.size(), 9U);
  EXPECT_EQ(made.planned_for, on("2026-12-15"));
  EXPECT_EQ(row("awareness").tasks.size(), 4U) << "every three months";
  EXPECT_EQ(row("self_check").tasks.size(), 1U) << "one department has a manager";
  EXPECT_EQ(row("self_check").tasks.at(0).owner, owned_by(company_.sales));
  EXPECT_EQ(MUST(make(2026, "2026-04-03")), 0);
  EXPECT_EQ(MUST(make(2026, "2027-03-31")), 0);
  const auto twice = accept_all("2026-04-03");
  EXPECT_TRUE(twice) << "nothing is left to propose";
  EXPECT_EQ(plan().rows.size(), 9U);
}

TEST_P(SchedulesOn, ADoneDutyDoesNotComeBackInItsYear) {
  ASSERT_TRUE(accept_all("2026-04-02"));
  const Task task = row("organisation").tasks.at(0);
  ASSERT_TRUE(write([&](db::WriteTx& tx) {
    return close(tx, secretary_, {task.id, task.version, State::Done, "全員に電話がつながった"}, noon_of("2026-05-01"));
  }));
  const auto facts = installation_.read([&](db::Tx& tx) {
    return facts::list(tx, {company_.company, {}}, {{"tasks.duty_done"}, EntityRef{"schedule", task.schedule}});
  });
  ASSERT_EQ(facts.size(), 1U) << "what was done is a fact";
  EXPECT_EQ(facts.at(0).on, on("2026-05-01"));
  EXPECT_EQ(facts.at(0).args.at("duty"), "体制と連絡先の確認");
  EXPECT_EQ(facts.at(0).link, "/plan/2026");
  EXPECT_EQ(MUST(make(2026, "2026-05-02", Lay::Again)), 0);
  EXPECT_EQ(row("organisation").progress(), 100);
  EXPECT_GT(MUST(make(2027, "2027-03-20")), 0) << "but in the next";
  EXPECT_EQ(row("organisation", 2027).tasks.at(0).state, State::Open);
  EXPECT_TRUE(row("audit", 2027).tasks.empty()) << "every three years";
}

TEST_P(SchedulesOn, AMovedHandInLaysOpenDutiesOutAnew) {
  ASSERT_TRUE(accept_all("2026-04-02"));
  const Date before = row("oversight").tasks.at(0).due;
  hand_in_ = on("2027-01-29");
  EXPECT_NE(plan().planned_for, plan().hand_in) << "the page can say so";
  EXPECT_GT(MUST(make(2026, "2026-04-03", Lay::Again)), 0);
  EXPECT_GT(row("oversight").tasks.at(0).due, before);
  EXPECT_EQ(plan().planned_for, hand_in_);
}

TEST_P(SchedulesOn, AChangedReminderDoesNotUndoWhatPeopleMoved) {
  ASSERT_TRUE(accept_all("2026-04-02"));
  const Task task = row("oversight").tasks.at(0);
  ASSERT_TRUE(write([&](db::WriteTx& tx) {
    return tasks::change(tx, secretary_, {task.id, task.version, {}, on("2026-12-01"), {}, {}}, noon_of("2026-04-03"));
  }));
  Schedule schedule = row("oversight").schedule;
  schedule.remind_days = 3;
  ASSERT_TRUE(change(schedule, "2026-04-04"));
  EXPECT_EQ(row("oversight").tasks.at(0).due, on("2026-12-01"));
  schedule = row("oversight").schedule;
  schedule.rule.days = -30;
  ASSERT_TRUE(change(schedule, "2026-04-05"));
  EXPECT_EQ(row("oversight").tasks.at(0).due, on("2026-11-13"));
}

TEST_P(SchedulesOn, StoppingADutyNeedsAReasonAndDropsWhatIsOpen) {
  ASSERT_TRUE(accept_all("2026-04-02"));
  Schedule schedule = row("awareness").schedule;
  schedule.active = false;
  const auto silent = change(schedule, "2026-08-01");
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().fields.at(0).place, "/reason");
  ASSERT_TRUE(change(schedule, "2026-08-01", "親会社がまとめて行う"));
  for (const Task& task : row("awareness").tasks) {
    EXPECT_EQ(task.state, State::Dropped);
    EXPECT_EQ(task.note, "親会社がまとめて行う");
  }
}

TEST_P(SchedulesOn, AnOwnDutyEntersTheRunningPlan) {
  ASSERT_TRUE(accept_all("2026-04-02"));
  Schedule own;
  own.title = "監視カメラの時刻合わせ";
  own.rule = {RuleKind::Fixed, 0, 10, 3, 1, 7, 1, 2026, Shift::After};
  own.owner = owned_by(company_.factory);
  ASSERT_TRUE(
      write([&](db::WriteTx& tx) { return create_schedule(tx, secretary_, own, hand_in(), noon_of("2026-06-01")); }));
  const PlanRow made = plan().rows.back();
  ASSERT_EQ(made.tasks.size(), 1U);
  EXPECT_EQ(made.tasks.at(0).due, on("2026-10-05")) << "the third is a Saturday";
  EXPECT_EQ(made.tasks.at(0).title, "監視カメラの時刻合わせ");
}

TEST_P(SchedulesOn, OnlyWhoeverManagesTheCompanyPlans) {
  for (const char* who : {"manager", "employee", "ciso", "committee", "auditor"}) {
    const Actor actor = company_.actor(who);
    const auto refused = write(
        [&](db::WriteTx& tx) { return make_year(tx, actor, 2026, Lay::Missing, hand_in(), noon_of("2026-04-02")); });
    ASSERT_FALSE(refused) << who;
    EXPECT_EQ(refused.error().kind, ErrorKind::Forbidden) << who;
  }
}

TEST_P(SchedulesOn, TheCompanysDaysMoveWhatFallsDue) {
  const auto add = [&](const char* from, const char* until) {
    return write([&](db::WriteTx& tx) {
      return add_company_days(tx, secretary_, {on(from), on(until), "冬季連休", false}, noon_of("2026-04-02"));
    });
  };
  ASSERT_TRUE(add("2026-12-14", "2026-12-15"));
  const auto list = proposals("2026-04-02");
  const auto sheet = std::ranges::find_if(list, [](const Proposal& one) { return one.schedule.duty == "sheet"; });
  EXPECT_EQ(sheet->due, on("2026-12-11"));
  EXPECT_FALSE(add("2026-12-31", "2026-12-28"));
  EXPECT_FALSE(add("2026-01-01", "2026-12-31"));
}

}  // namespace
}  // namespace sonae::tasks
