// The same behaviour on every engine.

#include <gtest/gtest.h>

#include <stdexcept>

#include "platform/db/db.h"
#include "platform/db/engine.h"
#include "platform/db/sql_text.h"
#include "support/engines.h"

namespace sonae::db {
namespace {

class DatabaseOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  void SetUp() override {
    database_ = support::fresh_database(GetParam(), folder_);
    make(
        "create table thing (id integer primary key, name text unique, amount real, raw bytes, parent bigint"
        " references thing (id), kind text not null check (kind <> 'bad'))");
  }
  void make(std::string_view ddl) {
    const std::string text =
        expand_types(ddl, database_->engine().starts_with("sqlite") ? Dialect::Sqlite : Dialect::Postgresql);
    ASSERT_TRUE(
        database_->write([&](WriteTx& tx) { return tx.execute(SchemaText::statement(text)); }, Purpose::Housekeeping));
  }
  Result<std::int64_t> insert(std::int64_t id, std::string name) {
    return database_->write(
        [&](WriteTx& tx) { return tx.execute("insert into thing (id, name, kind) values ($1, $2, 'a')", {id, name}); },
        Purpose::Housekeeping);
  }
  std::int64_t count() {
    return MUST(database_->read([](Tx& tx) { return tx.query("select count(*) from thing"); })).at(0).integer(0);
  }

  support::TempFolder folder_;
  std::unique_ptr<Database> database_;
};

INSTANTIATE_TEST_SUITE_P(Engines, DatabaseOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(DatabaseOn, GivesBackEveryKindOfValueAsItWasStored) {
  const Bytes raw = {std::byte{0}, std::byte{255}, std::byte{'\\'}, std::byte{'\''}};
  ASSERT_TRUE(database_->write(
      [&](WriteTx& tx) {
        return tx.execute("insert into thing (id, name, amount, raw, kind) values ($1, $2, $3, $4, $5)",
                          {std::int64_t{9007199254740993}, "備え ' \\ $1", 0.1, raw, "a"});
      },
      Purpose::Housekeeping));
  const auto row =
      MUST(database_->read([](Tx& tx) { return tx.find("select id, name, amount, raw, parent from thing"); }));
  ASSERT_TRUE(row);
  EXPECT_EQ(row->integer(0), 9007199254740993);
  EXPECT_EQ(row->text(1), "備え ' \\ $1");
  EXPECT_EQ(row->real(2), 0.1);
  EXPECT_EQ(row->bytes(3), raw);
  EXPECT_TRUE(row->is_null(4));
}

TEST_P(DatabaseOn, KeepsAnEmptyTextAndEmptyBytesApartFromNull) {
  ASSERT_TRUE(database_->write(
      [](WriteTx& tx) {
        return tx.execute("insert into thing (id, name, raw, kind) values (1, $1, $2, 'a')", {"", Bytes()});
      },
      Purpose::Housekeeping));
  const auto row = MUST(database_->read([](Tx& tx) { return tx.find("select name, raw from thing"); }));
  EXPECT_EQ(row->text(0), "");
  EXPECT_EQ(row->bytes(1), Bytes());
}

TEST_P(DatabaseOn, NumbersPlaceholdersAsWrittenWhateverTheirOrder) {
  const auto rows = MUST(database_->read([](Tx& tx) {
    return tx.query("select cast($2 as text), cast($1 as text), '$3' from (select 1 as one) as t -- $4",
                    {"first", "second"});
  }));
  EXPECT_EQ(rows.at(0).text(0), "second");
  EXPECT_EQ(rows.at(0).text(1), "first");
  EXPECT_EQ(rows.at(0).text(2), "$3");
}

TEST_P(DatabaseOn, RollsBackWhatABodyThatFailsHasWritten) {
  const auto result = database_->write(
      [](WriteTx& tx) -> Result<int> {
        TRY(tx.execute("insert into thing (id, kind) values (1, 'a')"));
        return conflict("test.changed_my_mind");
      },
      Purpose::Housekeeping);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "test.changed_my_mind");
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseOn, TellsTheKindsOfBrokenConstraintsApart) {
  ASSERT_TRUE(insert(1, "one"));
  const auto key = [&](Sql sql) {
    const auto result = database_->write([&](WriteTx& tx) { return tx.execute(sql); }, Purpose::Housekeeping);
    return result ? std::string("no error") : result.error().key;
  };
  EXPECT_EQ(key("insert into thing (id, name, kind) values (2, 'one', 'a')"), "error.db.unique");
  EXPECT_EQ(key("insert into thing (id, kind) values (1, 'a')"), "error.db.unique");
  EXPECT_EQ(key("insert into thing (id, parent, kind) values (2, 99, 'a')"), "error.db.foreign_key");
  EXPECT_EQ(key("insert into thing (id, kind) values (2, 'bad')"), "error.db.check");
  EXPECT_EQ(key("insert into thing (id, kind) values (2, null)"), "error.db.not_null");
  EXPECT_EQ(count(), 1);
}

// Invariant 1's note: PostgreSQL ends the transaction with its first failed statement, and so does SQLite here.
TEST_P(DatabaseOn, RefusesToCommitABodyThatSwallowedAFailure) {
  ASSERT_TRUE(insert(1, "one"));
  const auto result = database_->write(
      [](WriteTx& tx) -> Result<int> {
        static_cast<void>(tx.execute("insert into thing (id, kind) values (1, 'a')"));
        static_cast<void>(tx.execute("insert into thing (id, kind) values (2, 'a')"));
        return 0;
      },
      Purpose::Housekeeping);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "error.db.unique");
  EXPECT_EQ(count(), 1);
}

// Invariant 3
TEST_P(DatabaseOn, RollsBackABusinessWriteThatLeavesNoRecord) {
  const auto result =
      database_->write([](WriteTx& tx) { return tx.execute("insert into thing (id, kind) values (1, 'a')"); });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::Internal);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseOn, LetsABusinessWriteThatChangedNothingPass) {
  EXPECT_TRUE(database_->write([](WriteTx& tx) { return tx.execute("delete from thing where id = 7"); }));
}

TEST_P(DatabaseOn, CountsReturningStatementsAsChanges) {
  const auto result = database_->write(
      [](WriteTx& tx) { return tx.query("insert into thing (id, kind) values (1, 'a') returning id"); });
  ASSERT_FALSE(result);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseOn, RefusesTextThatOneOfTheEnginesWouldCut) {
  for (const std::string& bad : {std::string("a\0b", 3), std::string("\xff\xfe"), std::string("\xed\xa0\x80")}) {
    const auto result = insert(1, bad);
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().key, "error.db.text");
  }
}

TEST_P(DatabaseOn, ReportsHowManyRowsChanged) {
  ASSERT_TRUE(database_->write(
      [](WriteTx& tx) {
        return tx.execute_many("insert into thing (id, name, kind) values ($1, $2, 'a')",
                               {{1, "one"}, {2, "two"}, {3, std::nullopt}});
      },
      Purpose::Housekeeping));
  EXPECT_EQ(MUST(database_->write([](WriteTx& tx) { return tx.execute("update thing set amount = 1.5 where id < 3"); },
                                  Purpose::Housekeeping)),
            2);
  EXPECT_EQ(MUST(database_->write([](WriteTx& tx) { return tx.execute("update thing set amount = 1.5 where id = 9"); },
                                  Purpose::Housekeeping)),
            0);
}

TEST_P(DatabaseOn, WritesThousandsOfRowsWithOneStatement) {
  std::vector<Args> rows;
  for (std::int64_t i = 0; i < 3000; ++i) rows.push_back({i, "name " + std::to_string(i)});
  ASSERT_TRUE(database_->write(
      [&](WriteTx& tx) { return tx.execute_many("insert into thing (id, name, kind) values ($1, $2, 'a')", rows); },
      Purpose::Housekeeping));
  EXPECT_EQ(count(), 3000);
}

TEST_P(DatabaseOn, StopsABatchAtItsFirstBadRowAndKeepsNothing) {
  const auto result = database_->write(
      [](WriteTx& tx) {
        return tx.execute_many("insert into thing (id, name, kind) values ($1, $2, 'a')",
                               {{1, "one"}, {2, "one"}, {3, "three"}});
      },
      Purpose::Housekeeping);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().key, "error.db.unique");
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseOn, RefusesAWriteInsideARead) {
  const auto result =
      database_->read([](Tx& tx) { return tx.query("insert into thing (id, kind) values (1, 'a') returning id"); });
  EXPECT_FALSE(result);
  EXPECT_EQ(count(), 0);
}

TEST_P(DatabaseOn, GivesItsCallersTheErrorOfAStatementThatIsWrong) {
  const auto result = database_->read([](Tx& tx) { return tx.query("select nothing from nowhere"); });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::Internal);
  EXPECT_NE(result.error().detail, "");
}

TEST_P(DatabaseOn, SurvivesAnExceptionInABody) {
  const auto result = database_->write(
      [](WriteTx& tx) -> Result<int> {
        TRY(tx.execute("insert into thing (id, kind) values (1, 'a')"));
        throw std::runtime_error("vendor");
      },
      Purpose::Housekeeping);
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ErrorKind::Internal);
  EXPECT_TRUE(insert(2, "two"));
  EXPECT_EQ(count(), 1);
}

}  // namespace
}  // namespace sonae::db
