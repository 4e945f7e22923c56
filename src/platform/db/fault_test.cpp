// Trouble at every statement, on every engine: nothing half done, nothing lost, nothing done twice.

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "platform/db/engine.h"
#include "platform/db/migrations.h"
#include "platform/trail/trail.h"
#include "support/engines.h"
#include "support/failing_storage.h"
#include "support/postgresql.h"

namespace sonae::db {
namespace {

constexpr Instant noon{1'790'000'000'000};
const std::string company = "01890000-0000-7000-8000-000000000001";

/// Lets the n-th statement from now on fail once.
struct Trap {
  std::atomic<int> countdown = -1;
  Trouble trouble = Trouble::None;
  std::atomic<bool> sprung = false;

  FaultHook hook() {
    return [this](std::string_view) {
      if (countdown < 0 || countdown-- != 0) return Trouble::None;
      sprung = true;
      return trouble;
    };
  }
  void set(int n, Trouble what) {
    trouble = what;
    sprung = false;
    countdown = n;
  }
};

class FaultsOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  void SetUp() override {
    EngineOptions options;
    options.fault = trap_.hook();
    database_ = support::fresh_database(GetParam(), folder_, std::move(options));
    MUST(migrate(*database_, noon));
  }
  Result<std::int64_t> save() {
    return database_->write([](WriteTx& tx) {
      return trail::append(tx, trail::system_origin(Id<Company>::trusted(company), "test"),
                           {"thing.save", {"thing", "1"}, "", "{}"}, noon);
    });
  }
  std::int64_t stored() {
    const auto result = MUST(trail::verify(*database_, trail::VerifyOptions{}, noon));
    EXPECT_TRUE(result.problems.empty());
    return result.records;
  }

  support::TempFolder folder_;
  Trap trap_;
  std::unique_ptr<Database> database_;
};

INSTANTIATE_TEST_SUITE_P(Engines, FaultsOn, testing::ValuesIn(support::engines()), support::engine_name);

// Invariant 1
TEST_P(FaultsOn, ReplaysTheWholeBodyWhenAnyOfItsStatementsMeetsABusyEngine) {
  std::int64_t expected = 0;
  for (int n = 0;; ++n) {
    trap_.set(n, Trouble::Retry);
    ASSERT_EQ(MUST(save()), ++expected) << "statement " << n;
    if (!trap_.sprung) break;
    ASSERT_LT(n, 50);
  }
  EXPECT_GT(expected, 4) << "begin, the statements of the record and commit were all hit";
  EXPECT_EQ(stored(), expected);
}

TEST_P(FaultsOn, KeepsNothingOfAWriteThatRanOutOfRoomAndGoesOnAfterwards) {
  std::int64_t expected = 0;
  for (int n = 0;; ++n) {
    trap_.set(n, Trouble::Full);
    const auto result = save();
    if (!trap_.sprung) break;
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().key, "error.disk_full");
    ASSERT_EQ(stored(), expected);
    trap_.countdown = -1;
    ASSERT_EQ(MUST(save()), ++expected);
    ASSERT_LT(n, 50);
  }
}

TEST_P(FaultsOn, GivesUpWithBusyWhenTheEngineStaysBusy) {
  EngineOptions options;
  options.attempts = 3;
  int begun = 0;
  bool armed = false;
  options.fault = [&](std::string_view statement) {
    if (!armed || !statement.starts_with("begin")) return Trouble::None;
    ++begun;
    return Trouble::Retry;
  };
  support::TempFolder folder;
  database_ = support::fresh_database(GetParam(), folder, std::move(options));
  MUST(migrate(*database_, noon));
  armed = true;
  const auto result = save();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "error.busy");
  EXPECT_EQ(begun, 3);
  database_.reset();
}

TEST_P(FaultsOn, LetsManyWritersSaveAtOnceWithoutLosingOne) {
  constexpr int writers = 8;
  constexpr int saves = 10;
  std::atomic<int> saved = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < writers; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < saves; ++n) {
        if (save()) ++saved;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(saved, writers * saves);
  EXPECT_EQ(stored(), writers * saves);
}

TEST(SqliteFaults, ReplayEveryMemberOfASharedCommitThatFailed) {
  support::TempFolder folder;
  EngineOptions options;
  std::atomic<int> commits = 0;
  std::atomic<bool> armed = false;
  options.fault = [&](std::string_view statement) {
    if (!armed || statement != "commit") return Trouble::None;
    return commits++ % 3 == 0 ? Trouble::Retry : Trouble::None;
  };
  const auto database = support::fresh_database(support::EngineKind::SqliteDisk, folder, std::move(options));
  MUST(migrate(*database, noon));
  armed = true;
  std::vector<std::thread> threads;
  std::atomic<int> saved = 0;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 10; ++n) {
        const auto result = database->write([](WriteTx& tx) {
          return trail::append(tx, trail::system_origin(Id<Company>::trusted(company), "test"),
                               {"thing.save", {"thing", "1"}, "", "{}"}, noon);
        });
        if (result) ++saved;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const auto proof = MUST(trail::verify(*database, trail::VerifyOptions{}, noon));
  EXPECT_TRUE(proof.problems.empty());
  EXPECT_EQ(proof.records, saved);
  EXPECT_EQ(saved, 160);
}

// Invariant 4 (RE06)
TEST(SqliteFaults, TakeNoMoreWritesAfterAFailedFsyncAndGoOnReading) {
  support::TempFolder folder;
  support::FailingStorage storage;
  EngineOptions options;
  options.vfs = storage.name();
  const std::string path = folder.file("sonae.db");
  std::int64_t before = 0;
  {
    const auto database = MUST(open_sqlite_with(path, std::move(options)));
    MUST(migrate(*database, noon));
    const auto save = [&] {
      return database->write([](WriteTx& tx) {
        return trail::append(tx, trail::system_origin(Id<Company>::trusted(company), "test"),
                             {"thing.save", {"thing", "1"}, "", "{}"}, noon);
      });
    };
    before = MUST(save());
    storage.fail_next_sync();
    const auto failed = save();
    ASSERT_FALSE(failed);
    EXPECT_EQ(failed.error().key, "error.db.stopped");
    EXPECT_FALSE(database->takes_writes());
    // The storage works again, but the kernel may have dropped what it could not write: no second try is believed.
    const auto refused = save();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "error.db.stopped");
    EXPECT_TRUE(database->read([](Tx& tx) { return tx.query("select size from trail_head"); }));
  }
  const auto reopened = MUST(open_sqlite(path));
  EXPECT_TRUE(reopened->takes_writes());
  const auto proof = MUST(trail::verify(*reopened, trail::VerifyOptions{}, noon));
  EXPECT_TRUE(proof.problems.empty());
  EXPECT_GE(proof.records, before);
}

// RE07
TEST(SqliteFaults, RefuseWritesOnAFullDiskAndGoOnByThemselvesWhenThereIsRoom) {
  support::TempFolder folder;
  support::FailingStorage storage;
  EngineOptions options;
  options.vfs = storage.name();
  const auto database = MUST(open_sqlite_with(folder.file("sonae.db"), std::move(options)));
  MUST(migrate(*database, noon));
  const auto save = [&] {
    return database->write([](WriteTx& tx) {
      return trail::append(tx, trail::system_origin(Id<Company>::trusted(company), "test"),
                           {"thing.save", {"thing", "1"}, "", "{}"}, noon);
    });
  };
  ASSERT_TRUE(save());
  storage.set_full(true);
  for (int i = 0; i < 3; ++i) {
    const auto refused = save();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().key, "error.disk_full");
  }
  EXPECT_TRUE(database->read([](Tx& tx) { return tx.query("select size from trail_head"); }));
  storage.set_full(false);
  EXPECT_EQ(MUST(save()), 2);
  EXPECT_TRUE(MUST(trail::verify(*database, trail::VerifyOptions{}, noon)).problems.empty());
}

TEST(SqliteFaults, RefuseASecondWriterOfTheSameFolder) {
  support::TempFolder folder;
  const auto first = MUST(open_sqlite(folder.file("sonae.db")));
  const auto second = open_sqlite(folder.file("sonae.db"));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().key, "error.data.locked");
}

TEST(SqliteFaults, ReadBesideAWriterAndRefuseToWriteThere) {
  support::TempFolder folder;
  const auto writer = MUST(open_sqlite(folder.file("sonae.db")));
  MUST(migrate(*writer, noon));
  const auto reader = MUST(open_sqlite_read_only(folder.file("sonae.db")));
  EXPECT_TRUE(reader->read([](Tx& tx) { return tx.query("select size from trail_head"); }));
  const auto refused = reader->write([](WriteTx& tx) { return tx.execute("delete from trail_head"); });
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "error.db.read_only");
}

TEST(PostgresqlFaults, ComeBackByThemselvesAfterTheServerWasAway) {
  if (!support::PostgresqlServer::installed()) GTEST_SKIP() << "no PostgreSQL on this machine";
  auto& server = support::PostgresqlServer::shared();
  const auto database = MUST(open_postgresql(server.fresh_url()));
  const auto ask = [&] { return database->read([](Tx& tx) { return tx.query("select 1"); }); };
  ASSERT_TRUE(ask());
  server.stop();
  const auto away = ask();
  ASSERT_FALSE(away);
  EXPECT_EQ(away.error().key, "error.db.away");
  server.start();
  EXPECT_TRUE(ask());
}

}  // namespace
}  // namespace sonae::db
