#pragma once
// All tables of a database by name, and their rows as text: the form of a PostgreSQL backup.
//
// tables/<name>.jsonl: first line the column names, then one array a row; bytes are {"b":"<hexadecimal>"}, integers and
// reals are JSON numbers, reals with a point or an exponent.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "platform/db/db.h"

namespace sonae::maintenance {

enum class Kind : std::uint8_t { Sqlite, Postgresql };

[[nodiscard]] Result<std::map<std::string, std::int64_t>> count_rows(db::Tx& tx, Kind kind);
/// Every table of the snapshot into `folder`; streams. PostgreSQL only.
[[nodiscard]] Result<void> dump_tables(db::Tx& tx, const std::filesystem::path& folder);
/// Into empty tables of the same schema, all in one transaction; foreign keys are taken off and put on again, which
/// checks every row. PostgreSQL only.
[[nodiscard]] Result<void> load_tables(db::Database& database, const std::filesystem::path& folder);
/// What must not come back to life (RE12): sessions and set-up links. Tables that the schema does not have are left
/// out.
[[nodiscard]] Result<void> drop_sessions(db::Database& database, const std::map<std::string, std::int64_t>& tables);

}  // namespace sonae::maintenance
