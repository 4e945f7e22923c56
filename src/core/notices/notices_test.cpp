#include "core/notices/notices.h"

#include <gtest/gtest.h>

#include "core/notices/store.h"
#include "platform/jobs/jobs.h"
#include "support/company.h"

namespace sonae::notices {
namespace {

constexpr Instant noon{1'790'000'000'000};

class NoticesOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  NoticesOn() : installation_(GetParam()), company_(installation_, "東海プレス工業") {}

  NewNotice asked(const std::string& who, const std::string& key) {
    NewNotice notice;
    notice.to = company_.users.at(who);
    notice.kind = "work.asked";
    notice.key = key;
    notice.subject = "9/18まで：自己評価 6項目のご回答";
    notice.link = "/today";
    return notice;
  }
  Result<void> tell_it(const NewNotice& notice) {
    return installation_.database->write([&](db::WriteTx& tx) { return tell(tx, company_.company, notice, noon); },
                                         db::Purpose::Housekeeping);
  }
  std::vector<Notice> waiting() {
    return installation_.read([&](db::Tx& tx) { return store::list_waiting(tx, company_.company); });
  }

  support::Installation installation_;
  support::TestCompany company_;
};

INSTANTIATE_TEST_SUITE_P(Engines, NoticesOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(NoticesOn, APersonIsToldOnceForEachKindAndKey) {
  ASSERT_TRUE(tell_it(asked("manager", "2026/9")));
  ASSERT_TRUE(tell_it(asked("manager", "2026/9")));
  ASSERT_TRUE(tell_it(asked("manager", "2026/10")));
  ASSERT_TRUE(tell_it(asked("employee", "2026/9")));
  EXPECT_EQ(waiting().size(), 3U);
  const auto jobs = installation_.read([](db::Tx& tx) { return jobs::count(tx); });
  EXPECT_EQ(jobs.waiting, 1) << "one job composes the mails of the company";
}

TEST_P(NoticesOn, AlsoAfterItWasTold) {
  ASSERT_TRUE(tell_it(asked("manager", "2026/9")));
  const std::string id = waiting().at(0).id;
  MUST(installation_.database->write(
      [&](db::WriteTx& tx) { return store::settle(tx, company_.company, {id}, "mailed", "m1", noon); },
      db::Purpose::Housekeeping));
  ASSERT_TRUE(tell_it(asked("manager", "2026/9")));
  EXPECT_TRUE(waiting().empty());
}

TEST_P(NoticesOn, WhatIsTakenBackIsNotTold) {
  ASSERT_TRUE(tell_it(asked("manager", "2026/9")));
  MUST(installation_.database->write(
      [&](db::WriteTx& tx) {
        return take_back(tx, company_.company, company_.users.at("manager"), "work.asked", "2026/9", noon);
      },
      db::Purpose::Housekeeping));
  EXPECT_TRUE(waiting().empty());
}

TEST_P(NoticesOn, NobodyOfAnotherCompanyIsTold) {
  support::TestCompany west(installation_, "西日本樹脂", "west-");
  NewNotice notice = asked("manager", "2026/9");
  notice.to = west.users.at("manager");
  ASSERT_TRUE(tell_it(notice));
  EXPECT_TRUE(waiting().empty());
}

TEST_P(NoticesOn, ADeedThatFailsTellsNobody) {
  const auto undone = installation_.database->write([&](db::WriteTx& tx) -> Result<void> {
    TRY(tell(tx, company_.company, asked("manager", "2026/9"), noon));
    return unavailable("error.busy");
  });
  EXPECT_FALSE(undone);
  EXPECT_TRUE(waiting().empty());
}

TEST_P(NoticesOn, SecretsAndIncidentTextsAreRefused) {
  NewNotice token = asked("manager", "1");
  token.link = "/invite#token=secret";
  EXPECT_FALSE(tell_it(token));
  NewNotice incident = asked("manager", "2");
  incident.kind = "incident.opened";
  EXPECT_FALSE(tell_it(incident)) << "own words";
  incident.subject.clear();
  incident.subject_key = "incident.notice.opened";
  EXPECT_TRUE(tell_it(incident)) << "a fixed sentence and a link";
}

}  // namespace
}  // namespace sonae::notices
