#pragma once
// How a person who is already known gets an account: a link that works once and for seven days, made by an
// administrator and handed over on paper or by mail. Its token is 256 random bits and kept as SHA-256 only (AU10).

#include <string>
#include <string_view>

#include "core/directory/directory.h"

namespace sonae::directory {

constexpr std::int64_t invitation_ms = 7LL * 24 * 60 * 60 * 1000;

struct Invitation {
  std::string token;  ///< shown once
  Instant expires_at;
  UserView user;
};
/// UsersManage. An earlier link of the person stops working. NotFound; Conflict ("directory.invitation.has_account",
/// "directory.invitation.disabled").
[[nodiscard]] Result<Invitation> invite(db::WriteTx& tx, const Actor& actor, const Id<User>& user, Instant now);

/// What the person sees before choosing a password.
struct InvitationView {
  Id<Company> company;
  Id<User> user;
  std::string company_name;
  std::string name;
  std::string login;
  bool needs_factor = false;  ///< enrolment follows, and a shorter password is enough
};
/// Forbidden: "directory.invitation.unknown" (also when the person was disabled or invited anew), ".used", ".expired".
[[nodiscard]] Result<InvitationView> read_invitation(db::Tx& tx, std::string_view token, Instant now);

/// Sets the password and signs the person in; the second factor is enrolled next where a role demands it. Errors of
/// read_invitation; Invalid at "/password" (AU03).
[[nodiscard]] Result<session::Opened> accept_invitation(db::Database& database, session::Service& service,
                                                        std::string_view token, std::string_view password,
                                                        const session::Client& client, Instant now);

}  // namespace sonae::directory
