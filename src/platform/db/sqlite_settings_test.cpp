// RE01: what the engine promises rests on how every connection is set up. Read back from the connections themselves.

#include <gtest/gtest.h>

#include <sqlite3.h>

#include "platform/db/sqlite_connection.h"
#include "support/engines.h"

namespace sonae::db {
namespace {

std::string setting(SqliteConnection& connection, std::string_view pragma) {
  const Rows rows = MUST(connection.query(pragma, {}));
  if (rows.size() != 1) return "nothing";
  const Value& value = rows.front().value(0);
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  return std::get<std::string>(value);
}

class SqliteSettings : public testing::Test {
 protected:
  SqliteSettings()
      : writer_(MUST(SqliteConnection::open(file_, SqliteConnection::Mode::Writer, ""))),
        reader_(MUST(SqliteConnection::open(file_, SqliteConnection::Mode::Reader, ""))) {}

  support::TempFolder folder_;
  std::string file_ = folder_.file("sonae.db");
  std::unique_ptr<SqliteConnection> writer_;
  std::unique_ptr<SqliteConnection> reader_;
};

TEST_F(SqliteSettings, OfTheWriterPutEveryCommitOnStableStorage) {
  EXPECT_EQ(setting(*writer_, "pragma journal_mode"), "wal");
  EXPECT_EQ(setting(*writer_, "pragma synchronous"), "2") << "FULL: NORMAL may lose confirmed commits at a power cut";
  EXPECT_EQ(setting(*writer_, "pragma wal_autocheckpoint"), "0") << "the writer decides when";
}

TEST_F(SqliteSettings, OfEveryConnectionDistrustTheFile) {
  for (SqliteConnection* connection : {writer_.get(), reader_.get()}) {
    EXPECT_EQ(setting(*connection, "pragma foreign_keys"), "1");
    EXPECT_EQ(setting(*connection, "pragma trusted_schema"), "0");
    EXPECT_EQ(setting(*connection, "pragma cell_size_check"), "1");
    EXPECT_EQ(setting(*connection, "pragma busy_timeout"), "5000");
    EXPECT_EQ(setting(*connection, "pragma journal_mode"), "wal");
  }
}

// `defensive` has no pragma: it shows in what it forbids.
TEST_F(SqliteSettings, OfTheWriterForbidRewritingTheSchemaByHand) {
  MUST(writer_->execute("create table things (id text)", {}));
  MUST(writer_->query("pragma writable_schema = on", {}));
  EXPECT_FALSE(writer_->execute("update sqlite_schema set sql = 'x' where name = 'things'", {}));
  EXPECT_FALSE(writer_->query("select \"no such column\" from things", {})) << "a misspelt name is no text";
}

TEST_F(SqliteSettings, OfAReaderLetItWriteNothing) {
  EXPECT_EQ(setting(*reader_, "pragma query_only"), "1");
  EXPECT_EQ(setting(*reader_, "pragma wal_autocheckpoint"), "0");
  EXPECT_FALSE(reader_->execute("create table things (id text)", {}));
}

}  // namespace
}  // namespace sonae::db
