#include "core/tasks/tasks.h"

#include <gtest/gtest.h>

#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::tasks {
namespace {

constexpr Instant noon{1'790'000'000'000};
const Date soon = *Date::make(2026, 10, 1);
const Date later = *Date::make(2026, 10, 20);

class TasksOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  TasksOn() : installation_(GetParam()), company_(installation_, "東海プレス工業") {}

  static NewTask vacancy(const std::string& key = "ciso", Date due = soon) {
    return {"governance.vacancy",
            key,
            "tasks.title.missing",
            {{"post", "CISO"}},
            "",
            due,
            owned_by(Role::Secretariat),
            "/organisation",
            Harm::High};
  }
  template <typename Body>
  auto write(Body&& body) {
    return installation_.database->write(std::forward<Body>(body));
  }
  Result<std::string> ensure_as(const std::string& who, const NewTask& task) {
    const Actor actor = company_.actor(who);
    return write([&](db::WriteTx& tx) { return ensure(tx, actor, task, noon); });
  }
  Result<Task> create_as(const std::string& who, const NewOwnTask& task) {
    const Actor actor = company_.actor(who);
    return write([&](db::WriteTx& tx) { return create(tx, actor, task, noon); });
  }
  Result<Task> close_as(const std::string& who, const Closing& closing) {
    const Actor actor = company_.actor(who);
    return write([&](db::WriteTx& tx) { return close(tx, actor, closing, noon); });
  }
  std::vector<Task> mine(const std::string& who) {
    const Actor actor = company_.actor(who);
    return installation_.read([&](db::Tx& tx) { return list_mine(tx, actor); });
  }
  std::vector<std::string> actions() {
    std::vector<std::string> list;
    trail::Filter filter;
    filter.action_prefix = "tasks.";
    const auto page = installation_.read([&](db::Tx& tx) { return trail::list(tx, {company_.company, {}}, filter); });
    for (const auto& record : page.records) list.insert(list.begin(), record.entry.action);
    return list;
  }

  support::Installation installation_;
  support::TestCompany company_;
};

INSTANTIATE_TEST_SUITE_P(Engines, TasksOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(TasksOn, AFindingOpensOneTaskHoweverOftenItIsFound) {
  const std::string first = MUST(ensure_as("secretary", vacancy()));
  EXPECT_EQ(MUST(ensure_as("secretary", vacancy())), first);
  EXPECT_EQ(MUST(ensure_as("secretary", vacancy("ciso", later))), first) << "found again a day later";
  const auto list = mine("secretary");
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list.at(0).due, soon) << "its day does not flee";
  EXPECT_EQ(list.at(0).args.at("post"), "CISO");
  EXPECT_EQ(list.at(0).link, "/organisation");
  EXPECT_EQ(actions(), std::vector<std::string>{"tasks.task.open"});
}

TEST_P(TasksOn, AnOpenTaskIsBroughtUpToDateAndANearerDayCounts) {
  ASSERT_TRUE(ensure_as("secretary", vacancy("ciso", later)));
  NewTask changed = vacancy();
  changed.owner = owned_by(company_.users.at("manager"));
  ASSERT_TRUE(ensure_as("secretary", changed));
  EXPECT_TRUE(mine("secretary").empty());
  ASSERT_EQ(mine("manager").size(), 1U);
  EXPECT_EQ(mine("manager").at(0).due, soon);
  EXPECT_EQ(mine("manager").at(0).version, 2);
}

TEST_P(TasksOn, WhatIsSettledOpensAnewTheNextTime) {
  const std::string first = MUST(ensure_as("secretary", vacancy()));
  const Actor secretary = company_.actor("secretary");
  const auto settle_it = [&] {
    return write([&](db::WriteTx& tx) { return settle(tx, secretary, "governance.vacancy", "ciso", noon); });
  };
  ASSERT_TRUE(settle_it());
  EXPECT_TRUE(settle_it()) << "nothing open is fine";
  EXPECT_TRUE(mine("secretary").empty());
  EXPECT_NE(MUST(ensure_as("secretary", vacancy())), first);
  EXPECT_EQ(actions(), (std::vector<std::string>{"tasks.task.open", "tasks.task.settle", "tasks.task.open"}));
  EXPECT_EQ(installation_.read([&](db::Tx& tx) { return open_keys(tx, company_.company, "governance.vacancy"); }),
            std::vector<std::string>{"ciso"});
}

TEST_P(TasksOn, ADecisionMayMoveADayLater) {
  ASSERT_TRUE(ensure_as("secretary", vacancy()));
  const Actor secretary = company_.actor("secretary");
  ASSERT_TRUE(
      write([&](db::WriteTx& tx) { return postpone(tx, secretary, "governance.vacancy", "ciso", later, noon); }));
  EXPECT_EQ(mine("secretary").at(0).due, later);
}

TEST_P(TasksOn, EverybodySeesTheirOwnAndManagersTheirDepartments) {
  const auto give = [&](const std::string& key, const Owner& owner) {
    NewTask task = vacancy(key);
    task.owner = owner;
    ASSERT_TRUE(ensure_as("secretary", task));
  };
  give("role", owned_by(Role::Ciso));
  give("under", owned_by(company_.sales_one));
  give("elsewhere", owned_by(company_.factory));
  give("person", owned_by(company_.users.at("employee")));
  ASSERT_EQ(mine("ciso").size(), 1U);
  EXPECT_EQ(mine("ciso").at(0).key, "role");
  ASSERT_EQ(mine("manager").size(), 1U) << "the department under the own one, and no other";
  EXPECT_EQ(mine("manager").at(0).key, "under");
  ASSERT_EQ(mine("employee").size(), 1U) << "their department's tasks are its manager's";
  EXPECT_EQ(mine("employee").at(0).key, "person");
  EXPECT_TRUE(mine("auditor").empty());
}

TEST_P(TasksOn, OnlyOwnWordsCloseByHand) {
  const std::string found = MUST(ensure_as("secretary", vacancy()));
  const auto refused = close_as("secretary", {found, 1, State::Done, ""});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "tasks.task.by_deed");
  const Task own = MUST(create_as("secretary", {"委託先に電話する", soon, {}, Harm::Low}));
  const Task done = MUST(close_as("secretary", {own.id, own.version, State::Done, "10時に話した"}));
  EXPECT_EQ(done.state, State::Done);
  EXPECT_EQ(done.progress, 100);
  EXPECT_EQ(done.closed_by, company_.users.at("secretary"));
  EXPECT_EQ(done.closed_at, noon);
  const auto twice = close_as("secretary", {own.id, done.version, State::Done, ""});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().key, "tasks.task.closed");
}

TEST_P(TasksOn, DroppingNeedsAReasonAndTheRight) {
  const Task own = MUST(create_as("secretary", {"棚卸し", soon, owned_by(company_.users.at("employee")), Harm::Low}));
  const auto not_theirs = close_as("employee", {own.id, 1, State::Dropped, "要らない"});
  ASSERT_FALSE(not_theirs);
  EXPECT_EQ(not_theirs.error().kind, ErrorKind::Forbidden);
  const auto silent = close_as("secretary", {own.id, 1, State::Dropped, "  "});
  ASSERT_FALSE(silent);
  EXPECT_EQ(silent.error().fields.at(0).place, "/note");
  EXPECT_TRUE(close_as("secretary", {own.id, 1, State::Dropped, "来年度に行う"}));
}

TEST_P(TasksOn, WorkIsGivenToOneselfOrDownwards) {
  EXPECT_TRUE(create_as("employee", {"机を片づける", soon, {}, Harm::Low}));
  EXPECT_TRUE(create_as("manager", {"一覧を出す", soon, owned_by(company_.sales_one), Harm::Low}));
  for (const Owner& owner :
       {owned_by(company_.users.at("employee")), owned_by(company_.factory), owned_by(Role::Ciso)}) {
    const auto refused = create_as("manager", {"一覧を出す", soon, owner, Harm::Low});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::Forbidden);
  }
  const auto unknown = create_as(
      "secretary", {"一覧", soon, owned_by(Id<User>::trusted("0197a000-0000-7000-8000-000000000001")), Harm::Low});
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().fields.at(0).place, "/owner");
  const auto untitled = create_as("secretary", {" ", soon, {}, Harm::Low});
  ASSERT_FALSE(untitled);
  EXPECT_EQ(untitled.error().fields.at(0).place, "/title");
}

TEST_P(TasksOn, WhatSomebodyWhoLeftHadToDoIsTheSecretariats) {
  ASSERT_TRUE(create_as("secretary", {"棚卸し", soon, owned_by(company_.users.at("employee")), Harm::Low}));
  const Actor admin = company_.actor("admin");
  ASSERT_TRUE(
      write([&](db::WriteTx& tx) { return person_left(tx, admin, company_.users.at("employee"), soon, noon); }));
  EXPECT_TRUE(mine("employee").empty());
  ASSERT_EQ(mine("secretary").size(), 1U);
  EXPECT_EQ(mine("secretary").at(0).title, "棚卸し");
}

TEST_P(TasksOn, AnotherCompanysTaskIsNotThere) {
  const Task own = MUST(create_as("secretary", {"棚卸し", soon, {}, Harm::Low}));
  support::TestCompany west(installation_, "西日本樹脂", "west-");
  const Actor stranger = west.actor("secretary");
  const auto foreign = write([&](db::WriteTx& tx) { return close(tx, stranger, {own.id, 1, State::Done, ""}, noon); });
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().kind, ErrorKind::NotFound);
}

TEST_P(TasksOn, TwoPeopleDoNotOverwriteEachOther) {
  const Task own = MUST(create_as("secretary", {"棚卸し", soon, {}, Harm::Low}));
  const Actor secretary = company_.actor("secretary");
  Change half{own.id, 1, {}, {}, {}, 50};
  ASSERT_TRUE(write([&](db::WriteTx& tx) { return change(tx, secretary, half, noon); }));
  const auto stale = write([&](db::WriteTx& tx) { return change(tx, secretary, half, noon); });
  ASSERT_FALSE(stale);
  EXPECT_EQ(stale.error().key, "tasks.task.changed");
}

}  // namespace
}  // namespace sonae::tasks
