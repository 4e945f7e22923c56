#include "platform/session/throttle.h"

#include <algorithm>

#include "base/bytes.h"
#include "platform/session/actor.h"

namespace sonae::session {

namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr std::int64_t known_ms = 30 * day_ms;
/// An address that has been quiet for so long starts anew.
constexpr std::int64_t address_memory_ms = 60LL * 60 * 1000;
/// Counters of nobody's logins are thrown away after this time.
constexpr std::int64_t keep_ms = 60 * day_ms;

// Rows of the installation itself: a failed sign-in belongs to no company yet.
constexpr db::Sql find_counter =
    "select failures, last_failure_at, blocked_until, known_until from throttles where company_id = $1 and subject = "
    "$2";
constexpr db::Sql save_counter =
    "insert into throttles (company_id, subject, failures, last_failure_at, blocked_until, known_until) "
    "values ($1, $2, $3, $4, $5, $6) on conflict (company_id, subject) do update set failures = excluded.failures, "
    "last_failure_at = excluded.last_failure_at, blocked_until = excluded.blocked_until, "
    "known_until = excluded.known_until";
constexpr db::Sql take_one_back =
    "update throttles set failures = failures - 1, blocked_until = 0 "
    "where company_id = $1 and subject = $2 and failures > 0";
constexpr db::Sql clear_counter =
    "update throttles set failures = 0, blocked_until = 0 where company_id = $1 and subject = $2";
constexpr db::Sql drop_old =
    "delete from throttles where company_id = $1 and last_failure_at < $2 and known_until < $3";

struct Counter {
  std::int64_t failures = 0;
  Instant last_failure_at;
  Instant blocked_until;
  Instant known_until;
};

// Logins are kept as digests: what people type there by mistake is often a password.
std::string digest_of(std::string_view login) { return to_hex(sha256(login)).substr(0, 32); }
std::string stranger_subject(std::string_view login) { return "login:" + digest_of(login); }
std::string known_subject(const Attempt& attempt) {
  return "known:" + digest_of(attempt.login) + "@" + attempt.address;
}
std::string address_subject(const Attempt& attempt) { return "address:" + attempt.address; }

Result<Counter> load(db::Tx& tx, const std::string& subject) {
  const auto row = TRY(tx.find(find_counter, {installation_company, subject}));
  if (!row) return Counter{};
  return Counter{row->integer(0), row->instant(1), row->instant(2), row->instant(3)};
}

Result<void> save(db::WriteTx& tx, const std::string& subject, const Counter& counter) {
  TRY(tx.execute(save_counter, {installation_company, subject, counter.failures, counter.last_failure_at,
                                counter.blocked_until, counter.known_until}));
  return {};
}

// A clock that was set back must not turn a short block into a long one (RE17): no block reaches further than a day.
std::int64_t wait_ms(const Counter& counter, Instant now) {
  const std::int64_t left = counter.blocked_until.ms() - now.ms();
  return left > day_ms ? 0 : std::max<std::int64_t>(left, 0);
}

struct Counters {
  std::string account_key;
  Counter account;
  std::string address_key;
  Counter address;
};

Result<Counters> load_counters(db::Tx& tx, const Attempt& attempt, Instant now) {
  Counters counters;
  counters.account_key = known_subject(attempt);
  counters.account = TRY(load(tx, counters.account_key));
  if (counters.account.known_until <= now) {
    counters.account_key = stranger_subject(attempt.login);
    counters.account = TRY(load(tx, counters.account_key));
  }
  counters.address_key = address_subject(attempt);
  counters.address = TRY(load(tx, counters.address_key));
  if (now.ms() - counters.address.last_failure_at.ms() > address_memory_ms) counters.address = {};
  return counters;
}

Result<void> add_failure(db::WriteTx& tx, Counters& counters, Instant now) {
  Counter& account = counters.account;
  ++account.failures;
  account.last_failure_at = now;
  account.blocked_until = now.plus_seconds(account_delay_seconds(account.failures));
  Counter& address = counters.address;
  ++address.failures;
  address.last_failure_at = now;
  address.blocked_until = now.plus_seconds(address_delay_seconds(address.failures));
  TRY(save(tx, counters.account_key, account));
  return save(tx, counters.address_key, address);
}

std::int64_t doubling(std::int64_t over) { return over >= 10 ? 900 : std::min<std::int64_t>(900, 1LL << over); }

}  // namespace

std::int64_t account_delay_seconds(std::int64_t failures) {
  if (failures < 5) return 0;
  if (failures >= failures_in_a_row) return day_ms / 1000;
  return doubling(failures - 5);
}

std::int64_t address_delay_seconds(std::int64_t failures) { return failures < 20 ? 0 : doubling(failures - 20); }

Result<std::int64_t> count_attempt(db::WriteTx& tx, const Attempt& attempt, Instant now) {
  Counters counters = TRY(load_counters(tx, attempt, now));
  const std::int64_t wait = std::max(wait_ms(counters.account, now), wait_ms(counters.address, now));
  if (wait > 0)
    return fail(ErrorKind::Unavailable, "session.throttled", {{"retry_after", std::to_string((wait + 999) / 1000)}});
  TRY(add_failure(tx, counters, now));
  TRY(tx.execute(drop_old, {installation_company, now.plus_ms(-keep_ms), now}));
  return counters.account.failures;
}

Result<void> count_failure(db::WriteTx& tx, const Attempt& attempt, Instant now) {
  Counters counters = TRY(load_counters(tx, attempt, now));
  return add_failure(tx, counters, now);
}

Result<void> forgive_attempt(db::WriteTx& tx, const Attempt& attempt, Instant now) {
  const std::string known_key = known_subject(attempt);
  const bool is_known = TRY(load(tx, known_key)).known_until > now;
  TRY(tx.execute(take_one_back, {installation_company, is_known ? known_key : stranger_subject(attempt.login)}));
  TRY(tx.execute(take_one_back, {installation_company, address_subject(attempt)}));
  return {};
}

Result<void> forget_failures(db::WriteTx& tx, const Attempt& attempt, Instant now) {
  TRY(tx.execute(clear_counter, {installation_company, stranger_subject(attempt.login)}));
  // The address keeps its failures but one: an own account is no way to wash away guesses at others.
  TRY(tx.execute(take_one_back, {installation_company, address_subject(attempt)}));
  return save(tx, known_subject(attempt), {0, now, Instant(), now.plus_ms(known_ms)});
}

Result<void> recover_account(db::WriteTx& tx, std::string_view login) {
  TRY(tx.execute(clear_counter, {installation_company, stranger_subject(login)}));
  return {};
}

}  // namespace sonae::session
