// RE05: the n-th open, write, fsync and request for memory fails, for n = 1, 2, … until a run passes without a fault.
// Whatever was confirmed is there afterwards, nothing is half there, and the record proves itself.

#include <gtest/gtest.h>

#include "platform/db/engine.h"
#include "platform/db/migrations.h"
#include "platform/trail/trail.h"
#include "support/engines.h"
#include "support/failing_memory.h"
#include "support/failing_storage.h"

namespace sonae::db {
namespace {

namespace fs = std::filesystem;

constexpr Instant noon{1'790'000'000'000};
constexpr int saves = 3;
const std::string company = "01890000-0000-7000-8000-000000000001";

class FaultLoop : public testing::Test {
 protected:
  void SetUp() override {
    const auto database = MUST(open_sqlite_with(folder_.file("origin.db"), {}));
    MUST(migrate(*database, noon));
    MUST(save(*database));
  }
  static Result<std::int64_t> save(Database& database) {
    return database.write([](WriteTx& tx) {
      return trail::append(tx, trail::system_origin(Id<Company>::trusted(company), "test"),
                           {"thing.save", {"thing", "1"}, "", "{}"}, noon);
    });
  }
  std::string fresh_copy() {
    const fs::path place = folder_.path() / "run";
    fs::remove_all(place);
    fs::create_directory(place);
    fs::copy_file(folder_.path() / "origin.db", place / "sonae.db");
    return (place / "sonae.db").string();
  }
  /// Opens, saves and closes under a fault; gives how many saves were confirmed.
  static int run(const std::string& path, EngineOptions options) {
    options.attempts = 2;
    const auto database = open_sqlite_with(path, std::move(options));
    if (!database) return 0;
    int confirmed = 0;
    for (int i = 0; i < saves; ++i)
      if (save(**database)) ++confirmed;
    (void)(*database)->read([](Tx& tx) { return tx.query("select size from trail_head"); });
    return confirmed;
  }
  /// One more than `confirmed` may be there for each save that was refused after its commit had become durable.
  static void expect_whole(const std::string& path, int confirmed) {
    const auto database = MUST(open_sqlite(path));
    const auto proof = MUST(trail::verify(*database, trail::VerifyOptions{}, noon));
    EXPECT_TRUE(proof.problems.empty());
    EXPECT_GE(proof.records, 1 + confirmed);
    EXPECT_LE(proof.records, 1 + saves);
    EXPECT_TRUE(save(*database)) << "it goes on after a restart";
  }

  support::TempFolder folder_;
};

TEST_F(FaultLoop, OfOpenWriteAndFsyncLosesNothingThatWasConfirmed) {
  using Call = support::FailingStorage::Call;
  using Lasting = support::FailingStorage::Lasting;
  for (const Call call : {Call::Open, Call::Write, Call::Sync}) {
    for (const Lasting lasting : {Lasting::Once, Lasting::FromThenOn}) {
      int faults = 0;
      for (int n = 0;; ++n) {
        SCOPED_TRACE(testing::Message() << "call " << static_cast<int>(call) << ", number " << n);
        const std::string path = fresh_copy();
        support::FailingStorage storage;
        EngineOptions options;
        options.vfs = storage.name();
        storage.fail_at(call, n, lasting);
        const int confirmed = run(path, std::move(options));
        const bool sprung = storage.sprung();
        storage.heal();
        expect_whole(path, confirmed);
        if (!sprung) {
          EXPECT_EQ(confirmed, saves) << "without a fault everything is saved";
          break;
        }
        ++faults;
        ASSERT_LT(n, 500);
      }
      EXPECT_GE(faults, 2) << "the faults reached the engine";
    }
  }
}

TEST_F(FaultLoop, OfMemoryLosesNothingThatWasConfirmed) {
  for (const bool from_then_on : {false, true}) {
    int faults = 0;
    for (int n = 0;; ++n) {
      SCOPED_TRACE(testing::Message() << "request " << n);
      const std::string path = fresh_copy();
      int confirmed = 0;
      bool sprung = false;
      {
        support::FailingMemory memory;
        memory.fail_at(n, from_then_on);
        confirmed = run(path, {});
        sprung = memory.sprung();
      }
      expect_whole(path, confirmed);
      if (!sprung) {
        EXPECT_EQ(confirmed, saves) << "without a fault everything is saved";
        break;
      }
      ++faults;
      // Far into the run every request looks alike: longer steps, still to the end.
      if (n >= 200) n += 16;
      ASSERT_LT(n, 20'000);
    }
    EXPECT_GE(faults, 50) << "the faults reached the engine";
  }
}

// RE07
TEST_F(FaultLoop, ReservesTheLastRoomForSigningIn) {
  bool room = true;
  EngineOptions options;
  options.has_room = [&] { return room; };
  const auto database = MUST(open_sqlite_with(fresh_copy(), std::move(options)));
  const auto count_failure = [&] {
    return database->write(
        [](WriteTx& tx) {
          return tx.execute(
              "insert into throttles (company_id, subject, failures, last_failure_at, blocked_until, known_until) "
              "values ($1, 'login:x', 1, 1, 1, 1) on conflict (company_id, subject) do nothing",
              {company});
        },
        Purpose::Housekeeping);
  };
  ASSERT_TRUE(save(*database));
  room = false;
  const auto refused = save(*database);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "error.disk_full");
  EXPECT_TRUE(count_failure()) << "sessions and counters go on";
  EXPECT_TRUE(database->read([](Tx& tx) { return tx.query("select size from trail_head"); }));
  room = true;
  EXPECT_TRUE(save(*database)) << "without a restart";
}

}  // namespace
}  // namespace sonae::db
