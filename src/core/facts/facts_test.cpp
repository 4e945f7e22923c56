#include "core/facts/facts.h"

#include <gtest/gtest.h>

#include <set>

#include "base/months.h"
#include "core/facts/kinds.h"
#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::facts {
namespace {

constexpr Instant noon{1'790'000'000'000};
const Date april = *Date::make(2026, 4, 10);
const Date september = *Date::make(2026, 9, 18);

class FactsOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  FactsOn() : installation_(GetParam()), company_(installation_, "東海プレス工業") {}

  /// A deed that leaves the fact behind.
  Result<void> record_as(const std::string& who, const NewFact& fact) {
    const Actor actor = company_.actor(who);
    return installation_.database->write([&](db::WriteTx& tx) -> Result<void> {
      TRY(trail::append(tx, trail::origin_of(actor), {"test.deed.do", fact.subject, "", "", {}}, noon));
      return record(tx, actor, fact, noon);
    });
  }
  Result<void> end_as(const std::string& who, std::string_view kind, const EntityRef& subject, Date on) {
    const Actor actor = company_.actor(who);
    return installation_.database->write([&](db::WriteTx& tx) -> Result<void> {
      TRY(trail::append(tx, trail::origin_of(actor), {"test.deed.undo", subject, "", "", {}}, noon));
      return end(tx, actor, kind, subject, on, noon);
    });
  }
  std::vector<Fact> listed(const Filter& filter) {
    return installation_.read([&](db::Tx& tx) { return list(tx, {company_.company, {}}, filter); });
  }
  static NewFact ciso(const std::string& name = "高橋") {
    return {"governance.ciso_appointed",
            {"user", "u1"},
            april,
            "fact.governance.ciso_appointed",
            {{"name", name}},
            "/organisation",
            {}};
  }
  static NewFact meeting(Date on) {
    return {"governance.meeting_held", {"meeting", "m-" + on.iso()}, on, "fact.governance.meeting_held", {}, "", {}};
  }

  support::Installation installation_;
  support::TestCompany company_;
};

INSTANTIATE_TEST_SUITE_P(Engines, FactsOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(FactsOn, ADeedLeavesAFactWithItsDayItsActorAndItsWords) {
  ASSERT_TRUE(record_as("secretary", ciso()));
  const auto all = listed({});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.at(0).kind, "governance.ciso_appointed");
  EXPECT_EQ(all.at(0).subject, (EntityRef{"user", "u1"}));
  EXPECT_EQ(all.at(0).on, april);
  EXPECT_EQ(all.at(0).actor, company_.users.at("secretary"));
  EXPECT_EQ(all.at(0).args.at("name"), "高橋");
  EXPECT_EQ(all.at(0).link, "/organisation");
  EXPECT_FALSE(all.at(0).until) << "an appointment counts until it is ended";
}

TEST_P(FactsOn, TheSameDeedOnTheSameDayReplacesAndStandsAgain) {
  ASSERT_TRUE(record_as("secretary", ciso("高橋")));
  ASSERT_TRUE(end_as("secretary", "governance.ciso_appointed", {"user", "u1"}, september));
  ASSERT_TRUE(record_as("ciso", ciso("高橋 誠")));
  const auto all = listed({});
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(all.at(0).args.at("name"), "高橋 誠");
  EXPECT_FALSE(all.at(0).ended);
}

TEST_P(FactsOn, AFactThatEndedCountsUpToTheDayBefore) {
  ASSERT_TRUE(record_as("secretary", ciso()));
  ASSERT_TRUE(end_as("secretary", "governance.ciso_appointed", {"user", "u1"}, september));
  EXPECT_EQ(listed({.kinds = {}, .subject = {}, .standing_on = september.plus_days(-1)}).size(), 1U);
  EXPECT_TRUE(listed({.kinds = {}, .subject = {}, .standing_on = september}).empty());
  EXPECT_EQ(listed({}).size(), 1U) << "its row stays";
  EXPECT_TRUE(end_as("secretary", "governance.ciso_appointed", {"user", "nobody"}, september)) << "nothing to end";
}

TEST_P(FactsOn, AMeetingCountsForAYear) {
  ASSERT_TRUE(record_as("secretary", meeting(april)));
  EXPECT_EQ(listed({}).at(0).until, Date::make(2027, 4, 10));
  EXPECT_EQ(listed({.kinds = {}, .subject = {}, .standing_on = Date::make(2027, 4, 10)}).size(), 1U);
  EXPECT_TRUE(listed({.kinds = {}, .subject = {}, .standing_on = Date::make(2027, 4, 11)}).empty());
  EXPECT_TRUE(listed({.kinds = {}, .subject = {}, .standing_on = april.plus_days(-1)}).empty()) << "not before its day";
}

TEST_P(FactsOn, ListsAreNewestFirstByKindAndSubjectAndLimited) {
  ASSERT_TRUE(record_as("secretary", ciso()));
  ASSERT_TRUE(record_as("secretary", meeting(april.plus_days(1))));
  ASSERT_TRUE(record_as("secretary", meeting(september)));
  EXPECT_EQ(listed({.kinds = {"governance.meeting_held"}, .subject = {}}).size(), 2U);
  EXPECT_EQ(listed({.kinds = {"governance.meeting_held", "governance.ciso_appointed"}, .subject = {}}).size(), 3U);
  EXPECT_EQ(listed({.kinds = {}, .subject = EntityRef{"user", "u1"}}).size(), 1U);
  const auto newest = listed({.kinds = {}, .subject = {}, .standing_on = {}, .limit = 1});
  ASSERT_EQ(newest.size(), 1U);
  EXPECT_EQ(newest.at(0).on, september);
}

TEST_P(FactsOn, AKindThatNoTableHasStopsTheDeed) {
  NewFact unknown = ciso();
  unknown.kind = "governance.coffee_made";
  const auto recorded = record_as("secretary", unknown);
  ASSERT_FALSE(recorded);
  EXPECT_EQ(recorded.error().kind, ErrorKind::Internal);
  EXPECT_FALSE(end_as("secretary", "governance.coffee_made", {"user", "u1"}, april));
  EXPECT_TRUE(listed({}).empty());
}

TEST_P(FactsOn, AnotherCompanyHasNoneOfThem) {
  support::TestCompany other(installation_, "別の会社", "other-");
  ASSERT_TRUE(record_as("secretary", ciso()));
  const std::string id = listed({}).at(0).id;
  const auto theirs = installation_.read([&](db::Tx& tx) { return list(tx, {other.company, {}}, {}); });
  EXPECT_TRUE(theirs.empty());
  const auto got = installation_.database->read([&](db::Tx& tx) { return get(tx, {other.company, {}}, id); });
  ASSERT_FALSE(got);
  EXPECT_EQ(got.error().kind, ErrorKind::NotFound);
}

TEST(FactKinds, StandOnceAndTheLastOfAMonthStaysTheLast) {
  std::set<std::string_view> names;
  for (const Kind& kind : kinds()) EXPECT_TRUE(names.insert(kind.name).second) << kind.name;
  EXPECT_EQ(plus_months(*Date::make(2024, 2, 29), 12), *Date::make(2025, 2, 28));
  EXPECT_EQ(plus_months(*Date::make(2026, 10, 31), 4), *Date::make(2027, 2, 28));
  EXPECT_EQ(plus_months(*Date::make(2026, 12, 1), 1), *Date::make(2027, 1, 1));
}

}  // namespace
}  // namespace sonae::facts
