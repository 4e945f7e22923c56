// RE13: from every released version's stored sample (tests/fixtures/releases) to now, nothing lost, on every engine.

#include <gtest/gtest.h>

#include <fstream>
#include <regex>
#include <sstream>

#include "platform/clock.h"
#include "platform/db/engine.h"
#include "platform/db/migrations.h"
#include "platform/db/sql_text.h"
#include "platform/trail/trail.h"
#include "support/engines.h"

namespace sonae::maintenance {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> samples() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(SONAE_SOURCE_DIR "/tests/fixtures/releases"))
    if (entry.path().extension() == ".sql") found.push_back(entry.path());
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::string> statements_of(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return db::split_statements(text.str());
}

struct Table {
  std::string columns;
  std::int64_t rows = 0;
};

class ReleasedOn : public testing::TestWithParam<support::EngineKind> {
 protected:
  /// The sample as it was written; gives its tables. The steps' own book grows and is left out.
  std::map<std::string, Table> load(const fs::path& file) {
    database_ = support::fresh_database(GetParam(), folder_);
    const bool sqlite = database_->engine().starts_with("sqlite");
    const auto dialect = sqlite ? db::Dialect::Sqlite : db::Dialect::Postgresql;
    const std::regex bytes("x'([0-9a-f]*)'");
    const std::regex insert("insert into (\\w+) \\(([^)]*)\\)[^]*");
    std::map<std::string, Table> tables;
    for (const std::string& statement : statements_of(file)) {
      std::string text = db::expand_types(statement, dialect);
      std::smatch match;
      if (std::regex_match(text, match, insert) && match[1] != "schema_step") {
        tables[match[1]].columns = match[2];
        ++tables[match[1]].rows;
      }
      if (!sqlite) text = std::regex_replace(text, bytes, "'\\x$1'::bytea");
      MUST(database_->write([&](db::WriteTx& tx) { return tx.execute(db::SchemaText::statement(text)); },
                            db::Purpose::Housekeeping));
    }
    return tables;
  }
  std::vector<std::vector<db::Value>> rows_of(const std::string& table, const std::string& columns) {
    const std::string text = "select " + columns + " from " + table + " order by " + columns;
    const db::Rows rows = MUST(database_->read([&](db::Tx& tx) { return tx.query(db::SchemaText::statement(text)); }));
    std::vector<std::vector<db::Value>> out;
    for (const db::Row& row : rows) {
      out.emplace_back();
      for (std::size_t i = 0; i < row.size(); ++i) out.back().push_back(row.value(i));
    }
    return out;
  }

  support::TempFolder folder_;
  std::unique_ptr<db::Database> database_;
};

INSTANTIATE_TEST_SUITE_P(Engines, ReleasedOn, testing::ValuesIn(support::engines()), support::engine_name);

TEST_P(ReleasedOn, EverySampleComesUpToDateWithItsDataAndItsRecordWhole) {
  ASSERT_FALSE(samples().empty());
  for (const fs::path& sample : samples()) {
    SCOPED_TRACE(sample.filename().string());
    const auto tables = load(sample);
    ASSERT_GE(tables.size(), 10U) << "the sample has rows in its tables";
    std::map<std::string, std::vector<std::vector<db::Value>>> before;
    for (const auto& [table, about] : tables) {
      before[table] = rows_of(table, about.columns);
      ASSERT_EQ(static_cast<std::int64_t>(before[table].size()), about.rows) << table;
    }
    const auto old_trail = MUST(trail::verify(*database_, trail::VerifyOptions{}, now()));
    ASSERT_TRUE(old_trail.problems.empty());
    ASSERT_GT(old_trail.records, 5);

    const auto status = MUST(db::migrate(*database_, now()));
    EXPECT_EQ(status.pending, 0);
    EXPECT_EQ(static_cast<std::size_t>(status.applied), db::all_migrations().size());
    for (const auto& [table, about] : tables) EXPECT_EQ(rows_of(table, about.columns), before[table]) << table;
    const auto trail = MUST(trail::verify(*database_, trail::VerifyOptions{}, now()));
    EXPECT_TRUE(trail.problems.empty());
    EXPECT_EQ(trail.records, old_trail.records);
  }
}

}  // namespace
}  // namespace sonae::maintenance
