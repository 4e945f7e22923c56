#include "platform/session/store.h"

#include <algorithm>

namespace sonae::session {

namespace {

// Credentials
constexpr db::Sql select_credential =
    "select password, password_short, must_change, factor_seed, factor_pending, factor_step from credentials "
    "where company_id = $1 and user_id = $2";
constexpr db::Sql select_with_factor =
    "select user_id from credentials where company_id = $1 and factor_seed is not null order by user_id limit 10000";
constexpr db::Sql upsert_password =
    "insert into credentials (company_id, user_id, password, password_short, must_change, password_at, factor_step) "
    "values ($1, $2, $3, $4, $5, $6, 0) on conflict (company_id, user_id) do update set password = excluded.password, "
    "password_short = excluded.password_short, must_change = excluded.must_change, "
    "password_at = excluded.password_at";
constexpr db::Sql update_rehash =
    "update credentials set password = $4 where company_id = $1 and user_id = $2 and password = $3";
constexpr db::Sql update_pending_seed =
    "update credentials set factor_pending = $3 where company_id = $1 and user_id = $2";
constexpr db::Sql update_factor =
    "update credentials set factor_seed = $3, factor_pending = null, factor_at = $4, factor_step = $5 "
    "where company_id = $1 and user_id = $2";
constexpr db::Sql clear_factor =
    "update credentials set factor_seed = null, factor_pending = null, factor_at = null, factor_step = 0 "
    "where company_id = $1 and user_id = $2";
constexpr db::Sql advance_step =
    "update credentials set factor_step = $3 where company_id = $1 and user_id = $2 and factor_step < $3";

// Recovery codes
constexpr db::Sql insert_code = "insert into recovery_codes (company_id, user_id, digest) values ($1, $2, $3)";
constexpr db::Sql delete_codes = "delete from recovery_codes where company_id = $1 and user_id = $2";
constexpr db::Sql spend_code =
    "update recovery_codes set used_at = $4 where company_id = $1 and user_id = $2 and digest = $3 and used_at is null";
constexpr db::Sql count_codes =
    "select count(*) from recovery_codes where company_id = $1 and user_id = $2 and used_at is null";

// Set-up
constexpr db::Sql delete_setup_tokens = "delete from setup_tokens where company_id = $1";
constexpr db::Sql insert_setup_token = "insert into setup_tokens (company_id, token, expires_at) values ($1, $2, $3)";
constexpr db::Sql select_setup_token =
    "select expires_at from setup_tokens where company_id = $1 and token = $2 and expires_at > $3";
constexpr db::Sql take_setup_token_row =
    "delete from setup_tokens where company_id = $1 and token = $2 and expires_at > $3";

// Sessions
constexpr db::Sql insert_session =
    "insert into sessions (company_id, token, id, user_id, created_at, last_seen_at, factor_at, factor_tries, address, "
    "agent) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
constexpr db::Sql select_session =
    "select company_id, token, id, user_id, created_at, last_seen_at, factor_at, factor_tries, address, agent "
    "from sessions where company_id = $1 and token = $2";
constexpr db::Sql select_sessions_of =
    "select company_id, token, id, user_id, created_at, last_seen_at, factor_at, factor_tries, address, agent "
    "from sessions where company_id = $1 and user_id = $2 order by created_at desc, id desc limit 100";
constexpr db::Sql update_last_seen = "update sessions set last_seen_at = $3 where company_id = $1 and token = $2";
constexpr db::Sql update_tries =
    "update sessions set factor_tries = factor_tries + 1 where company_id = $1 and token = $2";
constexpr db::Sql delete_session = "delete from sessions where company_id = $1 and token = $2";
constexpr db::Sql delete_session_by_id = "delete from sessions where company_id = $1 and user_id = $2 and id = $3";
constexpr db::Sql delete_sessions_of = "delete from sessions where company_id = $1 and user_id = $2";
constexpr db::Sql delete_old_sessions = "delete from sessions where company_id = $1 and created_at < $2";

SessionRow session_of(const db::Row& row) {
  SessionRow session;
  session.company = row.id<Company>(0);
  std::ranges::copy_n(row.bytes(1).begin(), static_cast<std::ptrdiff_t>(session.token.size()), session.token.begin());
  session.id = row.text(2);
  session.user = row.id<User>(3);
  session.created_at = row.instant(4);
  session.last_seen_at = row.instant(5);
  if (!row.is_null(6)) session.factor_at = row.instant(6);
  session.factor_tries = row.integer(7);
  session.address = row.text(8);
  session.agent = row.text(9);
  return session;
}

Result<void> done(const Result<std::int64_t>& rows) {
  if (!rows) return std::unexpected(rows.error());
  return {};
}

}  // namespace

Result<std::optional<Credential>> find_credential(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  const auto row = TRY(tx.find(select_credential, {company, user}));
  if (!row) return std::nullopt;
  Credential credential;
  credential.password = row->text(0);
  credential.password_short = row->boolean(1);
  credential.must_change = row->boolean(2);
  if (!row->is_null(3)) credential.factor_seed = row->bytes(3);
  if (!row->is_null(4)) credential.factor_pending = row->bytes(4);
  credential.factor_step = row->integer(5);
  return credential;
}

Result<void> put_password(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                          const NewPassword& password, Instant now) {
  return done(tx.execute(upsert_password,
                         {company, user, password.stored, password.password_short, password.must_change, now}));
}

Result<void> put_rehash(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, std::string_view old_form,
                        std::string_view new_form) {
  return done(tx.execute(update_rehash, {company, user, old_form, new_form}));
}

Result<void> put_pending_seed(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, const Bytes& sealed) {
  return done(tx.execute(update_pending_seed, {company, user, sealed}));
}

Result<void> put_factor(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, const Bytes& sealed,
                        std::int64_t step, const std::vector<Digest>& codes, Instant now) {
  TRY(tx.execute(update_factor, {company, user, sealed, now, step}));
  TRY(tx.execute(delete_codes, {company, user}));
  for (const Digest& code : codes) TRY(tx.execute(insert_code, {company, user, code}));
  return {};
}

Result<void> remove_factor(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user) {
  TRY(tx.execute(clear_factor, {company, user}));
  return done(tx.execute(delete_codes, {company, user}));
}

Result<bool> use_step(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, std::int64_t step) {
  return TRY(tx.execute(advance_step, {company, user, step})) == 1;
}

Result<bool> use_recovery_code(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, const Digest& code,
                               Instant now) {
  return TRY(tx.execute(spend_code, {company, user, code, now})) == 1;
}

Result<std::int64_t> count_recovery_codes(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  const auto row = TRY(tx.find(count_codes, {company, user}));
  return row->integer(0);
}

Result<void> put_session(db::WriteTx& tx, const SessionRow& session) {
  return done(tx.execute(
      insert_session, {session.company, session.token, session.id, session.user, session.created_at,
                       session.last_seen_at, session.factor_at, session.factor_tries, session.address, session.agent}));
}

Result<std::optional<SessionRow>> find_session(db::Tx& tx, const Id<Company>& company, const Digest& token) {
  const auto row = TRY(tx.find(select_session, {company, token}));
  if (!row) return std::nullopt;
  return session_of(*row);
}

Result<std::vector<SessionRow>> list_sessions(db::Tx& tx, const Id<Company>& company, const Id<User>& user) {
  std::vector<SessionRow> sessions;
  for (const db::Row& row : TRY(tx.query(select_sessions_of, {company, user}))) sessions.push_back(session_of(row));
  return sessions;
}

Result<void> touch_session(db::WriteTx& tx, const Id<Company>& company, const Digest& token, Instant now) {
  return done(tx.execute(update_last_seen, {company, token, now}));
}

Result<void> count_factor_try(db::WriteTx& tx, const Id<Company>& company, const Digest& token) {
  return done(tx.execute(update_tries, {company, token}));
}

Result<std::int64_t> remove_session(db::WriteTx& tx, const Id<Company>& company, const Digest& token) {
  return tx.execute(delete_session, {company, token});
}

Result<std::int64_t> remove_session_by_id(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                          std::string_view id) {
  return tx.execute(delete_session_by_id, {company, user, id});
}

Result<std::int64_t> remove_sessions_of(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user) {
  return tx.execute(delete_sessions_of, {company, user});
}

Result<void> remove_old_sessions(db::WriteTx& tx, const Id<Company>& company, Instant created_before) {
  return done(tx.execute(delete_old_sessions, {company, created_before}));
}

Result<std::set<std::string>> users_with_factor(db::Tx& tx, const Id<Company>& company) {
  std::set<std::string> users;
  for (const db::Row& row : TRY(tx.query(select_with_factor, {company}))) users.insert(row.text(0));
  return users;
}

Result<void> put_setup_token(db::WriteTx& tx, const Digest& token, Instant expires_at) {
  TRY(tx.execute(delete_setup_tokens, {installation_company}));
  return done(tx.execute(insert_setup_token, {installation_company, token, expires_at}));
}

Result<bool> setup_token_stands(db::Tx& tx, const Digest& token, Instant now) {
  return TRY(tx.find(select_setup_token, {installation_company, token, now})).has_value();
}

Result<bool> take_setup_token(db::WriteTx& tx, const Digest& token, Instant now) {
  return TRY(tx.execute(take_setup_token_row, {installation_company, token, now})) == 1;
}

}  // namespace sonae::session
