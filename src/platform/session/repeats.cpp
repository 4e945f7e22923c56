#include "platform/session/repeats.h"

#include <algorithm>
#include <array>

#include "base/json.h"

namespace sonae::session {

namespace {

constexpr std::size_t longest_key = 100;

constexpr db::Sql insert_repeat =
    "insert into repeats (company_id, user_id, route, repeat_key, content, reserved_at) "
    "values ($1, $2, $3, $4, $5, $6) on conflict (company_id, user_id, route, repeat_key) do nothing";
constexpr db::Sql select_repeat =
    "select content, reserved_at, answer from repeats "
    "where company_id = $1 and user_id = $2 and route = $3 and repeat_key = $4";
constexpr db::Sql update_repeat =
    "update repeats set answer = $5 where company_id = $1 and user_id = $2 and route = $3 and repeat_key = $4";
constexpr db::Sql delete_repeat =
    "delete from repeats where company_id = $1 and user_id = $2 and route = $3 and repeat_key = $4";
constexpr db::Sql delete_old_repeats = "delete from repeats where company_id = $1 and reserved_at < $2";

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= longest_key &&
         std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7f; });
}

std::string route_of(const http::Attempt& attempt) {
  return std::string(http::name_of(attempt.route.method)) + " " + attempt.route.pattern;
}

std::string owner_of(const http::Attempt& attempt) {
  return attempt.actor.user.text() + " " + route_of(attempt) + " " + std::string(attempt.key);
}

// {"status","type","headers"} in one line, then the body as it is.
std::string packed(const http::Response& response) {
  json::array headers;
  for (const auto& [name, value] : response.headers)
    headers.push_back(json::array{json::value(name), json::value(value)});
  const json::object head{
      {"status", response.status}, {"type", response.content_type}, {"headers", std::move(headers)}};
  return json::write(head) + "\n" + response.body;
}

Result<http::Response> unpacked(std::string_view text) {
  const std::size_t line = text.find('\n');
  if (line == std::string_view::npos) return internal("a kept answer without its head");
  const json::value head = TRY(json::parse(text.substr(0, line)));
  http::Response response;
  response.status = static_cast<int>(head.as_object().at("status").as_int64());
  response.content_type = head.as_object().at("type").as_string().c_str();
  for (const json::value& header : head.as_object().at("headers").as_array())
    response.headers.emplace_back(header.as_array().at(0).as_string().c_str(),
                                  header.as_array().at(1).as_string().c_str());
  response.headers.emplace_back("Idempotency-Replayed", "true");
  response.body = text.substr(line + 1);
  return response;
}

// After these the change is known not to be there: decided before the commit, or rolled back. Whatever else went wrong
// may have happened after it.
bool changed_nothing(const Error& error) {
  constexpr std::array<std::string_view, 3> before_the_work = {"error.busy", "error.throttled", "error.disk_full"};
  if (error.kind == ErrorKind::Unavailable)
    return std::ranges::find(before_the_work, error.key) != before_the_work.end();
  return error.kind != ErrorKind::Internal;
}

}  // namespace

Result<std::optional<http::Response>> Repeats::begin(const http::Attempt& attempt) {
  if (!is_key(attempt.key)) return invalid("error.repeat.key");
  const auto& [company, user] = std::pair(attempt.actor.company, attempt.actor.user);
  const auto known = TRY(database_.write(
      [&](db::WriteTx& tx) -> Result<std::optional<db::Row>> {
        TRY(tx.execute(delete_old_repeats, {company, attempt.now.plus_ms(-repeat_kept_ms)}));
        const std::string route = route_of(attempt);
        if (TRY(tx.execute(insert_repeat, {company, user, route, attempt.key, attempt.content, attempt.now})) == 1)
          return std::nullopt;
        return TRY(tx.find(select_repeat, {company, user, route, attempt.key}));
      },
      db::Purpose::Housekeeping));
  if (!known) return std::nullopt;
  if (!same_secret(known->bytes(0), attempt.content)) return invalid("error.repeat.other");
  if (known->is_null(2)) {
    const bool waiting = attempt.now.ms() - known->instant(1).ms() < repeat_unclear_ms;
    return conflict(waiting ? "error.repeat.under_way" : "error.repeat.unclear");
  }
  const Bytes plain = TRY(keys_.open(known->bytes(2), owner_of(attempt)));
  return TRY(unpacked(std::string_view(reinterpret_cast<const char*>(plain.data()), plain.size())));
}

void Repeats::finish(const http::Attempt& attempt, const Result<http::Response>& outcome) {
  const std::string route = route_of(attempt);
  // What cannot be written here leaves the key reserved, and its repetition unclear (invariant 3).
  if (outcome) {
    const std::string answer = packed(*outcome);
    if (answer.size() > largest_kept_answer) return;
    const Bytes sealed = keys_.seal(as_bytes(answer), owner_of(attempt));
    (void)database_.write(
        [&](db::WriteTx& tx) {
          return tx.execute(update_repeat, {attempt.actor.company, attempt.actor.user, route, attempt.key, sealed});
        },
        db::Purpose::Housekeeping);
  } else if (changed_nothing(outcome.error())) {
    (void)database_.write(
        [&](db::WriteTx& tx) {
          return tx.execute(delete_repeat, {attempt.actor.company, attempt.actor.user, route, attempt.key});
        },
        db::Purpose::Housekeeping);
  }
}

}  // namespace sonae::session
