#include "core/directory/invitation.h"

#include "core/directory/store.h"
#include "core/directory/store_people.h"
#include "platform/session/password_policy.h"
#include "platform/trail/trail.h"

namespace sonae::directory {

namespace {

EntityRef ref(const Id<User>& id) { return {"user", id.text()}; }

// As in a session's cookie: the company in front leads a sharded database to the right shard.
std::string new_invitation_token(const Id<Company>& company) { return company.text() + "." + session::new_token(); }

std::optional<Id<Company>> company_of(std::string_view token) {
  if (token.size() != 36 + 1 + 43 || token[36] != '.') return std::nullopt;
  return Id<Company>::parse(token.substr(0, 36));
}

Result<void> check_own_password(std::string_view password, const InvitationView& who) {
  const auto use = who.needs_factor ? session::PasswordUse::BesideFactor : session::PasswordUse::Alone;
  auto checked = session::check_password(password, use, {who.company_name, who.name, who.login});
  if (checked) return {};
  for (FieldError& field : checked.error().fields) field.place = "/password";
  return std::unexpected(std::move(checked.error()));
}

}  // namespace

Result<Invitation> invite(db::WriteTx& tx, const Actor& actor, const Id<User>& user, Instant now) {
  TRY(require(actor, Permission::UsersManage));
  auto found = TRY(store::find_user(tx, actor.company, user));
  if (!found) return not_found();
  if (found->disabled) return conflict("directory.invitation.disabled", {{"name", found->name}});
  if (TRY(session::find_credential(tx, actor.company, user)))
    return conflict("directory.invitation.has_account", {{"name", found->name}});
  Invitation made{new_invitation_token(actor.company), now.plus_ms(invitation_ms), std::move(*found)};
  TRY(store::put_invitation(tx, actor.company, user, sha256(made.token), actor.user, now, made.expires_at));
  TRY(trail::append(
      tx, trail::origin_of(actor),
      {"directory.user.invite", ref(user), "", trail::fields_json({{"expires_at", iso(made.expires_at)}}), {}}, now));
  return made;
}

Result<InvitationView> read_invitation(db::Tx& tx, std::string_view token, Instant now) {
  const auto company = company_of(token);
  if (!company) return forbidden("directory.invitation.unknown");
  const auto row = TRY(store::find_invitation(tx, *company, sha256(token)));
  if (!row) return forbidden("directory.invitation.unknown");
  if (row->used_at) return forbidden("directory.invitation.used");
  const auto user = TRY(store::find_user(tx, *company, row->user));
  if (!user || user->disabled) return forbidden("directory.invitation.unknown");
  if (row->expires_at <= now) return forbidden("directory.invitation.expired");
  const CompanyView home = TRY(get_company(tx, *company));
  return InvitationView{*company, user->id, home.name, user->name, user->login, session::needs_factor(user->roles)};
}

Result<session::Opened> accept_invitation(db::Database& database, session::Service& service, std::string_view token,
                                          std::string_view password, const session::Client& client, Instant now) {
  // Looked at before the costly hash; consumed below, in the transaction that makes the account.
  const auto seen = TRY(database.read([&](db::Tx& tx) { return read_invitation(tx, token, now); }));
  TRY(check_own_password(password, seen));
  const session::NewPassword hashed = TRY(prepare_password(service.hasher(), password, false));
  return database.write([&](db::WriteTx& tx) -> Result<session::Opened> {
    const InvitationView who = TRY(read_invitation(tx, token, now));
    // A role may have come or gone while the password was hashed; then the other rule holds.
    TRY(check_own_password(password, who));
    if (!TRY(store::use_invitation(tx, who.company, sha256(token), now))) return forbidden("directory.invitation.used");
    TRY(session::put_password(tx, who.company, who.user, hashed, now));
    trail::Origin origin{who.company, who.user.text(), who.name, client.address, client.request_id};
    TRY(trail::append(tx, origin, {"directory.user.accept", ref(who.user), "", "", {}}, now));
    return service.open_session(tx, who.company, who.user, client, now);
  });
}

}  // namespace sonae::directory
