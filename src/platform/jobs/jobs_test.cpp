#include "platform/jobs/jobs.h"

#include <gtest/gtest.h>

#include <map>
#include <thread>

#include "platform/clock.h"
#include "platform/db/migrations.h"
#include "platform/jobs/runner.h"
#include "platform/jobs/store.h"
#include "support/engines.h"
#include "support/postgresql.h"

namespace sonae::jobs {
namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr std::int64_t ten_years_ms = 3653 * day_ms;
constexpr Instant noon{1'790'000'000'000};
const auto company = Id<Company>::trusted("01890000-0000-7000-8000-000000000001");

/// Effects of jobs as rows, so that a transaction that is rolled back leaves none.
constexpr db::Sql make_effects("create table effects (name text not null, fence bigint not null)");
constexpr db::Sql insert_effect("insert into effects (name, fence) values ($1, $2)");
constexpr db::Sql select_effects("select name, count(*) from effects group by name order by name");

/// A server: its own clocks, handlers and runner over a database that others may use too.
struct Server {
  explicit Server(db::Database& over) : database(over) {}
  Runner& runner() {
    if (!made) {
      Surroundings around{[this] { return wall; }, [this] { return monotonic; },
                          [](db::Tx&) { return Result<std::vector<Id<Company>>>({company}); }, japan_offset_minutes};
      made = std::make_unique<Runner>(database, handlers, *log, std::move(around));
    }
    return *made;
  }
  void pass(std::int64_t ms) {
    wall = wall.plus_ms(ms);
    monotonic += ms;
  }
  int run() { return MUST(runner().run_due()); }

  db::Database& database;
  Handlers handlers;
  std::unique_ptr<log::Log> log = log::Log::to([](std::string_view) {});
  Instant wall = noon;
  std::int64_t monotonic = 5'000;
  std::unique_ptr<Runner> made;
};

class JobsOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  JobsOn() : database_(support::fresh_database(GetParam(), folder_)), server_(*database_) {
    MUST(db::migrate(*database_, now()));
    write([](db::WriteTx& tx) { return tx.execute(make_effects); });
  }
  template <typename Body>
  void write(Body&& body) {
    MUST(database_->write(
        [&](db::WriteTx& tx) -> Result<void> {
          TRY(body(tx));
          return {};
        },
        db::Purpose::Housekeeping));
  }
  void ask(const std::string& key, Instant due = Instant(), const std::string& payload = "") {
    write([&](db::WriteTx& tx) { return enqueue(tx, {company, "test.effect", key, payload, due}); });
  }
  /// Writes the effect and settles the job in one transaction.
  Handler effect() {
    return [this](const Job& job, Instant) {
      return database_->write(
          [&](db::WriteTx& tx) -> Result<void> {
            TRY(tx.execute(insert_effect, {job.key + job.payload, job.fence}));
            return finish(tx, job);
          },
          db::Purpose::Housekeeping);
    };
  }
  std::map<std::string, std::int64_t> effects() {
    std::map<std::string, std::int64_t> found;
    MUST(database_->read([&](db::Tx& tx) -> Result<void> {
      for (const db::Row& row : TRY(tx.query(select_effects))) found[row.text(0)] = row.integer(1);
      return {};
    }));
    return found;
  }
  Counts counts() {
    return MUST(database_->read([](db::Tx& tx) { return count(tx); }));
  }

  support::TempFolder folder_;
  std::unique_ptr<db::Database> database_;
  Server server_;
};

INSTANTIATE_TEST_SUITE_P(Engines, JobsOn, testing::ValuesIn(support::engines()), support::engine_name);

using Effects = std::map<std::string, std::int64_t>;

TEST_P(JobsOn, TheSameKindAndKeyIsOneJobWhileItWaits) {
  server_.handlers.handle("test.effect", effect());
  ask("a", Instant(), "1");
  ask("a", Instant(), "2");
  ask("b");
  server_.run();
  EXPECT_EQ(effects(), (Effects{{"a2", 1}, {"b", 1}})) << "the later payload counts";
  EXPECT_EQ(counts().waiting, 0);
  ask("a", Instant(), "3");
  server_.run();
  EXPECT_EQ(effects()["a3"], 1) << "settled: the next one is another job";
}

TEST_P(JobsOn, AskedForWhileItRunsItRunsOnceMore) {
  int runs = 0;
  server_.handlers.handle("test.effect", [&](const Job& job, Instant now) {
    if (++runs == 1) ask("a", Instant(), "again");
    return effect()(job, now);
  });
  ask("a", Instant(), "first");
  server_.run();
  server_.run();
  EXPECT_EQ(effects(), (Effects{{"aagain", 1}, {"afirst", 1}}));
  EXPECT_EQ(counts().waiting, 0);
}

TEST_P(JobsOn, AJobWaitsForItsTimeAndTheEarlierOfTwoCounts) {
  server_.handlers.handle("test.effect", effect());
  ask("a", noon.plus_ms(day_ms));
  ask("a", noon.plus_ms(3 * day_ms));
  EXPECT_EQ(server_.run(), 0);
  server_.pass(day_ms);
  EXPECT_EQ(server_.run(), 1);
}

TEST_P(JobsOn, WhoeverDiesBetweenEffectAndSettlingIsFollowedByAnother) {
  // Invariant 1: a process that was killed has taken the job and settled nothing.
  ask("a");
  const auto due = MUST(database_->read([](db::Tx& tx) { return store::list_due(tx, noon); }));
  ASSERT_EQ(due.size(), 1U);
  std::optional<Job> dead;
  write([&](db::WriteTx& tx) -> Result<void> {
    dead = TRY(store::take(tx, due[0], "dead", noon));
    return {};
  });
  ASSERT_TRUE(dead);
  server_.handlers.handle("test.effect", effect());
  EXPECT_EQ(server_.run(), 0) << "the lease still stands";
  server_.pass(lease_ms);
  EXPECT_EQ(server_.run(), 1);
  EXPECT_EQ(effects(), (Effects{{"a", 1}}));

  // Invariant 3: it comes back to life and finds itself fenced off; its effect is rolled back.
  const auto late = effect()(*dead, noon);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().key, "jobs.lost");
  EXPECT_EQ(effects(), (Effects{{"a", 1}}));
}

TEST_P(JobsOn, ALostLeaseOfAnEarlierJobDoesNotSettleTheNextOneOfTheSameName) {
  ask("a");
  const auto due = MUST(database_->read([](db::Tx& tx) { return store::list_due(tx, noon); }));
  std::optional<Job> old;
  write([&](db::WriteTx& tx) -> Result<void> {
    old = TRY(store::take(tx, due[0], "old", noon));
    TRY(finish(tx, *old));
    return enqueue(tx, {company, "test.effect", "a", "", Instant()});
  });
  const auto next = MUST(database_->read([](db::Tx& tx) { return store::list_due(tx, noon); }));
  write([&](db::WriteTx& tx) { return store::take(tx, next[0], "new", noon); });
  const auto settled = database_->write([&](db::WriteTx& tx) { return finish(tx, *old); }, db::Purpose::Housekeeping);
  EXPECT_FALSE(settled) << "both have the fencing number 1, but not the same id";
}

TEST_P(JobsOn, TroubleIsTriedAgainWithLongerPausesUntilItIsGivenUp) {
  int runs = 0;
  server_.handlers.handle("test.effect", [&](const Job&, Instant) -> Result<void> {
    ++runs;
    return unavailable("error.busy", "no");
  });
  ask("a");
  for (int hour = 0; hour < 24; ++hour) {
    while (server_.run() > 0) {
    }
    server_.pass(longest_pause_ms);
  }
  EXPECT_EQ(runs, most_tries);
  EXPECT_EQ(counts().given_up, 1);
  EXPECT_EQ(counts().waiting, 0);
  ask("a");
  server_.run();
  EXPECT_EQ(runs, most_tries + 1) << "asked for again, it begins anew";
}

TEST(Jobs, PausesDoubleUpToAnHourAndChanceShortensThemByUpToHalf) {
  EXPECT_EQ(pause_ms(1, 0), 30'000);
  EXPECT_EQ(pause_ms(1, 1), 15'000);
  EXPECT_EQ(pause_ms(2, 0), 60'000);
  EXPECT_EQ(pause_ms(8, 0), longest_pause_ms);
  EXPECT_EQ(pause_ms(1'000'000, 0), longest_pause_ms);
  EXPECT_EQ(pause_ms(1'000'000, 0.5), longest_pause_ms * 3 / 4);
}

TEST_P(JobsOn, ADailyKindRunsOnceADayAndMissedDaysAreNotMadeUpFor) {
  int runs = 0;
  server_.handlers.daily("test.daily", [&](const Job&, Instant) -> Result<void> {
    ++runs;
    return {};
  });
  server_.run();
  server_.pass(60'000);
  server_.run();
  EXPECT_EQ(runs, 1);
  server_.pass(day_ms);
  server_.run();
  EXPECT_EQ(runs, 2);
  server_.pass(20 * day_ms);
  server_.run();
  server_.pass(60'000);
  server_.run();
  EXPECT_EQ(runs, 3);
}

TEST(Jobs, AnotherServerPastMidnightIsNoReasonToRunAgainButAWrongClockIs) {
  const Date today = *Date::make(2026, 9, 11);
  EXPECT_TRUE(daily_due(std::nullopt, today));
  EXPECT_FALSE(daily_due(today, today));
  EXPECT_FALSE(daily_due(today.plus_days(1), today));
  EXPECT_TRUE(daily_due(today.plus_days(2), today));
  EXPECT_TRUE(daily_due(today.plus_days(-1), today));
}

// RE17
TEST_P(JobsOn, ALeapOfTenYearsFiresNothingAndWhenItLastsEachThingOnce) {
  for (const std::int64_t leap : {ten_years_ms, -ten_years_ms}) {
    Server server(*database_);
    write([](db::WriteTx& tx) { return tx.execute("delete from job_clock"); });
    write([](db::WriteTx& tx) { return tx.execute("delete from job_days"); });
    int daily = 0;
    int reminders = 0;
    server.handlers.daily("test.daily", [&](const Job&, Instant) -> Result<void> {
      ++daily;
      return {};
    });
    server.handlers.handle("test.reminder", [&](const Job&, Instant) -> Result<void> {
      ++reminders;
      return {};
    });
    write([&](db::WriteTx& tx) -> Result<void> {
      for (int week = 1; week <= 52; ++week)
        TRY(enqueue(tx, {company, "test.reminder", std::to_string(week), "", noon.plus_ms(week * 7 * day_ms)}));
      return {};
    });
    server.run();
    EXPECT_EQ(daily, 1);

    server.wall = server.wall.plus_ms(leap);
    for (int minute = 0; minute < 59; ++minute) {
      server.run();
      server.pass(60'000);
    }
    EXPECT_EQ(daily, 1) << "leap of " << leap;
    EXPECT_EQ(reminders, 0) << "leap of " << leap;
    EXPECT_NE(server.runner().doubted_seconds(), 0);

    server.wall = server.wall.plus_ms(-leap);  // mended within the hour: as if nothing had been
    server.run();
    EXPECT_EQ(server.runner().doubted_seconds(), 0);
    EXPECT_EQ(daily, 1);
    EXPECT_EQ(reminders, 0);

    server.wall = server.wall.plus_ms(leap);  // and now for good
    for (int minute = 0; minute < 70; ++minute) {
      while (server.run() > 0) {
      }
      server.pass(60'000);
    }
    EXPECT_EQ(daily, 2) << "one day, not 3,653: leap of " << leap;
    EXPECT_EQ(reminders, leap > 0 ? 52 : 0) << "each once";
    write([](db::WriteTx& tx) { return tx.execute("delete from jobs"); });
  }
}

TEST_P(JobsOn, WhatAWrongClockLeasedOrPutOffDoesNotWaitTenYears) {
  bool fails = true;
  server_.handlers.handle("test.effect", [&](const Job& job, Instant now) -> Result<void> {
    if (fails) return unavailable("error.busy");
    return effect()(job, now);
  });
  server_.wall = noon.plus_ms(ten_years_ms);
  ask("paused");
  server_.run();
  ask("leased");
  const auto due = MUST(database_->read([&](db::Tx& tx) { return store::list_due(tx, server_.wall); }));
  ASSERT_EQ(due.size(), 1U);
  write([&](db::WriteTx& tx) { return store::take(tx, due[0], "dead", server_.wall); });

  fails = false;
  write([](db::WriteTx& tx) { return tx.execute("delete from job_clock"); });
  Server sober(*database_);
  sober.handlers.handle("test.effect", effect());
  EXPECT_EQ(sober.run(), 2);
  EXPECT_EQ(effects(), (Effects{{"leased", 1}, {"paused", 1}}));
}

TEST_P(JobsOn, AStartWithAClockFarFromTheLastOneWaitsAnHourBeforeItBelieves) {
  server_.run();
  Server restarted(*database_);
  int runs = 0;
  restarted.handlers.daily("test.daily", [&](const Job&, Instant) -> Result<void> {
    ++runs;
    return {};
  });
  write([](db::WriteTx& tx) { return store::put_day(tx, {company, "test.daily", date_in_zone(noon, 540)}); });
  restarted.wall = noon.plus_ms(ten_years_ms);
  restarted.run();
  EXPECT_EQ(runs, 0);
  restarted.pass(BelievedClock::doubt_ms);
  restarted.run();
  EXPECT_EQ(runs, 1);
}

TEST_P(JobsOn, StoppingInterruptsTheJobWithoutCountingItAsAFailure) {
  std::stop_token seen;
  server_.handlers.handle("test.effect", [&](const Job& job, Instant) -> Result<void> {
    seen = job.stopping;
    server_.runner().stop();
    return unavailable("error.busy");
  });
  ask("a");
  EXPECT_EQ(server_.run(), 1);
  EXPECT_TRUE(seen.stop_requested());
  const auto left = MUST(database_->read([](db::Tx& tx) { return store::list_due(tx, noon); }));
  ASSERT_EQ(left.size(), 1U) << "whoever comes next does it at once";
  EXPECT_EQ(left[0].tries, 0);
}

TEST_P(JobsOn, AKindThatThisProgramDoesNotKnowIsLeftForAnother) {
  write([](db::WriteTx& tx) { return enqueue(tx, {company, "test.newer", "", "", Instant()}); });
  EXPECT_EQ(server_.run(), 0);
  EXPECT_EQ(counts().waiting, 1);
}

TEST_P(JobsOn, AJobOfATransactionThatFailedDoesNotExist) {
  const auto undone = database_->write(
      [&](db::WriteTx& tx) -> Result<void> {
        TRY(enqueue(tx, {company, "test.effect", "a", "", Instant()}));
        return unavailable("error.busy");
      },
      db::Purpose::Housekeeping);
  EXPECT_FALSE(undone);
  EXPECT_EQ(counts().waiting, 0);
}

// RE15: two servers, each with connections, a runner and a thread of its own, over one PostgreSQL.
TEST(TwoServers, DoEachJobOnce) {
  if (!support::PostgresqlServer::installed()) GTEST_SKIP() << "no PostgreSQL on this machine";
  const std::string url = support::PostgresqlServer::shared().fresh_url();
  const auto one = MUST(db::open_postgresql(url));
  const auto other = MUST(db::open_postgresql(url));
  MUST(db::migrate(*one, now()));
  const auto house = db::Purpose::Housekeeping;
  MUST(one->write([](db::WriteTx& tx) { return tx.execute(make_effects); }, house));
  constexpr int many = 60;
  MUST(one->write(
      [](db::WriteTx& tx) -> Result<void> {
        for (int job = 0; job < many; ++job)
          TRY(enqueue(tx, {company, "test.effect", std::to_string(job), "", Instant()}));
        return {};
      },
      house));

  const auto serve = [&](db::Database& database, int& daily) {
    Server server(database);
    server.handlers.handle("test.effect", [&](const Job& job, Instant) {
      return database.write(
          [&](db::WriteTx& tx) -> Result<void> {
            TRY(tx.execute(insert_effect, {job.key, job.fence}));
            return finish(tx, job);
          },
          house);
    });
    server.handlers.daily("test.daily", [&](const Job&, Instant) -> Result<void> {
      ++daily;
      return {};
    });
    while (MUST(database.read([](db::Tx& tx) { return count(tx); })).waiting > 0) server.run();
  };
  int daily_one = 0;
  int daily_other = 0;
  {
    const std::jthread first([&] { serve(*one, daily_one); });
    const std::jthread second([&] { serve(*other, daily_other); });
  }
  const auto rows = MUST(one->read([](db::Tx& tx) { return tx.query(select_effects); }));
  ASSERT_EQ(rows.size(), static_cast<std::size_t>(many));
  for (const db::Row& row : rows) EXPECT_EQ(row.integer(1), 1) << row.text(0);
  EXPECT_EQ(daily_one + daily_other, 1);
}

}  // namespace
}  // namespace sonae::jobs
