#pragma once
// Numbered, forward-only schema steps; released ones are frozen by checksum (RE13).

#include <span>
#include <string_view>

#include "platform/db/db.h"

namespace sonae::db {

/// One `schema/NNN_name.sql` of a slice, embedded at build time. Statements end with ";" at the end of a line; the
/// type names `bytes` and `bigint` are expanded per engine.
struct Migration {
  std::string_view slice;  ///< "platform", "directory", "assessment" …
  int number;              ///< 1, 2, … within the slice
  std::string_view name;   ///< "users"
  std::string_view sql;
};

/// Every migration of the binary, in the order in which they run: platform, core, then slices by name.
[[nodiscard]] std::span<const Migration> all_migrations();

struct MigrationStatus {
  int applied = 0;
  int pending = 0;
};

/// Conflict ("error.schema.newer") when the database knows a step that this binary does not; Internal
/// ("error.schema.changed") when a released step's checksum differs.
[[nodiscard]] Result<MigrationStatus> migration_status(Database& database);
/// Applies what is pending, restartable after a kill at any point.
[[nodiscard]] Result<MigrationStatus> migrate(Database& database, Instant now);

}  // namespace sonae::db
