#include "platform/session/service.h"

#include <variant>

#include "base/json.h"
#include "base/text.h"
#include "platform/clock.h"
#include "platform/session/break_glass.h"
#include "platform/session/lifetime.h"
#include "platform/session/password_policy.h"
#include "platform/session/totp.h"
#include "platform/trail/trail.h"

namespace sonae::session {

namespace {

/// Signing in and out is recorded like everything else and goes on when the disk is full: for that the room is reserved
/// that other writes do not get (RE07).
constexpr db::Purpose at_the_door = db::Purpose::Housekeeping;

constexpr std::int64_t longest_session_ms = 12LL * 60 * 60 * 1000;

// "<company>.<256 bits>": the company in front leads a sharded database to the right shard; the secret is the rest.
std::string new_cookie(const Id<Company>& company) { return company.text() + "." + new_token(); }

std::optional<Id<Company>> company_of(std::string_view cookie) {
  if (cookie.size() != 36 + 1 + 43 || cookie[36] != '.') return std::nullopt;
  return Id<Company>::parse(cookie.substr(0, 36));
}

std::string owner_of(const Id<Company>& company, const Id<User>& user) { return company.text() + "/" + user.text(); }

EntityRef user_ref(const Id<User>& user) { return {"user", user.text()}; }

State state_of(const SessionRow& row, const Credential& credential, const std::set<Role>& roles) {
  const bool compelled = needs_factor(roles);
  if (credential.has_factor() && !row.factor_at) return State::PendingFactor;
  // A short password is good only beside a second factor: once that is gone, the password must go as well.
  const bool too_short = credential.password_short && !credential.has_factor() && !compelled;
  if (credential.must_change || too_short) return State::PendingPassword;
  if (compelled && !credential.has_factor()) return State::PendingEnrolment;
  return State::SignedIn;
}

// The first failures one by one, then every tenth: enough to see an attack, too few to flood the record.
bool worth_recording(std::int64_t failures) { return failures <= 5 || failures % 10 == 0; }

SessionRow fresh_row(const Id<Company>& company, const Id<User>& user, const Client& client, std::string_view cookie,
                     Instant now) {
  SessionRow row;
  row.company = company;
  row.token = sha256(cookie);
  row.id = new_id<SessionRow>(now).text();
  row.user = user;
  row.created_at = now;
  row.last_seen_at = now;
  row.address = client.address;
  row.agent = std::string(text::prefix(client.agent, 200));
  return row;
}

}  // namespace

bool needs_factor(const std::set<Role>& roles) {
  return roles.contains(Role::Administrator) || roles.contains(Role::Auditor);
}

Result<Live> Service::live_of(db::Tx& tx, SessionRow row, Actor actor) const {
  const auto credential = TRY(find_credential(tx, row.company, row.user));
  if (!credential) return internal("a session without a credential");
  const State state = state_of(row, *credential, actor.roles);
  return Live{std::move(actor), state, credential->has_factor(), std::move(row)};
}

Result<std::optional<Live>> Service::find_in(db::Tx& tx, std::string_view cookie, const Client& client,
                                             Instant now) const {
  const auto company = company_of(cookie);
  if (!company) return std::nullopt;
  auto row = TRY(find_session(tx, *company, sha256(cookie)));
  if (!row) return std::nullopt;
  auto actor = TRY(accounts_.load_actor(tx, *company, row->user));
  if (!actor || is_over(lifetime_of(actor->roles), row->created_at, row->last_seen_at, now)) return std::nullopt;
  actor->address = client.address;
  actor->request_id = client.request_id;
  // Others can have none: begin_break_glass is an administrator's, and a role that is gone takes the effect with it.
  if (actor->roles.contains(Role::Administrator)) actor->glass = TRY(find_break_glass(tx, *company, row->user, now));
  return TRY(live_of(tx, std::move(*row), std::move(*actor)));
}

Result<std::optional<Live>> Service::find(std::string_view cookie, const Client& client, Instant now) {
  if (!company_of(cookie)) return std::nullopt;
  return database_.read([&](db::Tx& tx) { return find_in(tx, cookie, client, now); });
}

void Service::touch(const Live& live, Instant now) {
  if (!should_touch(live.row.last_seen_at, now)) return;
  // A failure costs at most a minute of idle time; the request itself goes on.
  (void)database_.write([&](db::WriteTx& tx) { return touch_session(tx, live.row.company, live.row.token, now); },
                        db::Purpose::Housekeeping);
}

Result<Opened> Service::open_session(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                     const Client& client, Instant now) {
  auto actor = TRY(accounts_.load_actor(tx, company, user));
  if (!actor) return internal("a session for an account that is not there");
  actor->address = client.address;
  actor->request_id = client.request_id;
  std::string cookie = new_cookie(company);
  SessionRow row = fresh_row(company, user, client, cookie, now);
  TRY(remove_old_sessions(tx, company, now.plus_ms(-longest_session_ms)));
  TRY(put_session(tx, row));
  return Opened{std::move(cookie), TRY(live_of(tx, std::move(row), std::move(*actor)))};
}

// --- sign-in ---------------------------------------------------------------------------------------------------

Result<std::optional<Service::Found>> Service::judge(std::string_view folded, std::string_view password) {
  const auto candidates = TRY(database_.read([&](db::Tx& tx) -> Result<std::vector<Found>> {
    std::vector<Found> found;
    for (auto& account : TRY(accounts_.find_accounts(tx, folded))) {
      auto credential = TRY(find_credential(tx, account.company, account.user));
      if (credential) found.push_back({std::move(account), std::move(*credential)});
    }
    return found;
  }));
  if (candidates.empty()) {
    TRY(hasher_.verify(hasher_.nobody(), password));
    return std::nullopt;
  }
  for (const Found& candidate : candidates)
    if (TRY(hasher_.verify(candidate.credential.password, password))) return candidate;
  return std::nullopt;
}

Result<void> Service::refuse_sign_in(std::string_view folded, const Client& client, std::int64_t failures,
                                     Instant now) {
  if (!worth_recording(failures)) return {};
  return database_.write(
      [&](db::WriteTx& tx) -> Result<void> {
        const auto accounts = TRY(accounts_.find_accounts(tx, folded));
        trail::Origin origin;
        origin.company = accounts.size() == 1 ? accounts.front().company : TRY(accounts_.home_of_strangers(tx));
        origin.address = client.address;
        origin.request_id = client.request_id;
        // The login is recorded only when it is one: what strangers type there may be a password.
        const EntityRef subject = accounts.size() == 1 ? user_ref(accounts.front().user) : EntityRef{"user", ""};
        const std::string after = json::write(json::object{{"failures", failures}});
        TRY(trail::append(tx, origin, {"session.sign_in", subject, "", after, trail::Outcome::Denied}, now));
        return {};
      },
      at_the_door);
}

Result<Opened> Service::sign_in(std::string_view login, std::string_view password, const Client& client,
                                std::string_view old_cookie, Instant now) {
  const Attempt attempt{accounts_.fold_login(login), client.address};
  const std::int64_t failures =
      TRY(database_.write([&](db::WriteTx& tx) { return count_attempt(tx, attempt, now); }, db::Purpose::Housekeeping));

  const auto judged = judge(attempt.login, password);
  if (!judged) {
    (void)database_.write([&](db::WriteTx& tx) { return forgive_attempt(tx, attempt, now); },
                          db::Purpose::Housekeeping);
    return std::unexpected(judged.error());
  }
  if (!*judged) {
    TRY(refuse_sign_in(attempt.login, client, failures, now));
    return forbidden("session.refused");
  }
  std::string rehashed;
  if (hasher_.needs_rehash((*judged)->credential.password)) {
    // The person is in; a full queue must not keep them out only because the stored form is old.
    if (auto stored = hasher_.hash(password)) rehashed = std::move(*stored);
  }
  return admit(**judged, attempt, rehashed, client, old_cookie, now);
}

Result<Opened> Service::admit(const Found& found, const Attempt& attempt, std::string_view rehashed,
                              const Client& client, std::string_view old_cookie, Instant now) {
  const auto& [company, user] = found.account;
  return database_.write(
      [&](db::WriteTx& tx) -> Result<Opened> {
        // Between hash and here the account may have been disabled or the password changed.
        const auto credential = TRY(find_credential(tx, company, user));
        if (!credential || credential->password != found.credential.password) return forbidden("session.refused");
        if (!TRY(accounts_.load_actor(tx, company, user))) return forbidden("session.refused");
        if (const auto old_company = company_of(old_cookie)) TRY(remove_session(tx, *old_company, sha256(old_cookie)));
        if (!rehashed.empty()) TRY(put_rehash(tx, company, user, credential->password, rehashed));
        Opened opened = TRY(open_session(tx, company, user, client, now));
        // With a factor to come, the counters wait for it: a stolen password alone buys no fresh guesses.
        if (opened.live.state != State::PendingFactor) TRY(forget_failures(tx, attempt, now));
        TRY(accounts_.note_sign_in(tx, company, user, now));
        TRY(trail::append(tx, trail::origin_of(opened.live.actor), {"session.sign_in", user_ref(user), "", "", {}},
                          now));
        return opened;
      },
      at_the_door);
}

Result<void> Service::sign_out(const Live& live, Instant now) {
  return database_.write(
      [&](db::WriteTx& tx) -> Result<void> {
        TRY(remove_session(tx, live.row.company, live.row.token));
        TRY(trail::append(tx, trail::origin_of(live.actor), {"session.sign_out", user_ref(live.row.user), "", "", {}},
                          now));
        return {};
      },
      at_the_door);
}

Result<void> Service::end_own_session(const Live& live, std::string_view session_id, Instant now) {
  return database_.write(
      [&](db::WriteTx& tx) -> Result<void> {
        if (TRY(remove_session_by_id(tx, live.row.company, live.row.user, session_id)) == 0) return not_found();
        TRY(trail::append(tx, trail::origin_of(live.actor),
                          {"session.end", {"session", std::string(session_id)}, "", "", {}}, now));
        return {};
      },
      at_the_door);
}

Result<Opened> Service::rotate(db::WriteTx& tx, const Live& live, std::optional<Instant> factor_at, Instant now) const {
  std::string cookie = new_cookie(live.row.company);
  SessionRow row = live.row;
  // Only whoever still holds the old token may trade it in: two requests at once give one new session.
  if (TRY(remove_session(tx, row.company, row.token)) != 1) return forbidden("session.required");
  row.token = sha256(cookie);
  row.id = new_id<SessionRow>(now).text();
  row.last_seen_at = now;
  row.factor_at = factor_at;
  row.factor_tries = 0;
  TRY(put_session(tx, row));
  return Opened{std::move(cookie), TRY(live_of(tx, std::move(row), live.actor))};
}

// --- second factor ---------------------------------------------------------------------------------------------

Result<bool> Service::take_code(db::WriteTx& tx, const Live& live, const Credential& credential, std::string_view code,
                                Instant now) const {
  const auto& company = live.row.company;
  const auto& user = live.row.user;
  const Bytes seed = TRY(keys_.open(credential.factor_seed, owner_of(company, user)));
  if (const auto step = match_totp(seed, code, now, credential.factor_step)) return use_step(tx, company, user, *step);
  const auto digest = recovery_code_digest(code);
  if (!digest || !TRY(use_recovery_code(tx, company, user, *digest, now))) return false;
  const std::int64_t left = TRY(count_recovery_codes(tx, company, user));
  TRY(trail::append(tx, trail::origin_of(live.actor),
                    {"session.recovery_code", user_ref(user), "", json::write(json::object{{"left", left}}), {}}, now));
  return true;
}

Result<Opened> Service::pass_factor(const Live& live, std::string_view code, Instant now) {
  if (live.state != State::PendingFactor) return conflict("session.state");
  const Attempt attempt{accounts_.fold_login(live.actor.login), live.actor.address};
  struct Refused {
    bool over = false;
  };
  using Outcome = std::variant<Opened, Refused>;
  auto outcome = TRY(database_.write(
      [&](db::WriteTx& tx) -> Result<Outcome> {
        const auto credential = TRY(find_credential(tx, live.row.company, live.row.user));
        const auto row = TRY(find_session(tx, live.row.company, live.row.token));
        if (!credential || !credential->has_factor() || !row) return forbidden("session.required");
        if (TRY(take_code(tx, live, *credential, code, now))) {
          TRY(forget_failures(tx, attempt, now));
          TRY(trail::append(tx, trail::origin_of(live.actor), {"session.factor", user_ref(live.row.user), "", "", {}},
                            now));
          return TRY(rotate(tx, live, now, now));
        }
        const bool over = row->factor_tries + 1 >= factor_tries_per_sign_in;
        TRY(count_factor_try(tx, live.row.company, live.row.token));
        TRY(count_failure(tx, attempt, now));
        if (over) TRY(remove_session(tx, live.row.company, live.row.token));
        TRY(trail::append(tx, trail::origin_of(live.actor),
                          {"session.factor", user_ref(live.row.user), "", "", trail::Outcome::Denied}, now));
        return Refused{over};
      },
      at_the_door));
  if (auto* opened = std::get_if<Opened>(&outcome)) return std::move(*opened);
  if (std::get<Refused>(outcome).over) return forbidden("session.required");
  return forbidden("session.factor_refused");
}

Result<Enrolment> Service::begin_enrolment(const Live& live, std::string_view issuer) {
  const bool allowed = live.state == State::PendingEnrolment || live.state == State::SignedIn;
  if (!allowed || live.has_factor) return conflict("session.state");
  const Bytes seed = new_totp_seed();
  const Bytes sealed = keys_.seal(seed, owner_of(live.row.company, live.row.user));
  TRY(database_.write([&](db::WriteTx& tx) { return put_pending_seed(tx, live.row.company, live.row.user, sealed); },
                      db::Purpose::Housekeeping));
  return Enrolment{to_base32(seed), totp_uri(seed, issuer, live.actor.login)};
}

Result<Enrolled> Service::confirm_enrolment(const Live& live, std::string_view code, Instant now) {
  if (live.has_factor || live.state == State::PendingPassword) return conflict("session.state");
  const auto& company = live.row.company;
  const auto& user = live.row.user;
  const std::vector<std::string> codes = new_recovery_codes();
  std::vector<Digest> digests;
  for (const std::string& one : codes) digests.push_back(*recovery_code_digest(one));
  return database_.write([&](db::WriteTx& tx) -> Result<Enrolled> {
    const auto credential = TRY(find_credential(tx, company, user));
    if (!credential || credential->has_factor() || credential->factor_pending.empty()) return conflict("session.state");
    const Bytes seed = TRY(keys_.open(credential->factor_pending, owner_of(company, user)));
    const auto step = match_totp(seed, code, now, 0);
    if (!step) return forbidden("session.factor_refused");
    TRY(put_factor(tx, company, user, credential->factor_pending, *step, digests, now));
    TRY(trail::append(tx, trail::origin_of(live.actor), {"session.factor.enrol", user_ref(user), "", "", {}}, now));
    return Enrolled{codes, TRY(rotate(tx, live, now, now))};
  });
}

// --- passwords -------------------------------------------------------------------------------------------------

Result<Opened> Service::store_new_password(const Live& live, std::string_view password, std::string_view action,
                                           Instant now) {
  const auto& company = live.row.company;
  const auto& user = live.row.user;
  const auto words = TRY(database_.read([&](db::Tx& tx) { return accounts_.password_words(tx, company, user); }));
  const bool beside_factor = live.has_factor || needs_factor(live.actor.roles);
  TRY(check_password(password, beside_factor ? PasswordUse::BesideFactor : PasswordUse::Alone, words));
  const NewPassword fresh{TRY(hasher_.hash(password)), is_short_password(password), false};
  return database_.write([&](db::WriteTx& tx) -> Result<Opened> {
    TRY(put_password(tx, company, user, fresh, now));
    Opened opened = TRY(rotate(tx, live, live.row.factor_at, now));
    for (const SessionRow& other : TRY(list_sessions(tx, company, user)))
      if (other.token != opened.live.row.token) TRY(remove_session(tx, company, other.token));
    TRY(trail::append(tx, trail::origin_of(live.actor), {std::string(action), user_ref(user), "", "", {}}, now));
    return opened;
  });
}

Result<Opened> Service::replace_initial_password(const Live& live, std::string_view password, Instant now) {
  if (live.state != State::PendingPassword) return conflict("session.state");
  const auto credential =
      TRY(database_.read([&](db::Tx& tx) { return find_credential(tx, live.row.company, live.row.user); }));
  if (credential && TRY(hasher_.verify(credential->password, password))) return fail_password("session.password.same");
  return store_new_password(live, password, "session.password.replace", now);
}

Result<Opened> Service::change_password(const Live& live, std::string_view current, std::string_view password,
                                        Instant now) {
  if (live.state != State::SignedIn) return conflict("session.state");
  const Attempt attempt{accounts_.fold_login(live.actor.login), live.actor.address};
  TRY(database_.write([&](db::WriteTx& tx) { return count_attempt(tx, attempt, now); }, db::Purpose::Housekeeping));
  const auto credential =
      TRY(database_.read([&](db::Tx& tx) { return find_credential(tx, live.row.company, live.row.user); }));
  if (!credential || !TRY(hasher_.verify(credential->password, current)))
    return forbidden("session.password.wrong_current");
  TRY(database_.write([&](db::WriteTx& tx) { return forget_failures(tx, attempt, now); }, db::Purpose::Housekeeping));
  return store_new_password(live, password, "session.password.change", now);
}

Result<std::vector<std::string>> enrol_factor(db::WriteTx& tx, const Keys& keys, const Id<Company>& company,
                                              const Id<User>& user, const Bytes& seed, Instant now) {
  std::vector<std::string> codes = new_recovery_codes();
  std::vector<Digest> digests;
  for (const std::string& one : codes) digests.push_back(*recovery_code_digest(one));
  TRY(put_factor(tx, company, user, keys.seal(seed, owner_of(company, user)), 0, digests, now));
  return codes;
}

}  // namespace sonae::session
