#include "core/consent/consent.h"

#include <gtest/gtest.h>

#include "platform/trail/trail.h"
#include "support/company.h"

namespace sonae::consent {
namespace {

constexpr Instant noon{1'790'000'000'000};

class ConsentOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  ConsentOn() : installation_(GetParam()), company_(installation_, "東海プレス工業") {}

  static Wish wish(std::string detail = "") {
    return {"evidence.purge", {"evidence", "e1"}, std::move(detail), "誤って登録した"};
  }
  template <typename Body>
  auto write(Body&& body) {
    return installation_.database->write(std::forward<Body>(body));
  }
  Result<Request> ask_as(const std::string& who, const Wish& what, Instant at = noon) {
    const Actor actor = company_.actor(who);
    return write([&](db::WriteTx& tx) { return ask(tx, actor, what, at); });
  }
  Result<void> confirm_as(const std::string& who, const Request& request, Instant at = noon) {
    const Actor actor = company_.actor(who);
    return write([&](db::WriteTx& tx) { return confirm(tx, actor, request, at); });
  }
  std::vector<Request> open_at(Instant at) {
    return installation_.read([&](db::Tx& tx) { return list_open(tx, company_.company, "", at); });
  }

  support::Installation installation_;
  support::TestCompany company_;
};

INSTANTIATE_TEST_SUITE_P(Engines, ConsentOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ConsentOn, OneAsksAndOnlyAnotherOneConfirms) {
  const Request asked = MUST(ask_as("secretary", wish()));
  const auto alone = confirm_as("secretary", asked);
  ASSERT_FALSE(alone);
  EXPECT_EQ(alone.error().key, "consent.same_person");
  EXPECT_EQ(open_at(noon).size(), 1U) << "the refusal took nothing away";
  EXPECT_TRUE(confirm_as("ciso", asked));
  EXPECT_TRUE(open_at(noon).empty());
  EXPECT_TRUE(ask_as("ciso", wish())) << "the next time begins anew";
}

TEST_P(ConsentOn, TheSameIsAskedForOnce) {
  ASSERT_TRUE(ask_as("secretary", wish("3 files")));
  const auto other = ask_as("ciso", wish("300 files"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().key, "consent.asked");
}

TEST_P(ConsentOn, ARequestEndsAfterThreeDays) {
  const Request asked = MUST(ask_as("secretary", wish()));
  EXPECT_EQ(open_at(noon.plus_ms(open_ms - 1)).size(), 1U);
  EXPECT_TRUE(open_at(noon.plus_ms(open_ms)).empty());
  EXPECT_FALSE(confirm_as("ciso", asked, noon.plus_ms(open_ms)));
  EXPECT_TRUE(ask_as("ciso", wish(), noon.plus_ms(open_ms))) << "a new request";
}

TEST_P(ConsentOn, ARequestIsConfirmedOnceAndNeverInAnotherCompany) {
  const Actor secretary = company_.actor("secretary");
  const Request asked = MUST(write([&](db::WriteTx& tx) { return ask(tx, secretary, wish(), noon); }));
  support::TestCompany west(installation_, "西日本樹脂", "west-");
  const Actor stranger = west.actor("ciso");
  const Actor ciso = company_.actor("ciso");
  const auto foreign = installation_.database->read([&](db::Tx& tx) { return get(tx, stranger, asked.id, "", noon); });
  ASSERT_FALSE(foreign);
  EXPECT_EQ(foreign.error().kind, ErrorKind::NotFound);
  const auto confirm_it = [&] { return write([&](db::WriteTx& tx) { return confirm(tx, ciso, asked, noon); }); };
  EXPECT_TRUE(confirm_it());
  const auto twice = confirm_it();
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().kind, ErrorKind::NotFound);
}

TEST_P(ConsentOn, TheDatabaseItselfRefusesThatTheAskerConfirms) {
  const Actor secretary = company_.actor("secretary");
  const Request asked = MUST(write([&](db::WriteTx& tx) { return ask(tx, secretary, wish(), noon); }));
  constexpr db::Sql by_hand =
      "update consents set state = 'confirmed', decided_by = asked_by, decided_at = 1 where company_id = $1 and id = "
      "$2";
  const auto forced = installation_.database->write(
      [&](db::WriteTx& tx) { return tx.execute(by_hand, {company_.company, asked.id}); }, db::Purpose::Housekeeping);
  ASSERT_FALSE(forced);
  EXPECT_EQ(forced.error().key, "error.db.check");
}

TEST_P(ConsentOn, AReasonIsCompulsoryAndStandsInTheRecord) {
  for (const std::string& reason : {std::string(), std::string("  　"), std::string(501, 'x')}) {
    Wish unreasoned = wish();
    unreasoned.reason = reason;
    const auto refused = ask_as("secretary", unreasoned);
    ASSERT_FALSE(refused) << reason.size();
    EXPECT_EQ(refused.error().fields.at(0).place, "/reason");
  }
  ASSERT_TRUE(confirm_as("ciso", MUST(ask_as("secretary", wish()))));
  const auto page = installation_.read([&](db::Tx& tx) {
    trail::Filter filter;
    filter.subject = EntityRef{"evidence", "e1"};
    return trail::list(tx, {company_.company, {}}, filter);
  });
  ASSERT_EQ(page.records.size(), 2U);
  EXPECT_EQ(page.records.at(1).entry.action, "consent.ask");
  EXPECT_EQ(page.records.at(0).entry.action, "consent.confirm");
  EXPECT_EQ(page.records.at(0).origin.actor_id, company_.users.at("ciso").text());
  EXPECT_NE(page.records.at(0).entry.after.find("誤って登録した"), std::string::npos);
}

TEST(Trash, IsKeptForThirtyDaysToTheMillisecond) {
  EXPECT_TRUE(require_restorable(noon, noon.plus_ms(restorable_ms)));
  const auto over = require_restorable(noon, noon.plus_ms(restorable_ms + 1));
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().key, "trash.over");
}

}  // namespace
}  // namespace sonae::consent
