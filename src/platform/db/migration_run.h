#pragma once
// The runner with its steps as an argument: for tests of old, changed and newer schemas.

#include <span>

#include "platform/db/migrations.h"

namespace sonae::db {

[[nodiscard]] Result<MigrationStatus> migration_status_of(Database& database, std::span<const Migration> migrations);
[[nodiscard]] Result<MigrationStatus> migrate_with(Database& database, std::span<const Migration> migrations,
                                                   Instant now);

}  // namespace sonae::db
