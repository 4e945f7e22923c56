#include "support/engines.h"

#include <cstdlib>
#include <iostream>

#include "support/postgresql.h"

namespace sonae::support {

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "sonae-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) die("no temporary folder");
  path_ = pattern;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

namespace {
std::string name_of(EngineKind kind) {
  switch (kind) {
    case EngineKind::SqliteMemory:
      return "SqliteMemory";
    case EngineKind::SqliteDisk:
      return "SqliteDisk";
    case EngineKind::Postgresql:
      return "Postgresql";
  }
  die("unknown engine");
}
}  // namespace

void PrintTo(EngineKind kind, std::ostream* out) { *out << name_of(kind); }

std::vector<EngineKind> engines() {
  std::vector<EngineKind> out = {EngineKind::SqliteMemory, EngineKind::SqliteDisk};
  if (PostgresqlServer::installed()) {
    out.push_back(EngineKind::Postgresql);
  } else {
    std::cerr << "PostgreSQL 15 is not installed: its tests are left out\n";
  }
  return out;
}

std::string engine_name(const testing::TestParamInfo<EngineKind>& info) { return name_of(info.param); }

std::unique_ptr<db::Database> fresh_database(EngineKind kind, const TempFolder& folder, db::EngineOptions options) {
  switch (kind) {
    case EngineKind::SqliteMemory:
      return MUST(db::open_sqlite_memory_with(std::move(options)));
    case EngineKind::SqliteDisk:
      return MUST(db::open_sqlite_with(folder.file("sonae.db"), std::move(options)));
    case EngineKind::Postgresql:
      return MUST(db::open_postgresql_with(PostgresqlServer::shared().fresh_url(), 4, std::move(options)));
  }
  die("unknown engine");
}

}  // namespace sonae::support
