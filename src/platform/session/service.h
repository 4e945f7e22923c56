#pragma once
// Sign-in, second factor, passwords and sessions. Knows accounts only through AccountSource, which core/directory
// implements; knows nothing of HTTP.
//
// Invariants (tests cite the number)
//  1. Unknown login, wrong password and disabled account take the same way and give the same answer (AU05).
//  2. A cookie value is made here, handed out once and kept only as SHA-256 (AU10).
//  3. Sign-in, second factor and password change give a new cookie; the old one is dead in the same transaction (AU11).
//  4. What a session may do is decided anew at every request from the account as it stands now: a role that needs a
//     second factor, a disabled account, an expired time act at once, on every server (AU07, AU12, AU13).
//  5. No hash is computed inside a transaction.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/db/db.h"
#include "platform/session/actor.h"
#include "platform/session/password.h"
#include "platform/session/secrets.h"
#include "platform/session/store.h"
#include "platform/session/throttle.h"

namespace sonae::session {

/// The people behind the accounts. Implemented by core/directory.
class AccountSource {
 public:
  struct Account {
    Id<Company> company;
    Id<User> user;
  };
  virtual ~AccountSource() = default;
  /// The form in which logins are compared: width and case do not matter.
  [[nodiscard]] virtual std::string fold_login(std::string_view login) const = 0;
  /// Enabled accounts with this folded login. Several companies of one installation may use the same; at most four
  /// are looked at, and the password says which one is meant.
  [[nodiscard]] virtual Result<std::vector<Account>> find_accounts(db::Tx& tx, std::string_view folded) const = 0;
  /// Nothing when the account is gone or disabled (AZ09). `language` is "" when the person has not chosen one;
  /// address and request id stay empty.
  [[nodiscard]] virtual Result<std::optional<Actor>> load_actor(db::Tx& tx, const Id<Company>& company,
                                                                const Id<User>& user) const = 0;
  /// Words of this account that a password must not consist of: names of company and person, login (AU03).
  [[nodiscard]] virtual Result<std::vector<std::string>> password_words(db::Tx& tx, const Id<Company>& company,
                                                                        const Id<User>& user) const = 0;
  virtual Result<void> note_sign_in(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                    Instant now) const = 0;
  /// Where refused sign-ins of unknown logins are recorded: the only company, else the installation's own line.
  [[nodiscard]] virtual Result<Id<Company>> home_of_strangers(db::Tx& tx) const = 0;
};

/// What a session still owes, in the order in which it is asked for.
enum class State : std::uint8_t { PendingFactor, PendingPassword, PendingEnrolment, SignedIn };

/// Where a request comes from.
struct Client {
  std::string address;
  std::string agent;  ///< cut at 200 characters
  std::string request_id;
};

/// A session as it stands now.
struct Live {
  Actor actor;
  State state = State::PendingFactor;
  bool has_factor = false;
  SessionRow row;
};
/// A session with its new cookie value, which is not kept.
struct Opened {
  std::string cookie;
  Live live;
};
struct Enrolment {
  std::string secret;  ///< base32
  std::string uri;     ///< otpauth://
};
struct Enrolled {
  std::vector<std::string> recovery_codes;
  Opened opened;
};

/// Whether a role of the account compels a second factor (AU07).
[[nodiscard]] bool needs_factor(const std::set<Role>& roles);

constexpr int factor_tries_per_sign_in = 5;

class Service {
 public:
  /// Everything outlives the service. `hasher` is shared with whoever sets passwords.
  Service(db::Database& database, const AccountSource& accounts, PasswordHasher& hasher, const Keys& keys)
      : database_(database), accounts_(accounts), hasher_(hasher), keys_(keys) {}

  /// Forbidden ("session.refused") for every reason that is the person's; Unavailable ("session.throttled" with
  /// retry_after, "error.busy"). `old_cookie` is the session the browser had; it ends.
  [[nodiscard]] Result<Opened> sign_in(std::string_view login, std::string_view password, const Client& client,
                                       std::string_view old_cookie, Instant now);
  /// Six digits or a recovery code. Forbidden ("session.factor_refused"); after the fifth wrong one the session is
  /// over ("session.required"). Conflict ("session.state") when nothing is owed.
  [[nodiscard]] Result<Opened> pass_factor(const Live& live, std::string_view code, Instant now);

  /// Conflict ("session.state") when a factor exists or something else is owed first.
  [[nodiscard]] Result<Enrolment> begin_enrolment(const Live& live, std::string_view issuer);
  /// Forbidden ("session.factor_refused") when the code does not fit the seed of begin_enrolment.
  [[nodiscard]] Result<Enrolled> confirm_enrolment(const Live& live, std::string_view code, Instant now);

  /// Instead of an initial password (State::PendingPassword, else Conflict "session.state"). Invalid as check_password.
  [[nodiscard]] Result<Opened> replace_initial_password(const Live& live, std::string_view password, Instant now);
  /// Ends all other sessions. Forbidden ("session.password.wrong_current"); throttled like sign-in.
  [[nodiscard]] Result<Opened> change_password(const Live& live, std::string_view current, std::string_view password,
                                               Instant now);

  [[nodiscard]] Result<void> sign_out(const Live& live, Instant now);
  /// One of the actor's own sessions. NotFound for all others (AZ08).
  [[nodiscard]] Result<void> end_own_session(const Live& live, std::string_view session_id, Instant now);

  /// Nothing for a cookie that opens nothing: unknown, over, account disabled or gone.
  [[nodiscard]] Result<std::optional<Live>> find(std::string_view cookie, const Client& client, Instant now);
  /// The same inside a transaction.
  [[nodiscard]] Result<std::optional<Live>> find_in(db::Tx& tx, std::string_view cookie, const Client& client,
                                                    Instant now) const;
  /// Writes down that the session is in use, at most once a minute (housekeeping).
  void touch(const Live& live, Instant now);

  /// A session for an account that has just been made by its owner (set-up).
  [[nodiscard]] Result<Opened> open_session(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                            const Client& client, Instant now);

  [[nodiscard]] const Keys& keys() const { return keys_; }
  [[nodiscard]] PasswordHasher& hasher() { return hasher_; }

 private:
  struct Found {
    AccountSource::Account account;
    Credential credential;
  };
  [[nodiscard]] Result<std::optional<Found>> judge(std::string_view folded, std::string_view password);
  [[nodiscard]] Result<void> refuse_sign_in(std::string_view folded, const Client& client, std::int64_t failures,
                                            Instant now);
  [[nodiscard]] Result<Opened> admit(const Found& found, const Attempt& attempt, std::string_view rehashed,
                                     const Client& client, std::string_view old_cookie, Instant now);
  [[nodiscard]] Result<Live> live_of(db::Tx& tx, SessionRow row, Actor actor) const;
  [[nodiscard]] Result<Opened> rotate(db::WriteTx& tx, const Live& live, std::optional<Instant> factor_at,
                                      Instant now) const;
  [[nodiscard]] Result<bool> take_code(db::WriteTx& tx, const Live& live, const Credential& credential,
                                       std::string_view code, Instant now) const;
  [[nodiscard]] Result<Opened> store_new_password(const Live& live, std::string_view password, std::string_view action,
                                                  Instant now);

  db::Database& database_;
  const AccountSource& accounts_;
  PasswordHasher& hasher_;
  const Keys& keys_;
};

/// For seeds and tests: a confirmed factor with this seed.
[[nodiscard]] Result<std::vector<std::string>> enrol_factor(db::WriteTx& tx, const Keys& keys,
                                                            const Id<Company>& company, const Id<User>& user,
                                                            const Bytes& seed, Instant now);

}  // namespace sonae::session
