// Data directory, backup, restore and check, on SQLite and on PostgreSQL.

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "platform/clock.h"
#include "platform/db/engine.h"
#include "platform/keys.h"
#include "platform/maintenance/backup.h"
#include "platform/maintenance/check.h"
#include "platform/maintenance/files.h"
#include "support/engines.h"
#include "support/postgresql.h"

namespace sonae::maintenance {
namespace {

namespace fs = std::filesystem;

constexpr Instant noon{1'790'000'000'000};
const Id<Company> company = Id<Company>::trusted("01890000-0000-7000-8000-000000000001");

class InstallationOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  DataPlace fresh_place(const std::string& name) {
    const bool sqlite = GetParam() == support::EngineKind::SqliteDisk;
    return {folder_.path() / name, sqlite ? "" : support::PostgresqlServer::shared().fresh_url()};
  }
  void SetUp() override {
    place_ = fresh_place("data");
    const auto data = MUST(DataDirectory::create(place_, noon));
    hash_ = add(data, "evidence 備え");
    add(data, std::string(300'000, 'x'));
    MUST(data.database().write(
        [](db::WriteTx& tx) {
          return tx.execute(
              "insert into sessions (company_id, token, id, user_id, created_at, last_seen_at, factor_at, factor_tries,"
              " address, agent) values ($1, $2, 's', 'u', 1, 1, null, 0, '', '')",
              {company, Bytes{std::byte{7}}});
        },
        db::Purpose::Housekeeping));
  }
  static std::string add(const DataDirectory& data, const std::string& bytes) {
    const std::string hash = MUST(data.blobs().put(bytes));
    MUST(data.database().write([&](db::WriteTx& tx) {
      return trail::append_blob(tx, trail::system_origin(company, "test"), hash,
                                static_cast<std::int64_t>(bytes.size()), noon);
    }));
    return hash;
  }
  std::vector<std::string> findings(const CheckReport& report) {
    std::vector<std::string> out;
    for (const Error& one : report.findings) out.push_back(one.key);
    return out;
  }
  std::string blob_path() const { return (place_.blob_folder() / hash_.substr(0, 2) / hash_).string(); }

  support::TempFolder folder_;
  DataPlace place_;
  std::string hash_;
};

std::vector<support::EngineKind> lasting_engines() {
  auto all = support::engines();
  std::erase(all, support::EngineKind::SqliteMemory);
  return all;
}
INSTANTIATE_TEST_SUITE_P(Engines, InstallationOn, testing::ValuesIn(lasting_engines()), support::engine_name);

// SE04
TEST_P(InstallationOn, LiesInFilesThatNobodyElseCanOpen) {
  struct stat info{};
  ASSERT_EQ(::stat(place_.folder.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0700U);
  for (const auto& file : MUST(list_files(place_.folder))) {
    ASSERT_EQ(::stat((place_.folder / file).c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 077, 0U) << file;
  }
}

TEST_P(InstallationOn, IsNotMadeWhereSomethingLiesAlready) {
  const auto again = DataDirectory::create(place_, noon);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().key, "error.data.not_empty");
}

TEST_P(InstallationOn, IsWrittenByOneProcessAndReadByOthersMeanwhile) {
  const auto writer = MUST(DataDirectory::open(place_, DataDirectory::Access::Write));
  const auto second = DataDirectory::open(place_, DataDirectory::Access::Write);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().key, "error.data.locked");
  EXPECT_TRUE(DataDirectory::open(place_, DataDirectory::Access::Read));
}

TEST_P(InstallationOn, IsNotOpenedWhileOthersMayLookInto) {
  ::chmod(place_.folder.c_str(), 0755);
  const auto open = DataDirectory::open(place_, DataDirectory::Access::Write);
  ASSERT_FALSE(open);
  EXPECT_EQ(open.error().key, "error.data.permissions");
}

TEST_P(InstallationOn, ChecksOutFineWhileItIsInUse) {
  const auto writer = MUST(DataDirectory::open(place_, DataDirectory::Access::Write));
  const auto report = MUST(check(place_, noon));
  auto left = findings(report);
  // The machine that runs the test may itself be short of room.
  std::erase(left, "data.check.space");
  EXPECT_TRUE(left.empty()) << left.front();
  EXPECT_EQ(report.records, 2);
  EXPECT_EQ(report.blobs, 2);
  EXPECT_TRUE(report.versions.contains("sqlite"));
}

TEST_P(InstallationOn, ShowsOpenFilesDamagedEvidenceAndATouchedRecordInItsCheck) {
  ::chmod(place_.key_file().c_str(), 0644);
  {
    const auto data = MUST(DataDirectory::open(place_, DataDirectory::Access::Write));
    MUST(data.database().write(
        [](db::WriteTx& tx) { return tx.execute("update trail_record set at = 1 where sequence = 2"); },
        db::Purpose::Housekeeping));
  }
  std::ofstream(blob_path(), std::ios::app) << "!";
  const auto keys = findings(MUST(check(place_, noon)));
  const auto has = [&](const char* key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
  EXPECT_TRUE(has("error.data.permissions"));
  EXPECT_TRUE(has("error.key.permissions"));
  EXPECT_TRUE(has("error.blob.damaged"));
  EXPECT_TRUE(has("audit.problem.evidence"));
}

TEST_P(InstallationOn, IsBackedUpWhileInUseAndComesBackWhole) {
  const fs::path out = folder_.path() / "backup";
  {
    const auto writer = MUST(DataDirectory::open(place_, DataDirectory::Access::Write));
    const auto report = MUST(make_backup(place_, out, noon));
    EXPECT_EQ(report.rows.at("trail_record"), 2);
    EXPECT_EQ(report.checkpoints.at(0).size, 2);
    add(writer, "later than the backup");
  }
  EXPECT_TRUE(MUST(verify_backup(out, noon)).findings.empty());

  const DataPlace to = fresh_place("restored");
  const auto restored = MUST(restore_backup(out, to, noon));
  EXPECT_TRUE(restored.proof.findings.empty());
  EXPECT_EQ(restored.proof.records, 2);
  // RE12: sessions do not come back to life, and the report says so.
  ASSERT_EQ(restored.differences.size(), 1U);
  EXPECT_EQ(restored.differences[0].table, "sessions");
  EXPECT_EQ(restored.differences[0].restored, 0);

  const auto data = MUST(DataDirectory::open(to, DataDirectory::Access::Write));
  EXPECT_EQ(MUST(data.blobs().get(hash_)), "evidence 備え");
  EXPECT_EQ(MUST(data.master_key()), MUST(load_key(place_.key_file())));
  add(data, "work goes on");
  EXPECT_TRUE(MUST(trail::verify(data.database(), trail::VerifyOptions{{}, {}, &data.blobs()}, noon)).problems.empty());
}

TEST_P(InstallationOn, IsNotBackedUpOverSomethingOrRestoredOverSomething) {
  const fs::path out = folder_.path() / "backup";
  MUST(make_backup(place_, out, noon));
  const auto twice = make_backup(place_, out, noon);
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().key, "error.backup.exists");
  const auto over = restore_backup(out, place_, noon);
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().key, "error.data.not_empty");
}

TEST_P(InstallationOn, IsNotMadeOfABackupByOpeningIt) {
  const fs::path out = folder_.path() / "backup";
  MUST(make_backup(place_, out, noon));
  DataPlace backup = place_;
  backup.folder = out;
  const auto opened = DataDirectory::open(backup, DataDirectory::Access::Write);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().key, "error.data.is_backup");
  EXPECT_TRUE(MUST(verify_backup(out, noon)).findings.empty());
}

TEST_P(InstallationOn, IsNotRestoredFromABackupThatWasTouched) {
  const fs::path out = folder_.path() / "backup";
  MUST(make_backup(place_, out, noon));
  const auto verdict = [&] {
    std::string keys;
    for (const Error& one : MUST(verify_backup(out, noon)).findings) keys += one.key + " ";
    return keys;
  };
  std::ofstream(out / "left.txt") << "note";
  EXPECT_EQ(verdict(), "backup.file.extra ");
  fs::remove(out / "left.txt");
  const fs::path blob = out / "blobs" / hash_.substr(0, 2) / hash_;
  std::ofstream(blob, std::ios::app) << "!";
  EXPECT_EQ(verdict(), "backup.file.changed ");
  const DataPlace to = fresh_place("restored");
  const auto refused = restore_backup(out, to, noon);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().key, "error.backup.damaged");
  EXPECT_FALSE(fs::exists(to.database_file()));
  fs::remove(blob);
  EXPECT_EQ(verdict(), "backup.file.missing ");
}

TEST(Backup, RefusesAFolderThatIsNoBackupAndNamesThePlace) {
  support::TempFolder folder;
  const auto none = verify_backup(folder.path(), noon);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().key, "error.backup.manifest");
  MUST(write_file(folder.path() / "manifest.json",
                  R"({"format":1,"made_at":1,"engine":"sqlite 3","tables":{},"trail":{"checkpoints":[]},)"
                  R"("files":[{"path":"../outside","size":1,"sha256":""}]})"));
  const auto outside = verify_backup(folder.path(), noon);
  ASSERT_FALSE(outside);
  EXPECT_EQ(outside.error().args.at("place"), "/files/0/path");
}

TEST(Backup, OfAnInstallationWithoutEvidenceComesBackToo) {
  support::TempFolder folder;
  const DataPlace place{folder.path() / "data", ""};
  MUST(DataDirectory::create(place, noon));
  MUST(make_backup(place, folder.path() / "backup", noon));
  const DataPlace to{folder.path() / "restored", ""};
  EXPECT_TRUE(MUST(restore_backup(folder.path() / "backup", to, noon)).differences.empty());
  EXPECT_TRUE(DataDirectory::open(to, DataDirectory::Access::Write));
}

// RE13
TEST(DataDirectory, KeepsAVerifiedBackupBeforeItChangesAnOldSchema) {
  support::TempFolder folder;
  const DataPlace place{folder.path() / "data", ""};
  {
    const auto data = MUST(DataDirectory::create(place, noon));
    // As if the last step had not been released yet when this was made.
    MUST(data.database().write(
        [](db::WriteTx& tx) -> Result<void> {
          TRY(tx.execute("drop table setup_tokens"));
          TRY(tx.execute("delete from schema_step where slice = 'session'"));
          for (const char* table :
               {"credentials", "recovery_codes", "sessions", "throttles", "repeats", "break_glass"}) {
            const std::string drop = std::string("drop table if exists ") + table;
            TRY(tx.execute(db::SchemaText::statement(drop)));
          }
          return {};
        },
        db::Purpose::Housekeeping));
  }
  auto data = MUST(DataDirectory::open(place, DataDirectory::Access::Write));
  EXPECT_EQ(MUST(data.migrate(noon)).pending, 0);
  ASSERT_TRUE(fs::exists(place.backup_folder()));
  const auto kept = fs::directory_iterator(place.backup_folder())->path();
  EXPECT_TRUE(MUST(verify_backup(kept, noon)).findings.empty());
  EXPECT_EQ(MUST(data.migrate(noon)).pending, 0);
}

TEST(Keys, AreMadeOnceAndRefusedWhenOthersMayReadThem) {
  support::TempFolder folder;
  const fs::path file = folder.path() / "keys";
  EXPECT_EQ(load_key(file).error().key, "error.data.missing");
  const Bytes key = MUST(load_or_create_key(file));
  EXPECT_EQ(key.size(), 32U);
  EXPECT_EQ(MUST(load_or_create_key(file)), key);
  ::chmod(file.c_str(), 0640);
  EXPECT_EQ(load_key(file).error().key, "error.key.permissions");
  ::chmod(file.c_str(), 0600);
  std::ofstream(file) << "short\n";
  EXPECT_EQ(load_key(file).error().key, "error.key.damaged");
}

TEST(Blobs, AreStoredOnceAndHealedByTheNextUpload) {
  support::TempFolder folder;
  const auto store = MUST(blobs::Store::open(folder.path() / "blobs"));
  const std::string hash = MUST(store.put("bytes"));
  EXPECT_EQ(MUST(store.put("bytes")), hash);
  EXPECT_EQ(MUST(store.list()).size(), 1U);
  std::ofstream(store.path_of(hash)) << "rotten";
  EXPECT_EQ(store.get(hash).error().key, "error.blob.damaged");
  MUST(store.put("bytes"));
  EXPECT_EQ(MUST(store.get(hash)), "bytes");
  EXPECT_EQ(store.get(std::string(64, '0')).error().kind, ErrorKind::NotFound);
  EXPECT_EQ(store.get("../../etc/passwd").error().kind, ErrorKind::NotFound);
}

TEST(Blobs, LeaveNoTemporaryFileOfACrashedRunBehind) {
  support::TempFolder folder;
  const fs::path blobs = folder.path() / "blobs";
  {
    const auto store = MUST(blobs::Store::open(blobs));
    MUST(store.put("bytes"));
  }
  const fs::path half = blobs / "ab" / ".new-0011223344556677";
  fs::create_directories(half.parent_path());
  std::ofstream(half) << "half";
  MUST(blobs::Store::open_existing(blobs));
  EXPECT_TRUE(fs::exists(half)) << "a reader touches nothing";
  const auto store = MUST(blobs::Store::open(blobs));
  EXPECT_FALSE(fs::exists(half));
  EXPECT_EQ(MUST(store.list()).size(), 1U);
}

// RE02
TEST_P(InstallationOn, PairsFilesAndRecordsBothWays) {
  const auto data = MUST(DataDirectory::open(place_, DataDirectory::Access::Write));
  EXPECT_TRUE(MUST(pair_files(data, noon)).missing.empty());
  EXPECT_TRUE(MUST(pair_files(data, noon)).unnamed.empty());
  const std::string unnamed = MUST(data.blobs().put("no row names it"));
  fs::remove(blob_path());
  const Pairing pairing = MUST(pair_files(data, noon));
  EXPECT_EQ(pairing.missing, std::vector<std::string>{hash_});
  EXPECT_EQ(pairing.unnamed, std::vector<std::string>{unnamed});
}

}  // namespace
}  // namespace sonae::maintenance
