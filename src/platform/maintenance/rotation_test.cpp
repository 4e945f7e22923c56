// SE01. Cites the invariants of rotation.h.

#include "platform/maintenance/rotation.h"

#include <gtest/gtest.h>

#include <fstream>

#include "platform/keys.h"
#include "platform/maintenance/backup.h"
#include "platform/session/reseal.h"
#include "platform/session/store.h"
#include "platform/trail/trail.h"
#include "support/engines.h"
#include "support/postgresql.h"

namespace sonae::maintenance {
namespace {

namespace fs = std::filesystem;

constexpr Instant noon{1'790'000'000'000};
const Id<Company> company = Id<Company>::trusted("01890000-0000-7000-8000-000000000001");
const Id<User> user = Id<User>::trusted("01890000-0000-7000-8000-000000000002");
const std::string owner = company.text() + "/" + user.text();

class RotationOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  void SetUp() override {
    const bool sqlite = GetParam() == support::EngineKind::SqliteDisk;
    place_ = {folder_.path() / "data", sqlite ? "" : support::PostgresqlServer::shared().fresh_url()};
    const auto data = MUST(DataDirectory::create(place_, noon));
    first_key_ = MUST(data.master_key());
    MUST(data.database().write([&](db::WriteTx& tx) {
      return trail::append(tx, trail::system_origin(company, "test"), {"thing.save", {"thing", "1"}, "", "{}"}, noon);
    }));
  }
  void seal_seeds() {
    const auto data = open();
    const session::Keys keys(MUST(data.master_key()));
    MUST(data.database().write(
        [&](db::WriteTx& tx) -> Result<void> {
          TRY(session::put_password(tx, company, user, {"$argon2id$", false, false}, noon));
          TRY(session::put_factor(tx, company, user, keys.seal(as_bytes("confirmed seed"), owner), 0, {}, noon));
          TRY(session::put_pending_seed(tx, company, user, keys.seal(as_bytes("offered seed"), owner)));
          return {};
        },
        db::Purpose::Housekeeping));
  }
  DataDirectory open() { return MUST(DataDirectory::open(place_, DataDirectory::Access::Write)); }
  /// What the two seeds say with the key that lies in the folder.
  std::string seeds() {
    const auto data = open();
    const session::Keys keys(MUST(data.master_key()));
    const auto credential =
        MUST(data.database().read([](db::Tx& tx) { return session::find_credential(tx, company, user); }));
    const auto text = [&](const Bytes& sealed) {
      const auto plain = keys.open(sealed, owner);
      return plain ? std::string(reinterpret_cast<const char*>(plain->data()), plain->size()) : "sealed";
    };
    return text(credential->factor_seed) + ", " + text(credential->factor_pending);
  }
  fs::path next() const { return place_.key_file().string() + ".next"; }

  support::TempFolder folder_;
  DataPlace place_;
  Bytes first_key_;
};

std::vector<support::EngineKind> on_disk() {
  auto engines = support::engines();
  std::erase(engines, support::EngineKind::SqliteMemory);
  return engines;
}
INSTANTIATE_TEST_SUITE_P(Engines, RotationOn, testing::ValuesIn(on_disk()), support::engine_name);

TEST_P(RotationOn, SealsEverythingAnewAndSaysSoInTheRecord) {
  seal_seeds();
  ASSERT_EQ(seeds(), "confirmed seed, offered seed");
  EXPECT_EQ(MUST(rotate_master_key(open(), noon)).sealed, 2);
  EXPECT_FALSE(fs::exists(next()));
  EXPECT_NE(MUST(load_key(place_.key_file())), first_key_);
  EXPECT_EQ(seeds(), "confirmed seed, offered seed");
  const auto data = open();
  const auto page = MUST(data.database().read([](db::Tx& tx) {
    trail::Filter filter;
    filter.action_prefix = "installation.key.rotate";
    return trail::list(tx, {company, {}}, filter);
  }));
  ASSERT_EQ(page.records.size(), 1U);
  EXPECT_EQ(page.records.front().entry.after, R"({"sealed":"2"})");
  EXPECT_TRUE(MUST(trail::verify(data.database(), trail::VerifyOptions{}, noon)).problems.empty());
}

TEST_P(RotationOn, WorksBeforeAnythingIsSealed) {
  EXPECT_EQ(MUST(rotate_master_key(open(), noon)).sealed, 0);
  EXPECT_NE(MUST(load_key(place_.key_file())), first_key_);
  EXPECT_FALSE(fs::exists(next()));
}

TEST_P(RotationOn, IsRefusedWhileSomebodyServesTheFolder) {
  const auto serving = open();
  const auto second = DataDirectory::open(place_, DataDirectory::Access::Write);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().key, "error.data.locked");
}

// Invariant 1: the process may die after each of the three steps.
TEST_P(RotationOn, CutOffBeforeTheCommitTheOldKeyStays) {
  seal_seeds();
  MUST(load_or_create_key(next()));
  EXPECT_EQ(seeds(), "confirmed seed, offered seed");
  EXPECT_FALSE(fs::exists(next()));
  EXPECT_EQ(MUST(load_key(place_.key_file())), first_key_);
}

TEST_P(RotationOn, CutOffAfterTheCommitTheNewKeyTakesItsPlace) {
  seal_seeds();
  {
    const auto data = open();
    const session::Keys old_keys(MUST(data.master_key()));
    const session::Keys new_keys(MUST(load_or_create_key(next())));
    MUST(data.database().write([&](db::WriteTx& tx) { return session::reseal(tx, old_keys, new_keys); },
                               db::Purpose::Housekeeping));
  }
  const auto backup = make_backup(place_, folder_.path() / "backup", noon);
  ASSERT_FALSE(backup) << "database and key do not belong together now";
  EXPECT_EQ(backup.error().key, "error.key.changing");
  EXPECT_EQ(seeds(), "confirmed seed, offered seed");
  EXPECT_FALSE(fs::exists(next()));
  EXPECT_NE(MUST(load_key(place_.key_file())), first_key_);
}

TEST_P(RotationOn, AValueThatDoesNotOpenStopsItBeforeAnythingChanges) {
  seal_seeds();
  {
    const auto data = open();
    constexpr db::Sql spoil = "update credentials set factor_pending = $2 where company_id = $1";
    MUST(data.database().write([&](db::WriteTx& tx) { return tx.execute(spoil, {company, Bytes(60)}); },
                               db::Purpose::Housekeeping));
  }
  ASSERT_FALSE(rotate_master_key(open(), noon));
  EXPECT_EQ(seeds(), "confirmed seed, sealed");
  EXPECT_EQ(MUST(load_key(place_.key_file())), first_key_);
}

TEST_P(RotationOn, TheListNamesTheKeyAndWhatNeedsItButNeverTheKey) {
  seal_seeds();
  const auto data = open();
  const auto list = MUST(list_secrets(data));
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list.front().name, "master");
  EXPECT_EQ(list.front().sealed, 2);
  EXPECT_GT(list.front().changed_at_ms, 0);
}

}  // namespace
}  // namespace sonae::maintenance
