#pragma once
// Rows of the company's profile, its people, their invitations and the steps of the first run. Ids of one company and
// nothing else; what may be touched is decided above.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "core/directory/people.h"
#include "core/directory/profile.h"

namespace sonae::directory::store {

[[nodiscard]] Result<std::optional<Profile>> find_profile(db::Tx& tx, const Id<Company>& company);
/// False when `profile.version` is no longer the stored one.
[[nodiscard]] Result<bool> update_profile(db::WriteTx& tx, const Id<Company>& company, const Profile& profile);

[[nodiscard]] Result<std::vector<Step>> list_steps(db::Tx& tx, const Id<Company>& company);
/// An open step has no row.
Result<void> put_step(db::WriteTx& tx, const Id<Company>& company, const Step& step, const Id<User>& by, Instant now);

/// By employee number, then login; those without a number last.
[[nodiscard]] Result<std::vector<UserView>> list_people(db::Tx& tx, const Id<Company>& company);
/// Those who have not left.
[[nodiscard]] Result<std::int64_t> count_people(db::Tx& tx, const Id<Company>& company);
/// With their roles and posts. Every person's login and number must be free.
Result<void> insert_people(db::WriteTx& tx, const Id<Company>& company, const std::vector<UserView>& people,
                           Instant now);
/// Everything that an import may change but roles and posts; also whether the person left. False when `person.version`
/// is no longer the stored one.
[[nodiscard]] Result<bool> update_person(db::WriteTx& tx, const Id<Company>& company, const UserView& person);
/// Takes the person's roles away and writes the side; for people who never had an account.
Result<void> move_to_side(db::WriteTx& tx, const Id<Company>& company, const UserView& person);

struct InvitationRow {
  Id<User> user;
  Instant expires_at;
  std::optional<Instant> used_at;
};
Result<void> put_invitation(db::WriteTx& tx, const Id<Company>& company, const Id<User>& user, const Digest& token,
                            const Id<User>& by, Instant now, Instant expires_at);
[[nodiscard]] Result<std::optional<InvitationRow>> find_invitation(db::Tx& tx, const Id<Company>& company,
                                                                   const Digest& token);
/// False unless it was unused; it works once.
[[nodiscard]] Result<bool> use_invitation(db::WriteTx& tx, const Id<Company>& company, const Digest& token,
                                          Instant now);
/// Unused ones: until when, by user id.
[[nodiscard]] Result<std::map<std::string, Instant>> open_invitations(db::Tx& tx, const Id<Company>& company);
/// Ids of the people who can sign in.
[[nodiscard]] Result<std::set<std::string>> users_with_account(db::Tx& tx, const Id<Company>& company);

}  // namespace sonae::directory::store
