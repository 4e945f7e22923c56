#include <gtest/gtest.h>

#include "core/tasks/api.h"
#include "features/plan/api.h"
#include "features/plan/feeds.h"
#include "features/plan/picture.h"
#include "support/company.h"
#include "support/pdf.h"

namespace sonae::plan {
namespace {

Date on(const char* iso) { return *Date::parse_iso(iso); }
Instant noon_of(const char* iso) { return Instant(on(iso).days() * 86'400'000 + 3 * 3'600'000); }

const tasks::HandIn hand_in = [](db::Tx&, const Id<Company>&, int) -> Result<std::optional<Date>> {
  return on("2026-12-15");
};

class PlanOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  PlanOn()
      : installation_(GetParam()),
        company_(installation_, "東海プレス工業"),
        other_(installation_, "西日本樹脂", "west-"),
        secretary_(company_.actor("secretary")) {}

  void plan_all() {
    installation_.write([&](db::WriteTx& tx) -> Result<void> {
      std::vector<tasks::Accepted> rows;
      for (const auto& one : TRY(tasks::propose(tx, secretary_, 2026, hand_in, on("2026-04-02"))))
        rows.push_back({one.schedule.duty, one.starts, one.due, one.schedule.owner});
      return tasks::accept(tx, secretary_, 2026, rows, hand_in, noon_of("2026-04-02"));
    });
  }
  Material material(const char* today = "2026-11-24") {
    return installation_.read([&](db::Tx& tx) { return load(tx, secretary_, 2026, hand_in, on(today)); });
  }
  Result<std::string> feed_of(const std::string& token) {
    return installation_.database->read(
        [&](db::Tx& tx) { return read_feed(tx, installation_.accounts, token, noon_of("2026-11-24")); });
  }
  NewFeed new_feed(const std::string& who) {
    const Actor actor = company_.actor(who);
    return installation_.write([&](db::WriteTx& tx) { return make_feed(tx, actor, noon_of("2026-11-24")); });
  }

  support::Installation installation_;
  support::TestCompany company_;
  support::TestCompany other_;
  Actor secretary_;
};
INSTANTIATE_TEST_SUITE_P(Engines, PlanOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(PlanOn, PicturesFilesAndTheFeed) {
  tasks::add_routes(installation_.router, {*installation_.database, hand_in});
  add_routes(installation_.router, {*installation_.database, installation_.accounts, hand_in});
  support::Scenario scenario(installation_.router, installation_.gate);
  company_.introduce(scenario);
  other_.introduce(scenario, "west_");
  scenario.run(SONAE_SOURCE_DIR "/src/features/plan/plan.scenario");
}

TEST_P(PlanOn, TheFeedHasOnesOwnTasksAndNothingElse) {
  const Actor employee = company_.actor("employee");
  installation_.write([&](db::WriteTx& tx) {
    return tasks::create(tx, employee, {"机を片づける", on("2026-12-01"), {}, tasks::Harm::Low}, noon_of("2026-11-24"));
  });
  plan_all();
  const std::string mine = MUST(feed_of(new_feed("employee").token));
  EXPECT_NE(mine.find("机を片づける"), std::string::npos);
  EXPECT_EQ(mine.find("自己評価"), std::string::npos) << "the secretariat's";
  EXPECT_NE(mine.find("DTSTART;VALUE=DATE:20261201"), std::string::npos);
  EXPECT_NE(MUST(feed_of(new_feed("secretary").token)).find("自己評価の回答"), std::string::npos);
}

TEST_P(PlanOn, ANewAddressEndsTheOldOneAndADisabledAccountBoth) {
  const NewFeed first = new_feed("employee");
  const NewFeed second = new_feed("employee");
  EXPECT_FALSE(feed_of(first.token));
  ASSERT_TRUE(feed_of(second.token));
  const Actor admin = company_.actor("admin");
  installation_.write([&](db::WriteTx& tx) {
    directory::UserChange change{company_.users.at("employee"), 1, {}, {}, {}, true};
    return directory::change_user(tx, admin, change, noon_of("2026-11-24"));
  });
  const auto closed = feed_of(second.token);
  ASSERT_FALSE(closed);
  EXPECT_EQ(closed.error().kind, ErrorKind::NotFound);
}

TEST_P(PlanOn, TheTokenIsNotKept) {
  const NewFeed feed = new_feed("employee");
  constexpr db::Sql rows = "select token_hash from calendar_feeds where company_id = $1";
  const auto found = installation_.read([&](db::Tx& tx) { return tx.query(rows, {company_.company}); });
  ASSERT_EQ(found.size(), 1U);
  const Digest hash = sha256(feed.token);
  EXPECT_EQ(found[0].bytes(0), Bytes(hash.begin(), hash.end()));
  const std::string foreign = other_.company.text() + feed.token.substr(36);
  EXPECT_FALSE(feed_of(foreign)) << "another company's name before the same secret";
}

TEST_P(PlanOn, TheWorkbookHasARowForEveryTask) {
  plan_all();
  const Material year = material();
  const List list = list_of(year);
  std::size_t tasks = 0;
  for (const auto& row : year.plan.rows) tasks += row.tasks.size();
  EXPECT_EQ(list.rows.size(), tasks);
  EXPECT_GT(tasks, 9U);
  EXPECT_EQ(MUST(to_xlsx(year)).substr(0, 2), "PK");
}

TEST_P(PlanOn, WhatIsLateIsCounted) {
  plan_all();
  EXPECT_NE(sentence_of(material("2026-11-24")).find("期限を過ぎ"), std::string::npos);
  EXPECT_EQ(sentence_of(material("2026-04-02")).find("期限を過ぎ"), std::string::npos);
}

TEST_P(PlanOn, ManyDutiesGoOnMorePagesAndNineOnOne) {
  plan_all();
  Material year = material();
  const auto pages = [](const std::string& pdf) { return support::pdf_info(pdf).pages; };
  for (const Paper paper : {Paper::A4, Paper::A3}) {
    const auto pdf = to_pdf(year, paper, noon_of("2026-11-24"));
    ASSERT_TRUE(pdf) << pdf.error().key;
    EXPECT_EQ(pages(*pdf), 1);
  }
  for (int i = 0; i < 40; ++i) {
    year.plan.rows.push_back(year.plan.rows.front());
    year.owners.push_back(year.owners.front());
  }
  EXPECT_GT(pages(MUST(to_pdf(year, Paper::A3, noon_of("2026-11-24")))), 1);
}

}  // namespace
}  // namespace sonae::plan
