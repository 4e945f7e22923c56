#pragma once
// The few textual differences between the engines. All functions step over 'text', "names" and comments.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sonae::db {

enum class Dialect : std::uint8_t { Sqlite, Postgresql };

/// `$1` as SQLite numbers it: `?1`. (It knows `$1` too, but as a name that gets its number by first appearance.)
[[nodiscard]] std::string sqlite_placeholders(std::string_view sql);

/// The statements of a schema step; comments and blank ones dropped.
[[nodiscard]] std::vector<std::string> split_statements(std::string_view script);

/// Type names of the portable dialect as the engine wants them: integer and bigint are 64 bits, real is a double,
/// bytes are blob or bytea. SQLite's tables become STRICT, so that it refuses what PostgreSQL refuses.
[[nodiscard]] std::string expand_types(std::string_view statement, Dialect dialect);

}  // namespace sonae::db
