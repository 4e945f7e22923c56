#include "platform/db/migrations.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/bytes.h"
#include "platform/db/migration_run.h"
#include "platform/db/sql_text.h"
#include "support/engines.h"

namespace sonae::db {
namespace {

constexpr Instant noon{1'790'000'000'000};

constexpr Migration first{"alpha", 1, "one",
                          "create table a (company_id text not null, id bigint not null, raw bytes,\n"
                          "  primary key (company_id, id));\n"
                          "create index a_raw on a (company_id, raw);\n"};
constexpr Migration second{"alpha", 2, "two",
                           "alter table a add column note text;\ninsert into a values ('c', 1, null, 'x');"};
constexpr Migration third{"beta", 1, "one", "create table b (id bigint not null primary key);"};

class MigrationsOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  void SetUp() override { open({}); }
  void open(EngineOptions options) {
    database_.reset();
    database_ = support::fresh_database(GetParam(), folder_, std::move(options));
  }
  std::string key(const Result<MigrationStatus>& result) { return result ? "" : result.error().key; }

  support::TempFolder folder_;
  std::unique_ptr<Database> database_;
};

INSTANTIATE_TEST_SUITE_P(Engines, MigrationsOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(MigrationsOn, RunEveryStepOnceAndThenNothing) {
  const Migration all[] = {first, second, third};
  EXPECT_EQ(MUST(migration_status_of(*database_, all)).pending, 3);
  const auto status = MUST(migrate_with(*database_, all, noon));
  EXPECT_EQ(status.applied, 3);
  EXPECT_EQ(status.pending, 0);
  EXPECT_EQ(MUST(migrate_with(*database_, all, noon)).applied, 3);
  EXPECT_EQ(MUST(database_->read([](Tx& tx) { return tx.query("select note from a"); })).size(), 1U);
}

TEST_P(MigrationsOn, TakeUpAnOlderSchemaWhereItStands) {
  const Migration old[] = {first};
  const Migration all[] = {first, second, third};
  MUST(migrate_with(*database_, old, noon));
  const auto status = MUST(migration_status_of(*database_, all));
  EXPECT_EQ(status.applied, 1);
  EXPECT_EQ(status.pending, 2);
  EXPECT_EQ(MUST(migrate_with(*database_, all, noon)).applied, 3);
}

TEST_P(MigrationsOn, RefuseANewerSchemaAndNameTheStep) {
  const Migration newer[] = {first, second};
  const Migration older[] = {first};
  MUST(migrate_with(*database_, newer, noon));
  const auto refused = migrate_with(*database_, older, noon);
  EXPECT_EQ(key(refused), "error.schema.newer");
  EXPECT_EQ(refused.error().args.at("step"), "alpha/2");
  EXPECT_EQ(key(migration_status_of(*database_, older)), "error.schema.newer");
}

// Invariant 3
TEST_P(MigrationsOn, RefuseAReleasedStepWhoseTextWasChanged) {
  const Migration all[] = {first};
  MUST(migrate_with(*database_, all, noon));
  const Migration changed[] = {{"alpha", 1, "one", "create table a (id bigint not null primary key);"}};
  EXPECT_EQ(key(migrate_with(*database_, changed, noon)), "error.schema.changed");
}

// Invariant 1
TEST_P(MigrationsOn, GoOnWhereAnyStatementWasCutOff) {
  const Migration all[] = {first, second, third};
  for (int cut = 0;; ++cut) {
    ASSERT_LT(cut, 100);
    support::TempFolder folder;
    int left = cut;
    bool broke = false;
    EngineOptions options;
    options.fault = [&](std::string_view) {
      if (broke || left-- > 0) return Trouble::None;
      broke = true;
      return Trouble::Full;
    };
    database_.reset();
    database_ = support::fresh_database(GetParam(), folder, std::move(options));
    const auto interrupted = migrate_with(*database_, all, noon);
    if (!broke) break;
    static_cast<void>(interrupted);
    // A lease that could not be given back ends by itself; here time is not waited for.
    static_cast<void>(database_->write([](WriteTx& tx) { return tx.execute("update schema_lease set expires_at = 0"); },
                                       Purpose::Housekeeping));
    const auto status = MUST(migrate_with(*database_, all, noon));
    ASSERT_EQ(status.applied, 3) << cut;
    ASSERT_EQ(MUST(database_->read([](Tx& tx) { return tx.query("select note from a"); })).size(), 1U) << cut;
    database_.reset();
  }
}

TEST_P(MigrationsOn, MakeTheWholeSchemaOfTheProgram) {
  const auto status = MUST(migrate(*database_, noon));
  EXPECT_EQ(status.applied, static_cast<int>(all_migrations().size()));
  EXPECT_GE(status.applied, 1);
}

TEST(Migrations, RunPlatformBeforeCoreBeforeFeatures) {
  const auto all = all_migrations();
  const auto place = [&](std::string_view slice) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].slice == slice) return static_cast<int>(i);
    }
    return -1;
  };
  ASSERT_GE(place("trail"), 0);
  ASSERT_GE(place("directory"), 0);
  EXPECT_LT(place("trail"), place("directory"));
  if (place("assessment") >= 0) {
    EXPECT_LT(place("directory"), place("assessment"));
  }
}

TEST(Migrations, KeepTheTextOfReleasedSteps) {
  // "<sha256>  <slice>/<number>" a line. A released step is never changed; a new one is added when it is released.
  std::ifstream list(std::string(SONAE_SOURCE_DIR) + "/data/schema-checksums.txt");
  ASSERT_TRUE(list);
  int seen = 0;
  for (std::string line; std::getline(list, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    std::string sum;
    std::string step;
    words >> sum >> step;
    bool found = false;
    for (const Migration& migration : all_migrations()) {
      if (std::string(migration.slice) + "/" + std::to_string(migration.number) != step) continue;
      found = true;
      EXPECT_EQ(to_hex(sha256(migration.sql)), sum) << step;
    }
    EXPECT_TRUE(found) << step << " was released and is gone";
    ++seen;
  }
  EXPECT_GE(seen, 1);
}

TEST(SqlText, SplitsStatementsAndStepsOverTextsAndComments) {
  const auto parts = split_statements("-- a; b\ninsert into t values ('x; y', 'it''s;');\n/* ; */ delete from t;\n;\n");
  ASSERT_EQ(parts.size(), 2U);
  EXPECT_EQ(parts[0], "insert into t values ('x; y', 'it''s;')");
  EXPECT_EQ(parts[1], "delete from t");
}

TEST(SqlText, ExpandsTypeNamesInDefinitionsOnly) {
  const std::string_view table = "create table t (a bytes not null, b bigint, c real, d text default 'bytes')";
  EXPECT_EQ(expand_types(table, Dialect::Postgresql),
            "create table t (a bytea not null, b bigint, c double precision, d text default 'bytes')");
  EXPECT_EQ(expand_types(table, Dialect::Sqlite),
            "create table t (a blob not null, b integer, c real, d text default 'bytes') strict");
  EXPECT_EQ(expand_types("update t set bytes = 1", Dialect::Postgresql), "update t set bytes = 1");
}

TEST(SqlText, TurnsPlaceholdersAndLeavesTextsAlone) {
  EXPECT_EQ(sqlite_placeholders("select $2, '$1', \"$3\", $10 -- $4\n, $ from t"),
            "select ?2, '$1', \"$3\", ?10 -- $4\n, $ from t");
}

}  // namespace
}  // namespace sonae::db
