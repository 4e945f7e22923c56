#pragma once
// What nobody does alone to somebody else's account (AU06, AZ04): the password and the second factor of an
// administrator or an auditor, and the change of an account's side.
//
// An administrator asks and gives a reason. Another entitled person confirms: for an auditor's account another auditor
// or the CISO, for an administrator's another administrator or the CISO, for a change of side an auditor or the CISO.
// Never the one who asked, never the person concerned. The deed is done in the transaction of the confirmation. A
// company with a single administrator uses the command line on the server (docs/operate), which the record shows.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/consent/consent.h"
#include "core/directory/directory.h"

namespace sonae::directory {

enum class Deed : std::uint8_t { Password, Factor, Side };
[[nodiscard]] std::string_view name_of(Deed deed);  ///< "password" "factor" "side"
[[nodiscard]] std::optional<Deed> parse_deed(std::string_view name);

/// Whether password and factor of the account need a second person.
[[nodiscard]] bool needs_second_person(const UserView& user);
/// Who may confirm, for the sentence that says so; of these, never the asker and never the person concerned.
[[nodiscard]] std::set<Role> confirmers_of(const UserView& user, Deed deed);

/// Enabled people with the administrator's role who can sign in: somebody who is only invited administers nothing yet.
[[nodiscard]] Result<std::int64_t> count_administrators(db::Tx& tx, const Id<Company>& company);

struct DeedWish {
  Id<User> user;
  Deed deed = Deed::Password;
  std::set<Role> roles;  ///< for Deed::Side: the roles on the other side
  std::string reason;
};
/// UsersManage. NotFound; Forbidden for the own account ("directory.user.own_rights"); Conflict
/// ("directory.reset.not_needed", "consent.asked"); Invalid at "/reason", "/roles".
[[nodiscard]] Result<consent::Request> ask_deed(db::WriteTx& tx, const Actor& actor, const DeedWish& wish, Instant now);

/// An open request as this person sees it.
struct AskedDeed {
  consent::Request request;
  Deed deed = Deed::Password;
  UserView user;
  std::set<Role> roles;  ///< for Deed::Side
  bool may_confirm = false;
  bool may_withdraw = false;
};
/// Confirm. Oldest first.
[[nodiscard]] Result<std::vector<AskedDeed>> list_deeds(db::Tx& tx, const Actor& actor, Instant now);
/// Confirm. NotFound.
[[nodiscard]] Result<AskedDeed> get_deed(db::Tx& tx, const Actor& actor, std::string_view request, Instant now);
/// Confirms and does it. `password` for Deed::Password. Forbidden ("consent.same_person", "directory.user.own_rights",
/// "directory.reset.not_entitled"); NotFound when it is over; Conflict ("directory.user.last_administrator").
[[nodiscard]] Result<void> confirm_deed(db::WriteTx& tx, const Actor& actor, std::string_view request,
                                        const std::optional<session::NewPassword>& password, Instant now);
[[nodiscard]] Result<void> withdraw_deed(db::WriteTx& tx, const Actor& actor, std::string_view request, Instant now);

}  // namespace sonae::directory
