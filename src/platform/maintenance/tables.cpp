#include "platform/maintenance/tables.h"

#include <fstream>

#include "base/json.h"
#include "platform/db/engine.h"

namespace sonae::maintenance {

namespace fs = std::filesystem;

namespace {

constexpr db::Sql sqlite_tables(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite%' order by name");
constexpr db::Sql postgresql_tables(
    "select cast(table_name as text) from information_schema.tables"
    " where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name");
constexpr db::Sql postgresql_columns(
    "select cast(column_name as text) from information_schema.columns"
    " where table_schema = current_schema() and table_name = $1 order by ordinal_position");
constexpr db::Sql postgresql_foreign_keys(
    "select cast(conrelid::regclass as text), cast(conname as text), pg_get_constraintdef(oid) from pg_constraint"
    " where contype = 'f' and connamespace = current_schema()::regnamespace order by conname");
/// What must not come back to life (RE12): open doors, and answers that are kept for a repetition.
constexpr const char* sessions[] = {"sessions", "setup_tokens", "repeats"};

/// Names come from the engine's own catalogue and are quoted all the same.
std::string quote_name(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

Result<db::Rows> run(db::Tx& tx, const std::string& sql) { return tx.query(db::SchemaText::statement(sql)); }
Result<void> change(db::WriteTx& tx, const std::string& sql) {
  TRY(tx.execute(db::SchemaText::statement(sql)));
  return {};
}

Result<std::vector<std::string>> names(db::Tx& tx, db::Sql sql, const db::Args& args = {}) {
  std::vector<std::string> out;
  for (const db::Row& row : TRY(tx.query(sql, args))) out.push_back(row.text(0));
  return out;
}

struct ToJson {
  json::value operator()(std::monostate) const { return nullptr; }
  json::value operator()(std::int64_t v) const { return v; }
  json::value operator()(double v) const { return v; }
  json::value operator()(const std::string& v) const { return json::value(v); }
  json::value operator()(const Bytes& v) const { return json::object{{"b", to_hex(v)}}; }
};

std::optional<db::Arg> from_json(const json::value& value) {
  if (value.is_null()) return db::Arg(std::nullopt);
  if (value.is_int64()) return db::Arg(value.as_int64());
  if (value.is_double()) return db::Arg(value.as_double());
  if (value.is_string()) return db::Arg(std::string(value.as_string()));
  const auto* hex = value.is_object() ? value.as_object().if_contains("b") : nullptr;
  if (hex == nullptr || !hex->is_string()) return std::nullopt;
  auto bytes = from_hex(std::string_view(hex->as_string()));
  if (!bytes) return std::nullopt;
  return db::Arg(*std::move(bytes));
}

Result<void> dump_table(db::Tx& tx, const std::string& table, const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  json::array heading;
  for (const std::string& column : TRY(names(tx, postgresql_columns, {table}))) heading.emplace_back(column);
  out << json::write(heading) << '\n';
  TRY(run(tx, "declare dump no scroll cursor for select * from " + quote_name(table)));
  for (;;) {
    const auto rows = TRY(run(tx, "fetch 1000 from dump"));
    for (const db::Row& row : rows) {
      json::array cells;
      for (std::size_t i = 0; i < row.size(); ++i) cells.push_back(std::visit(ToJson{}, row.value(i)));
      out << json::write(cells) << '\n';
    }
    if (rows.empty()) break;
  }
  TRY(run(tx, "close dump"));
  out.flush();
  if (!out) return unavailable("error.disk_full", file.string());
  return {};
}

std::unexpected<Error> bad_line(const fs::path& file, std::int64_t line) {
  return invalid("error.backup.table", {{"path", file.string()}, {"line", std::to_string(line)}});
}

constexpr std::size_t longest_line = 256 * 1024 * 1024;

Result<std::string> insert_statement(const std::string& heading, const std::string& table, const fs::path& file) {
  const auto parsed = json::parse(heading);
  if (!parsed || !parsed->is_array()) return bad_line(file, 1);
  std::string columns;
  std::string places;
  for (const json::value& column : parsed->as_array()) {
    if (!column.is_string()) return bad_line(file, 1);
    const std::string comma = columns.empty() ? "" : ", ";
    const auto count = static_cast<std::size_t>(&column - parsed->as_array().data()) + 1;
    columns += comma + quote_name(column.as_string());
    places += comma + "$" + std::to_string(count);
  }
  return "insert into " + quote_name(table) + " (" + columns + ") values (" + places + ")";
}

Result<void> load_table(db::WriteTx& tx, const std::string& table, const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string line;
  if (!std::getline(in, line)) return bad_line(file, 1);
  const std::string insert = TRY(insert_statement(line, table, file));
  TRY(change(tx, "delete from " + quote_name(table)));
  std::vector<db::Args> batch;
  for (std::int64_t number = 2; std::getline(in, line); ++number) {
    const auto parsed = json::parse(line, longest_line);
    if (!parsed || !parsed->is_array()) return bad_line(file, number);
    db::Args row;
    for (const json::value& cell : parsed->as_array()) {
      auto arg = from_json(cell);
      if (!arg) return bad_line(file, number);
      row.push_back(*std::move(arg));
    }
    batch.push_back(std::move(row));
    if (batch.size() < 1000) continue;
    TRY(tx.execute_many(db::SchemaText::statement(insert), batch));
    batch.clear();
  }
  return tx.execute_many(db::SchemaText::statement(insert), batch);
}

}  // namespace

Result<std::map<std::string, std::int64_t>> count_rows(db::Tx& tx, Kind kind) {
  std::map<std::string, std::int64_t> out;
  const auto tables = TRY(kind == Kind::Sqlite ? names(tx, sqlite_tables) : names(tx, postgresql_tables));
  for (const std::string& table : tables) {
    out[table] = TRY(run(tx, "select count(*) from " + quote_name(table))).at(0).integer(0);
  }
  return out;
}

Result<void> dump_tables(db::Tx& tx, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  for (const std::string& table : TRY(names(tx, postgresql_tables))) {
    TRY(dump_table(tx, table, folder / (table + ".jsonl")));
  }
  return {};
}

Result<void> load_tables(db::Database& database, const fs::path& folder) {
  return database.write(
      [&](db::WriteTx& tx) -> Result<void> {
        const auto keys = TRY(tx.query(postgresql_foreign_keys));
        for (const db::Row& key : keys) {
          TRY(change(tx, "alter table " + key.text(0) + " drop constraint " + quote_name(key.text(1))));
        }
        for (const std::string& table : TRY(names(tx, postgresql_tables))) {
          const fs::path file = folder / (table + ".jsonl");
          // Which steps have run is what the migration before this has written.
          if (!table.starts_with("schema_") && fs::exists(file)) TRY(load_table(tx, table, file));
        }
        for (const db::Row& key : keys) {
          TRY(change(tx,
                     "alter table " + key.text(0) + " add constraint " + quote_name(key.text(1)) + " " + key.text(2)));
        }
        return {};
      },
      db::Purpose::Housekeeping);
}

Result<void> drop_sessions(db::Database& database, const std::map<std::string, std::int64_t>& tables) {
  for (const char* table : sessions) {
    if (!tables.contains(table)) continue;
    TRY(database.write([&](db::WriteTx& tx) { return change(tx, "delete from " + quote_name(table)); },
                       db::Purpose::Housekeeping));
  }
  return {};
}

}  // namespace sonae::maintenance
