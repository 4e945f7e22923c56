// Invariants (tests cite the number)
//  1. Every statement of a step is one transaction together with its count in schema_step, so that a kill at any point
//     leaves a state from which the next start goes on.
//  2. One process at a time migrates: a lease row with expiry and fencing number, renewed in every one of those
//     transactions (two servers may start together on one PostgreSQL).
//  3. A step that was begun keeps its checksum; a changed text is refused before anything runs.

#include "platform/db/migrations.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <map>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "base/bytes.h"
#include "embedded/schema.h"
#include "platform/clock.h"
#include "platform/db/engine.h"
#include "platform/db/migration_run.h"
#include "platform/db/sql_text.h"

namespace sonae::db {

namespace {

constexpr std::int64_t lease_ms = 60'000;
constexpr int lease_polls = 600;
constexpr auto lease_poll = std::chrono::milliseconds(200);

constexpr Sql make_steps(
    "create table if not exists schema_step ("
    " slice text not null, number bigint not null, name text not null, checksum text not null,"
    " statements_done bigint not null, finished bigint not null, at bigint not null, primary key (slice, number))");
constexpr Sql make_lease(
    "create table if not exists schema_lease ("
    " id bigint not null primary key, holder text not null, fence bigint not null, expires_at bigint not null)");
constexpr Sql select_steps("select slice, number, checksum, statements_done, finished from schema_step");
constexpr Sql upsert_step(
    "insert into schema_step (slice, number, name, checksum, statements_done, finished, at)"
    " values ($1, $2, $3, $4, $5, $6, $7) on conflict (slice, number) do update"
    " set statements_done = excluded.statements_done, finished = excluded.finished, at = excluded.at");
constexpr Sql take_lease(
    "insert into schema_lease (id, holder, fence, expires_at) values (1, $1, 1, $2) on conflict (id) do update"
    " set holder = excluded.holder, fence = schema_lease.fence + 1, expires_at = excluded.expires_at"
    " where schema_lease.expires_at < $3 returning fence");
constexpr Sql renew_lease("update schema_lease set expires_at = $3 where id = 1 and holder = $1 and fence = $2");
constexpr Sql drop_lease("update schema_lease set expires_at = 0 where id = 1 and holder = $1 and fence = $2");

struct Step {
  std::string checksum;
  std::int64_t statements_done = 0;
  bool finished = false;
};
using Steps = std::map<std::pair<std::string, std::int64_t>, Step>;

std::string checksum_of(const Migration& migration) { return to_hex(sha256(migration.sql)); }
std::string label(std::string_view slice, std::int64_t number) {
  return std::string(slice) + "/" + std::to_string(number);
}

int layer_rank(std::string_view layer) { return layer == "platform" ? 0 : layer == "core" ? 1 : 2; }

/// "features/assessment/schema/001_sheet.sql": the slice is the folder that holds schema/.
std::optional<std::pair<int, Migration>> read_name(const EmbeddedFile& file) {
  const std::size_t folder_end = file.name.rfind("/schema/");
  if (folder_end == std::string_view::npos) return std::nullopt;
  const std::string_view folder = file.name.substr(0, folder_end);
  const std::size_t slice_begin = folder.rfind('/');
  const std::string_view base = file.name.substr(folder_end + 8);
  Migration migration{folder.substr(slice_begin == std::string_view::npos ? 0 : slice_begin + 1), 0, {}, file.bytes};
  const auto [end, error] = std::from_chars(base.data(), base.data() + base.size(), migration.number);
  const auto digits = static_cast<std::size_t>(end - base.data());
  if (error != std::errc() || digits >= base.size() || base[digits] != '_' || !base.ends_with(".sql"))
    return std::nullopt;
  migration.name = base.substr(digits + 1, base.size() - digits - 5);
  return std::pair(layer_rank(file.name.substr(0, file.name.find('/'))), migration);
}

std::vector<Migration> load_migrations() {
  std::vector<std::pair<int, Migration>> found;
  for (const EmbeddedFile& file : embedded::schema()) {
    auto one = read_name(file);
    if (!one) die("schema file is not named <layer>/<slice>/schema/NNN_name.sql: " + std::string(file.name));
    found.push_back(*one);
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second.slice, a.second.number) < std::tie(b.first, b.second.slice, b.second.number);
  });
  std::vector<Migration> out;
  for (const auto& [rank, migration] : found) {
    const bool same_slice = !out.empty() && out.back().slice == migration.slice;
    if (migration.number != (same_slice ? out.back().number + 1 : 1)) {
      die("schema steps of a slice must count 1, 2, …: " + label(migration.slice, migration.number));
    }
    out.push_back(migration);
  }
  return out;
}

/// Nothing when the database is still empty.
Result<std::optional<Steps>> load_steps(Database& database) {
  auto rows = database.read([](Tx& tx) { return tx.query(select_steps); });
  if (!rows) {
    // No such table yet; every other failure would come back from the next statement too.
    if (rows.error().kind == ErrorKind::Internal) return std::nullopt;
    return std::unexpected(rows.error());
  }
  Steps steps;
  for (const Row& row : *rows) {
    steps[{row.text(0), row.integer(1)}] = Step{row.text(2), row.integer(3), row.boolean(4)};
  }
  return steps;
}

Result<MigrationStatus> compare(const Steps& steps, std::span<const Migration> migrations) {
  MigrationStatus status;
  std::size_t known = 0;
  for (const Migration& migration : migrations) {
    const auto step = steps.find({std::string(migration.slice), migration.number});
    if (step == steps.end()) {
      ++status.pending;
      continue;
    }
    ++known;
    if (step->second.checksum != checksum_of(migration)) {
      return fail(ErrorKind::Internal, "error.schema.changed", {{"step", label(migration.slice, migration.number)}});
    }
    ++(step->second.finished ? status.applied : status.pending);
  }
  if (known == steps.size()) return status;
  for (const auto& [key, step] : steps) {
    const bool ours = std::any_of(migrations.begin(), migrations.end(), [&](const Migration& migration) {
      return migration.slice == key.first && migration.number == key.second;
    });
    if (!ours) return conflict("error.schema.newer", {{"step", label(key.first, key.second)}});
  }
  return status;
}

class Runner {
 public:
  Runner(Database& database, Instant now) : database_(database), now_(now), holder_(to_hex(random_bytes<8>())) {}

  Result<void> bootstrap() {
    // Two servers that create the same table at the same moment clash in PostgreSQL's catalogue; the loser looks again.
    for (int attempt = 1;; ++attempt) {
      auto made = database_.write(
          [](WriteTx& tx) -> Result<void> {
            TRY(tx.execute(make_steps));
            TRY(tx.execute(make_lease));
            return {};
          },
          Purpose::Housekeeping);
      if (made || attempt == 5) return made;
      back_off(attempt + 4);
    }
  }

  Result<void> take() {
    for (int poll = 0; poll < lease_polls; ++poll) {
      const Instant at = now();
      auto rows =
          TRY(database_.write([&](WriteTx& tx) { return tx.query(take_lease, {holder_, at.plus_ms(lease_ms), at}); },
                              Purpose::Housekeeping));
      if (!rows.empty()) {
        fence_ = rows.front().integer(0);
        return {};
      }
      std::this_thread::sleep_for(lease_poll);
    }
    return unavailable("error.schema.lease");
  }

  void give_back() {
    // An expired lease frees itself; failing to say so earlier harms nobody.
    const auto ignored =
        database_.write([&](WriteTx& tx) { return tx.execute(drop_lease, {holder_, fence_}); }, Purpose::Housekeeping);
    static_cast<void>(ignored);
  }

  Result<void> apply(const Migration& migration, std::int64_t done, Dialect dialect) {
    const auto statements = split_statements(migration.sql);
    const auto total = static_cast<std::int64_t>(statements.size());
    for (std::int64_t i = done; i < total; ++i) {
      const std::string statement = expand_types(statements[static_cast<std::size_t>(i)], dialect);
      auto ran = database_.write(
          [&](WriteTx& tx) -> Result<void> {
            if (TRY(tx.execute(renew_lease, {holder_, fence_, now().plus_ms(lease_ms)})) != 1) {
              return unavailable("error.schema.lease", "the lease went to another process");
            }
            TRY(tx.execute(SchemaText::statement(statement)));
            TRY(tx.execute(upsert_step, {migration.slice, migration.number, migration.name, checksum_of(migration),
                                         i + 1, i + 1 == total, now_}));
            return {};
          },
          Purpose::Housekeeping);
      if (!ran) {
        Error error = ran.error();
        error.detail =
            label(migration.slice, migration.number) + " statement " + std::to_string(i + 1) + ": " + error.detail;
        return std::unexpected(std::move(error));
      }
    }
    return {};
  }

 private:
  Database& database_;
  Instant now_;
  std::string holder_;
  std::int64_t fence_ = 0;
};

}  // namespace

std::span<const Migration> all_migrations() {
  static const std::vector<Migration> migrations = load_migrations();
  return migrations;
}

Result<MigrationStatus> migration_status_of(Database& database, std::span<const Migration> migrations) {
  const auto steps = TRY(load_steps(database));
  return compare(steps.value_or(Steps{}), migrations);
}

Result<MigrationStatus> migrate_with(Database& database, std::span<const Migration> migrations, Instant now) {
  const auto before = TRY(migration_status_of(database, migrations));
  if (before.pending == 0) return before;
  Runner runner(database, now);
  TRY(runner.bootstrap());
  TRY(runner.take());
  const auto run = [&]() -> Result<MigrationStatus> {
    const Steps steps = TRY(load_steps(database)).value_or(Steps{});
    TRY(compare(steps, migrations));
    const Dialect dialect = database.engine().starts_with("sqlite") ? Dialect::Sqlite : Dialect::Postgresql;
    for (const Migration& migration : migrations) {
      const auto step = steps.find({std::string(migration.slice), migration.number});
      if (step != steps.end() && step->second.finished) continue;
      TRY(runner.apply(migration, step == steps.end() ? 0 : step->second.statements_done, dialect));
    }
    return migration_status_of(database, migrations);
  };
  auto result = run();
  runner.give_back();
  return result;
}

Result<MigrationStatus> migration_status(Database& database) { return migration_status_of(database, all_migrations()); }

Result<MigrationStatus> migrate(Database& database, Instant now) {
  return migrate_with(database, all_migrations(), now);
}

}  // namespace sonae::db
