#include "core/directory/setup.h"

#include "core/directory/accounts.h"
#include "core/directory/store.h"
#include "platform/session/password_policy.h"

namespace sonae::directory {

Result<bool> needs_set_up(db::Tx& tx) { return !TRY(store::any_user(tx)); }

Result<std::string> issue_setup_token(db::Database& database, Instant now) {
  const std::string token = session::new_token();
  TRY(database.write(
      [&](db::WriteTx& tx) -> Result<void> {
        if (!TRY(needs_set_up(tx))) return conflict("directory.setup.done");
        return session::put_setup_token(tx, sha256(token), now.plus_ms(setup_token_ms));
      },
      db::Purpose::Housekeeping));
  return token;
}

Result<session::Opened> set_up(db::Database& database, session::Service& service, const SetUp& command,
                               const session::Client& client, Instant now) {
  const Digest token = sha256(command.token);
  // Looked at before the costly hash; consumed below, in the transaction that makes the account.
  TRY(database.read([&](db::Tx& tx) -> Result<void> {
    if (!TRY(needs_set_up(tx))) return conflict("directory.setup.done");
    if (!TRY(session::setup_token_stands(tx, token, now))) return forbidden("directory.setup.refused");
    return {};
  }));
  auto checked = session::check_password(command.password, session::PasswordUse::BesideFactor,
                                         {command.company.name, command.name, command.login});
  if (!checked) {
    for (FieldError& field : checked.error().fields) field.place = "/password";
    return std::unexpected(checked.error());
  }
  const session::NewPassword password = TRY(prepare_password(service.hasher(), command.password, false));
  return database.write([&](db::WriteTx& tx) -> Result<session::Opened> {
    if (!TRY(needs_set_up(tx))) return conflict("directory.setup.done");
    if (!TRY(session::take_setup_token(tx, token, now))) return forbidden("directory.setup.refused");
    const Id<Company> company = TRY(create_company(tx, command.company, now));
    Actor actor = system_actor(company, "set-up");
    actor.address = client.address;
    actor.request_id = client.request_id;
    std::set<Role> roles = {Role::Administrator};
    if (command.secretariat) roles.insert(Role::Secretariat);
    const UserView user = TRY(create_user(tx, actor, {command.login, command.name, roles, {}}, password, now));
    return service.open_session(tx, company, user.id, client, now);
  });
}

}  // namespace sonae::directory
