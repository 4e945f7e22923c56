#pragma once
// Every engine a behaviour test runs on: testing::ValuesIn(support::engines()).

#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "platform/db/engine.h"

namespace sonae::support {

/// A folder of its own under the system's temporary folder; removed at the end.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

enum class EngineKind { SqliteMemory, SqliteDisk, Postgresql };
void PrintTo(EngineKind kind, std::ostream* out);

/// All of them; PostgreSQL is started on first use (postgresql.h) and left out, with a line on standard error, only
/// where the machine has none.
[[nodiscard]] std::vector<EngineKind> engines();
[[nodiscard]] std::string engine_name(const testing::TestParamInfo<EngineKind>& info);

/// An empty database without any schema. `folder` holds the file of SQLite on disk.
[[nodiscard]] std::unique_ptr<db::Database> fresh_database(EngineKind kind, const TempFolder& folder,
                                                           db::EngineOptions options = {});

}  // namespace sonae::support
