#include "platform/db/postgresql_connection.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace sonae::db {

namespace {

// Object ids of pg_type, fixed since PostgreSQL 7.
constexpr Oid bool_type = 16;
constexpr Oid bytea_type = 17;
constexpr Oid int8_type = 20;
constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;
constexpr Oid text_type = 25;
constexpr Oid float4_type = 700;
constexpr Oid float8_type = 701;
constexpr Oid numeric_type = 1700;

/// libpq in blocking mode must not be fed more than the socket's buffers hold while the server waits to answer.
constexpr std::size_t batch_rows = 256;
constexpr std::size_t cached_statements = 512;

/// Values that the URL may override: a server that is gone is noticed within seconds, a statement that hangs is cut.
constexpr std::pair<const char*, const char*> defaults[] = {
    {"connect_timeout", "5"},    {"keepalives_idle", "10"},     {"keepalives_interval", "5"},
    {"keepalives_count", "3"},   {"tcp_user_timeout", "15000"}, {"application_name", "sonae"},
    {"client_encoding", "UTF8"},
};
constexpr const char* session_settings =
    "set statement_timeout = '30s'; set lock_timeout = '10s'; set idle_in_transaction_session_timeout = '60s';"
    " set standard_conforming_strings = on; set extra_float_digits = 1; set bytea_output = 'hex'";

std::string number_text(double value) {
  char buffer[64];
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return error == std::errc() ? std::string(buffer, end) : std::string("NaN");
}

template <typename Number>
Number read_number(const char* text) {
  Number out{};
  std::from_chars(text, text + std::strlen(text), out);
  return out;
}

/// sum() and avg() of bigint are numeric; a whole one is an integer, as SQLite has it.
Value read_numeric(const char* text) {
  if (std::strpbrk(text, ".eEN") == nullptr) return read_number<std::int64_t>(text);
  return read_number<double>(text);
}

Value read_value(const PGresult* answer, int row, int column) {
  if (pq().PQgetisnull(answer, row, column) != 0) return std::monostate{};
  const char* text = pq().PQgetvalue(answer, row, column);
  switch (pq().PQftype(answer, column)) {
    case bool_type:
      return static_cast<std::int64_t>(*text == 't');
    case int2_type:
    case int4_type:
    case int8_type:
      return read_number<std::int64_t>(text);
    case float4_type:
    case float8_type:
      return read_number<double>(text);
    case numeric_type:
      return read_numeric(text);
    case bytea_type:
      return from_hex(std::string_view(text).substr(2)).value_or(Bytes());
    default:
      return std::string(text, static_cast<std::size_t>(pq().PQgetlength(answer, row, column)));
  }
}

Trouble trouble_of(std::string_view state) {
  if (state == "40001" || state == "40P01" || state == "55P03") return Trouble::Retry;
  if (state == "53100") return Trouble::Full;
  // 57P01..03: the server is going down or not up yet; 08…: the connection; 25P03: idle in transaction too long.
  if (state.starts_with("08") || state.starts_with("57P0") || state == "25P03" || state == "53300")
    return Trouble::Away;
  if (state.starts_with("58") || state.starts_with("XX")) return Trouble::Io;
  return Trouble::Refused;
}

const char* constraint_key(std::string_view state) {
  if (state == "23505") return "error.db.unique";
  if (state == "23503") return "error.db.foreign_key";
  if (state == "23502") return "error.db.not_null";
  if (state == "23514") return "error.db.check";
  return nullptr;
}

}  // namespace

/// Arguments as libpq takes them. Types are said, so that the server refuses what does not fit instead of guessing.
struct PostgresqlConnection::Parameters {
  std::vector<std::string> texts;
  std::vector<Oid> types;
  std::vector<const char*> values;
  std::vector<int> lengths;
  std::vector<int> formats;

  explicit Parameters(const Args& args) : texts(args.size()) {
    for (std::size_t i = 0; i < args.size(); ++i) add(args[i].value(), texts[i]);
  }
  void add(const Value& value, std::string& text) {
    const auto put = [&](Oid type, const char* data, std::size_t size, int format) {
      types.push_back(type);
      values.push_back(data);
      lengths.push_back(static_cast<int>(size));
      formats.push_back(format);
    };
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
      text = std::to_string(*integer);
      put(int8_type, text.c_str(), text.size(), 0);
    } else if (const auto* real = std::get_if<double>(&value)) {
      text = number_text(*real);
      put(float8_type, text.c_str(), text.size(), 0);
    } else if (const auto* string = std::get_if<std::string>(&value)) {
      put(text_type, string->c_str(), string->size(), 0);
    } else if (const auto* bytes = std::get_if<Bytes>(&value)) {
      const void* data = bytes->empty() ? "" : static_cast<const void*>(bytes->data());
      put(bytea_type, static_cast<const char*>(data), bytes->size(), 1);
    } else {
      put(0, nullptr, 0, 0);
    }
  }
  [[nodiscard]] int count() const { return static_cast<int>(types.size()); }
};

Result<std::unique_ptr<PostgresqlConnection>> PostgresqlConnection::open(const std::string& url) {
  TRY(load_libpq());
  char* problem = nullptr;
  PQconninfoOption* options = pq().PQconninfoParse(url.c_str(), &problem);
  if (options == nullptr) {
    const std::string detail = problem == nullptr ? "" : problem;
    pq().PQfreemem(problem);
    return invalid("error.db.url", {}, detail);
  }
  std::vector<const char*> keys;
  std::vector<const char*> values;
  for (const auto& [key, value] : defaults) {
    keys.push_back(key);
    values.push_back(value);
  }
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    keys.push_back(option->keyword);
    values.push_back(option->val);
  }
  keys.push_back(nullptr);
  values.push_back(nullptr);
  std::unique_ptr<PostgresqlConnection> self(
      new PostgresqlConnection(pq().PQconnectdbParams(keys.data(), values.data(), 0)));
  pq().PQconninfoFree(options);
  if (!self->usable()) {
    const char* message = pq().PQerrorMessage(self->handle_.get());
    return unavailable("error.db.away", message == nullptr ? "" : message);
  }
  // "table already exists, skipping" is no news.
  pq().PQsetNoticeProcessor(self->handle_.get(), [](void*, const char*) {}, nullptr);
  TRY(self->run(session_settings));
  return self;
}

std::unexpected<Error> PostgresqlConnection::failed(const PGresult* answer) {
  const char* field = answer == nullptr ? nullptr : pq().PQresultErrorField(answer, PG_DIAG_SQLSTATE);
  const std::string state = field == nullptr ? "" : field;
  std::string detail = answer == nullptr ? pq().PQerrorMessage(handle_.get()) : pq().PQresultErrorMessage(answer);
  while (!detail.empty() && detail.back() == '\n') detail.pop_back();
  detail += " (SQLSTATE " + (state.empty() ? "none" : state) + ")";
  trouble_ = !usable() ? Trouble::Away : trouble_of(state);
  if (const char* key = constraint_key(state)) {
    const char* constraint = pq().PQresultErrorField(answer, PG_DIAG_CONSTRAINT_NAME);
    if (constraint == nullptr) constraint = pq().PQresultErrorField(answer, PG_DIAG_COLUMN_NAME);
    return fail(ErrorKind::Conflict, key, {}, (constraint == nullptr ? "" : std::string(constraint) + ": ") + detail);
  }
  return std::unexpected(error_of(trouble_, std::move(detail)));
}

Result<std::string> PostgresqlConnection::prepare(std::string_view sql, const Parameters& parameters) {
  std::string key(sql);
  for (const Oid type : parameters.types) key += "|" + std::to_string(type);
  if (const auto found = statements_.find(key); found != statements_.end()) return found->second;
  if (statements_.size() >= cached_statements) {
    TRY(run("deallocate all"));
    statements_.clear();
  }
  const std::string name = "s" + std::to_string(statements_.size() + 1);
  const Answer answer(pq().PQprepare(handle_.get(), name.c_str(), std::string(sql).c_str(), parameters.count(),
                                     parameters.types.data()));
  if (pq().PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return failed(answer.get());
  statements_.emplace(std::move(key), name);
  return name;
}

void PostgresqlConnection::count_changes(PGresult* answer) {
  const std::string_view tag = pq().PQcmdStatus(answer);
  if (tag.starts_with("INSERT") || tag.starts_with("UPDATE") || tag.starts_with("DELETE")) {
    changes_ += read_number<std::int64_t>(pq().PQcmdTuples(answer));
  }
}

/// Takes the answer to the end of the snapshot before.
Result<void> PostgresqlConnection::settle() {
  if (!std::exchange(ending_, false)) return {};
  Result<void> result;
  while (const Answer answer{pq().PQgetResult(handle_.get())})
    if (result && pq().PQresultStatus(answer.get()) != PGRES_COMMAND_OK) result = failed(answer.get());
  if (result && !usable()) result = failed(nullptr);
  return result;
}

Result<void> PostgresqlConnection::read_only(std::string_view statement) {
  if (statement == begin_reading) {
    begin_with_next_ = true;
    return {};
  }
  if (std::exchange(begin_with_next_, false)) return {};
  if (pq().PQsendQuery(handle_.get(), "commit") == 0) return failed(nullptr);
  ending_ = true;
  return {};
}

Result<PostgresqlConnection::Answer> PostgresqlConnection::begin_and_run(const std::string& name,
                                                                         const Parameters& parameters) {
  if (pq().PQenterPipelineMode(handle_.get()) == 0) return failed(nullptr);
  const bool sent =
      pq().PQsendQueryParams(handle_.get(), begin_reading, 0, nullptr, nullptr, nullptr, nullptr, 0) != 0 &&
      pq().PQsendQueryPrepared(handle_.get(), name.c_str(), parameters.count(), parameters.values.data(),
                               parameters.lengths.data(), parameters.formats.data(), 0) != 0 &&
      pq().PQpipelineSync(handle_.get()) != 0;
  if (!sent) return failed(nullptr);
  Result<Answer> wanted = Answer();
  for (int statement = 0; statement < 2; ++statement)
    while (Answer answer{pq().PQgetResult(handle_.get())}) {
      const auto status = pq().PQresultStatus(answer.get());
      if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        if (wanted) wanted = std::move(answer);
      } else if (status != PGRES_PIPELINE_ABORTED && wanted) {
        wanted = failed(answer.get());
      }
    }
  const Answer sync(pq().PQgetResult(handle_.get()));
  if (wanted && pq().PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) wanted = failed(sync.get());
  if (pq().PQexitPipelineMode(handle_.get()) == 0 && wanted) wanted = failed(nullptr);
  return wanted;
}

Result<PostgresqlConnection::Answer> PostgresqlConnection::run_prepared(std::string_view sql, const Args& args) {
  TRY(settle());
  const Parameters parameters(args);
  const std::string name = TRY(prepare(sql, parameters));
  if (std::exchange(begin_with_next_, false)) return begin_and_run(name, parameters);
  Answer answer(pq().PQexecPrepared(handle_.get(), name.c_str(), parameters.count(), parameters.values.data(),
                                    parameters.lengths.data(), parameters.formats.data(), 0));
  const auto status = pq().PQresultStatus(answer.get());
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) return failed(answer.get());
  count_changes(answer.get());
  return answer;
}

Result<Rows> PostgresqlConnection::query(std::string_view sql, const Args& args) {
  const Answer answer = TRY(run_prepared(sql, args));
  const int columns = pq().PQnfields(answer.get());
  Rows rows;
  rows.reserve(static_cast<std::size_t>(pq().PQntuples(answer.get())));
  for (int row = 0; row < pq().PQntuples(answer.get()); ++row) {
    std::vector<Value> values;
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(read_value(answer.get(), row, column));
    rows.emplace_back(std::move(values));
  }
  return rows;
}

Result<std::int64_t> PostgresqlConnection::execute(std::string_view sql, const Args& args) {
  const std::int64_t before = changes_;
  TRY(run_prepared(sql, args));
  return changes_ - before;
}

Result<void> PostgresqlConnection::send_batch(const std::string& name, std::span<const Args> rows) {
  for (const Args& row : rows) {
    const Parameters parameters(row);
    if (pq().PQsendQueryPrepared(handle_.get(), name.c_str(), parameters.count(), parameters.values.data(),
                                 parameters.lengths.data(), parameters.formats.data(), 0) == 0) {
      return failed(nullptr);
    }
  }
  if (pq().PQpipelineSync(handle_.get()) == 0) return failed(nullptr);
  return {};
}

/// Takes every answer up to the synchronisation point, whatever failed among them.
Result<void> PostgresqlConnection::receive_batch(std::size_t rows) {
  Result<void> result;
  for (std::size_t i = 0; i < rows; ++i) {
    while (const Answer answer{pq().PQgetResult(handle_.get())}) {
      const auto status = pq().PQresultStatus(answer.get());
      if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) {
        count_changes(answer.get());
      } else if (status != PGRES_PIPELINE_ABORTED && result) {
        result = failed(answer.get());
      }
    }
  }
  const Answer sync(pq().PQgetResult(handle_.get()));
  if (result && pq().PQresultStatus(sync.get()) != PGRES_PIPELINE_SYNC) return failed(sync.get());
  return result;
}

Result<void> PostgresqlConnection::execute_many(std::string_view sql, const std::vector<Args>& rows) {
  TRY(settle());
  // Rows with a null in another place have other types; each kind is a statement of its own, prepared before the
  // pipeline begins. Runs of equal kind are sent together, so that the order of the rows stays.
  for (std::size_t begin = 0; begin < rows.size();) {
    const Parameters first(rows[begin]);
    const std::string name = TRY(prepare(sql, first));
    std::size_t end = begin + 1;
    while (end < rows.size() && end - begin < batch_rows && Parameters(rows[end]).types == first.types) ++end;
    if (pq().PQenterPipelineMode(handle_.get()) == 0) return failed(nullptr);
    Result<void> done = send_batch(name, std::span(rows).subspan(begin, end - begin));
    if (done) done = receive_batch(end - begin);
    if (pq().PQexitPipelineMode(handle_.get()) == 0 && done) done = failed(nullptr);
    TRY(std::move(done));
    begin = end;
  }
  return {};
}

Result<void> PostgresqlConnection::run(const char* sql) {
  begin_with_next_ = false;
  TRY(settle());
  const Answer answer(pq().PQexec(handle_.get(), sql));
  if (pq().PQresultStatus(answer.get()) != PGRES_COMMAND_OK) return failed(answer.get());
  return {};
}

std::string PostgresqlConnection::server_version() const {
  const int version = pq().PQserverVersion(handle_.get());
  return std::to_string(version / 10000) + "." + std::to_string(version % 10000);
}

}  // namespace sonae::db
