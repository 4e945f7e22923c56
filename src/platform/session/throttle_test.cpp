#include "platform/session/throttle.h"

#include <gtest/gtest.h>

#include "platform/clock.h"
#include "platform/db/migrations.h"
#include "support/engines.h"

namespace sonae::session {
namespace {

constexpr std::int64_t day = 24 * 60 * 60;
const Instant start(1'790'000'000'000);

class Throttle : public testing::TestWithParam<support::EngineKind> {
 protected:
  void SetUp() override {
    database_ = support::fresh_database(GetParam(), folder_);
    MUST(db::migrate(*database_, start));
  }
  template <typename Body>
  auto write(Body&& body) {
    return database_->write(std::forward<Body>(body), db::Purpose::Housekeeping);
  }
  Result<std::int64_t> attempt(const Attempt& who, Instant at) {
    return write([&](db::WriteTx& tx) { return count_attempt(tx, who, at); });
  }
  /// Seconds to wait, 0 when the attempt was counted.
  std::int64_t wait_of(const Attempt& who, Instant at) {
    const auto counted = attempt(who, at);
    return counted ? 0 : std::stoll(counted.error().args.at("retry_after"));
  }
  void succeed(const Attempt& who, Instant at) {
    MUST(write([&](db::WriteTx& tx) { return forget_failures(tx, who, at); }));
  }

  support::TempFolder folder_;
  std::unique_ptr<db::Database> database_;
};
INSTANTIATE_TEST_SUITE_P(Engines, Throttle, testing::ValuesIn(support::engines()), support::engine_name);

TEST(ThrottleDelays, GrowAndStayBelowADay) {
  EXPECT_EQ(account_delay_seconds(4), 0);
  EXPECT_EQ(account_delay_seconds(5), 1);
  EXPECT_EQ(account_delay_seconds(8), 8);
  EXPECT_EQ(account_delay_seconds(30), 900);
  EXPECT_EQ(account_delay_seconds(99), 900);
  EXPECT_EQ(account_delay_seconds(100), day);
  EXPECT_EQ(account_delay_seconds(1'000'000), day);
  EXPECT_EQ(address_delay_seconds(19), 0);
  EXPECT_EQ(address_delay_seconds(20), 1);
  EXPECT_EQ(address_delay_seconds(1'000'000), 900);
}

TEST_P(Throttle, TheFifthFailureInARowMakesTheNextOneWait) {
  const Attempt who{"tanaka", "192.0.2.1"};
  for (int i = 0; i < 5; ++i) EXPECT_EQ(wait_of(who, start), 0);
  EXPECT_EQ(wait_of(who, start), 1);
  EXPECT_EQ(wait_of(who, start.plus_seconds(1)), 0);
  EXPECT_EQ(wait_of(who, start.plus_seconds(1)), 2);
}

// Invariant 3
TEST_P(Throttle, ABlockedAttemptDoesNotLengthenTheBlock) {
  const Attempt who{"tanaka", "192.0.2.1"};
  for (int i = 0; i < 6; ++i) (void)attempt(who, start.plus_seconds(i * 100));
  for (int i = 0; i < 50; ++i) EXPECT_GT(wait_of(who, start.plus_seconds(500)), 0);
  EXPECT_EQ(wait_of(who, start.plus_seconds(502)), 0);
}

TEST_P(Throttle, AtMostAHundredGuessesInARowThenOneADay) {
  Instant at = start;
  int counted = 0;
  // Two days of guessing as fast as the delays let, from ever new addresses.
  while (at < start.plus_seconds(2 * day)) {
    const Attempt who{"tanaka", "192.0.2." + std::to_string(counted)};
    const std::int64_t wait = wait_of(who, at);
    if (wait == 0) ++counted;
    at = at.plus_seconds(std::max<std::int64_t>(wait, 1));
  }
  EXPECT_LE(counted, 102);
  EXPECT_GE(counted, 90);
}

// Invariant 2
TEST_P(Throttle, StrangersCannotLockTheOwnerOutOfTheirUsualPlace) {
  const Attempt office{"tanaka", "192.0.2.1"};
  succeed(office, start);
  Instant at = start;
  for (int i = 0; i < 150; ++i) {
    const Attempt stranger{"tanaka", "198.51.100." + std::to_string(i)};
    at = at.plus_seconds(wait_of(stranger, at) + 1);
    if (at > start.plus_seconds(10 * day)) break;
  }
  EXPECT_GT(wait_of({"tanaka", "203.0.113.9"}, start.plus_seconds(100)), 0) << "an unknown place waits";
  EXPECT_EQ(wait_of(office, start.plus_seconds(100)), 0) << "the usual place does not";
}

// Invariant 4
TEST_P(Throttle, EvenTheLongestBlockEnds) {
  Instant at = start;
  for (int i = 0; i < 120; ++i) at = at.plus_seconds(wait_of({"tanaka", "192.0.2." + std::to_string(i)}, at));
  EXPECT_EQ(wait_of({"tanaka", "203.0.113.1"}, at.plus_seconds(day)), 0);
}

// Invariant 5
TEST_P(Throttle, LoginsThatDoNotExistAreCountedAlike) {
  for (int i = 0; i < 5; ++i) EXPECT_EQ(wait_of({"nobody", "192.0.2.1"}, start), 0);
  EXPECT_EQ(wait_of({"nobody", "192.0.2.1"}, start), 1);
}

TEST_P(Throttle, OneAddressThatTriesManyLoginsIsSlowedDown) {
  for (int i = 0; i < 20; ++i) EXPECT_EQ(wait_of({"login" + std::to_string(i), "192.0.2.1"}, start), 0);
  EXPECT_EQ(wait_of({"login20", "192.0.2.1"}, start), 1);
  EXPECT_EQ(wait_of({"login20", "192.0.2.2"}, start), 0) << "other addresses go on";
}

TEST_P(Throttle, AnOwnAccountDoesNotWashAwayGuessesAtOthers) {
  for (int i = 0; i < 19; ++i) (void)attempt({"login" + std::to_string(i), "192.0.2.1"}, start);
  (void)attempt({"own", "192.0.2.1"}, start);
  succeed({"own", "192.0.2.1"}, start);
  EXPECT_EQ(wait_of({"login19", "192.0.2.1"}, start), 0);
  EXPECT_EQ(wait_of({"login20", "192.0.2.1"}, start), 1);
}

TEST_P(Throttle, SuccessStartsTheCountAnew) {
  const Attempt who{"tanaka", "192.0.2.1"};
  for (int i = 0; i < 4; ++i) (void)attempt(who, start);
  succeed(who, start);
  EXPECT_EQ(attempt(who, start).value(), 1);
}

TEST_P(Throttle, AnAttemptThatWasNotJudgedIsTakenBack) {
  const Attempt who{"tanaka", "192.0.2.1"};
  for (int i = 0; i < 40; ++i) {
    ASSERT_TRUE(attempt(who, start)) << i;
    MUST(write([&](db::WriteTx& tx) { return forgive_attempt(tx, who, start); }));
  }
  EXPECT_EQ(attempt(who, start).value(), 1);
}

TEST_P(Throttle, AClockSetBackByYearsLocksNobodyOut) {
  const Attempt who{"tanaka", "192.0.2.1"};
  for (int i = 0; i < 5; ++i) (void)attempt(who, start);
  EXPECT_EQ(wait_of(who, start.plus_seconds(-3650 * day)), 0);
}

TEST(ThrottleOnDisk, CountersSurviveARestart) {
  const support::TempFolder folder;
  const Attempt who{"tanaka", "192.0.2.1"};
  const auto count = [&](db::Database& database) {
    return database.write([&](db::WriteTx& tx) { return count_attempt(tx, who, start); }, db::Purpose::Housekeeping);
  };
  {
    const auto before = MUST(db::open_sqlite(folder.file("sonae.db")));
    MUST(db::migrate(*before, start));
    for (int i = 0; i < 5; ++i) ASSERT_TRUE(count(*before));
  }
  const auto after = MUST(db::open_sqlite(folder.file("sonae.db")));
  const auto refused = count(*after);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "session.throttled");
}

}  // namespace
}  // namespace sonae::session
