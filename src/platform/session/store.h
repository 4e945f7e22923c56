#pragma once
// Rows of credentials, recovery codes and sessions. Only this folder and core/directory call it.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "platform/db/db.h"
#include "platform/session/actor.h"

namespace sonae::session {

struct Credential {
  std::string password;          ///< PHC string
  bool password_short = false;   ///< fewer characters than a password without a second factor needs (AU03)
  bool must_change = false;      ///< an initial password, known to somebody else
  Bytes factor_seed;             ///< sealed; empty: no second factor
  Bytes factor_pending;          ///< sealed; offered, not yet confirmed by a code
  std::int64_t factor_step = 0;  ///< the last accepted step
  [[nodiscard]] bool has_factor() const { return !factor_seed.empty(); }
};

[[nodiscard]] Result<std::optional<Credential>> find_credential(db::Tx& tx, const Id<Company>& company,
                                                                const Id<User>& user);

/// A password as it goes into the store. `short_` and `must_change` as in Credential.
struct NewPassword {
  std::string stored;
  bool password_short = false;
  bool must_change = false;
};
/// Makes the credential or replaces its password.
[[nodiscard]] Result<void> put_password(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                        const NewPassword& password, Instant now);
/// The same password in a newer form; nothing happens when it was changed meanwhile.
[[nodiscard]] Result<void> put_rehash(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                      std::string_view old_form, std::string_view new_form);

[[nodiscard]] Result<void> put_pending_seed(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                            const Bytes& sealed);
/// Seed and first accepted step; replaces all recovery codes.
[[nodiscard]] Result<void> put_factor(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                      const Bytes& sealed, std::int64_t step, const std::vector<Digest>& codes,
                                      Instant now);
[[nodiscard]] Result<void> remove_factor(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user);
/// False when this step or a later one was accepted before (AU06), also by another server.
[[nodiscard]] Result<bool> use_step(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                    std::int64_t step);
/// False when there is no such code or it was used.
[[nodiscard]] Result<bool> use_recovery_code(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user,
                                             const Digest& code, Instant now);
[[nodiscard]] Result<std::int64_t> count_recovery_codes(db::Tx& tx, const Id<Company>& company, const Id<User>& user);

struct SessionRow {
  Id<Company> company;
  Digest token{};
  std::string id;  ///< for lists and for ending it; opens nothing
  Id<User> user;
  Instant created_at;
  Instant last_seen_at;
  std::optional<Instant> factor_at;
  std::int64_t factor_tries = 0;
  std::string address;
  std::string agent;
};
[[nodiscard]] Result<void> put_session(db::WriteTx& tx, const SessionRow& session);
[[nodiscard]] Result<std::optional<SessionRow>> find_session(db::Tx& tx, const Id<Company>& company,
                                                             const Digest& token);
/// Newest first; at most 100.
[[nodiscard]] Result<std::vector<SessionRow>> list_sessions(db::Tx& tx, const Id<Company>& company,
                                                            const Id<User>& user);
[[nodiscard]] Result<void> touch_session(db::WriteTx& tx, const Id<Company>& company, const Digest& token, Instant now);
[[nodiscard]] Result<void> count_factor_try(db::WriteTx& tx, const Id<Company>& company, const Digest& token);
/// Rows removed.
[[nodiscard]] Result<std::int64_t> remove_session(db::WriteTx& tx, const Id<Company>& company, const Digest& token);
[[nodiscard]] Result<std::int64_t> remove_session_by_id(db::WriteTx& tx, const Id<Company>& company,
                                                        const Id<User>& user, std::string_view id);
[[nodiscard]] Result<std::int64_t> remove_sessions_of(db::WriteTx& tx, const Id<Company>& company,
                                                      const Id<User>& user);
/// Sessions that nobody can use any more.
[[nodiscard]] Result<void> remove_old_sessions(db::WriteTx& tx, const Id<Company>& company, Instant created_before);

/// Ids of the accounts that have a second factor.
[[nodiscard]] Result<std::set<std::string>> users_with_factor(db::Tx& tx, const Id<Company>& company);

/// The one token of the first start (AU09); earlier ones go.
[[nodiscard]] Result<void> put_setup_token(db::WriteTx& tx, const Digest& token, Instant expires_at);
[[nodiscard]] Result<bool> setup_token_stands(db::Tx& tx, const Digest& token, Instant now);
/// False unless it stood; it works once.
[[nodiscard]] Result<bool> take_setup_token(db::WriteTx& tx, const Digest& token, Instant now);

}  // namespace sonae::session
