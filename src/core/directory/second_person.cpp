#include "core/directory/second_person.h"

#include <algorithm>
#include <array>

#include "core/directory/accounts.h"
#include "core/directory/inputs.h"
#include "core/directory/store.h"
#include "platform/trail/trail.h"

namespace sonae::directory {

namespace {

constexpr std::array<std::pair<Deed, std::string_view>, 3> deed_names = {
    {{Deed::Password, "password"}, {Deed::Factor, "factor"}, {Deed::Side, "side"}}};
constexpr std::string_view kind_prefix = "directory.";

std::string words_of(const std::set<Role>& roles) {
  std::string words;
  for (const Role role : roles) words += (words.empty() ? "" : " ") + std::string(name_of(role));
  return words;
}

std::set<Role> roles_in(std::string_view words) {
  std::set<Role> roles;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    if (const auto role = parse_role(words.substr(0, end))) roles.insert(*role);
    words.remove_prefix(std::min(end + 1, words.size()));
  }
  return roles;
}

bool holds_any(const Actor& actor, const std::set<Role>& roles) {
  return std::ranges::any_of(actor.roles,
                             [&](Role role) { return side_of(role) == actor.side && roles.contains(role); });
}

Result<Side> other_side(const UserView& user, const std::set<Role>& roles) {
  if (roles.empty()) return fail_at("/roles", "directory.user.no_role");
  const Side side = side_of(*roles.begin());
  if (!std::ranges::all_of(roles, [&](Role role) { return side_of(role) == side; }))
    return fail_at("/roles", "directory.user.side");
  if (side == user.side) return fail_at("/roles", "directory.reset.same_side");
  return side;
}

Result<void> record(db::WriteTx& tx, const Actor& actor, std::string_view action, const AskedDeed& asked,
                    std::string before, std::string after, Instant now) {
  TRY(trail::append(tx, trail::origin_of(actor),
                    {std::string(action), {"user", asked.user.id.text()}, std::move(before), std::move(after), {}},
                    now));
  return {};
}

Result<void> change_side(db::WriteTx& tx, const Actor& actor, const AskedDeed& asked, Instant now) {
  const bool administers = asked.user.roles.contains(Role::Administrator) && !asked.user.disabled;
  if (administers && TRY(count_administrators(tx, actor.company)) <= 1)
    return conflict("directory.user.last_administrator");
  UserView changed = asked.user;
  changed.side = TRY(other_side(asked.user, asked.roles));
  changed.roles = asked.roles;
  if (!TRY(store::switch_side(tx, actor.company, changed))) return conflict("directory.edit.conflict");
  return record(tx, actor, "directory.user.side", asked, trail::fields_json({{"roles", words_of(asked.user.roles)}}),
                trail::fields_json({{"roles", words_of(changed.roles)}}), now);
}

Result<void> do_deed(db::WriteTx& tx, const Actor& actor, const AskedDeed& asked,
                     const std::optional<session::NewPassword>& password, Instant now) {
  const auto& user = asked.user.id;
  switch (asked.deed) {
    case Deed::Password:
      if (!password) return internal("a confirmed password without a password");
      TRY(session::put_password(tx, actor.company, user, *password, now));
      TRY(session::recover_account(tx, folded_login(asked.user.login)));
      TRY(record(tx, actor, "directory.user.password", asked, "", "", now));
      break;
    case Deed::Factor:
      TRY(session::remove_factor(tx, actor.company, user));
      TRY(record(tx, actor, "directory.user.factor", asked, "", "", now));
      break;
    case Deed::Side:
      TRY(change_side(tx, actor, asked, now));
      break;
  }
  TRY(session::remove_sessions_of(tx, actor.company, user));
  return {};
}

Result<AskedDeed> view_of(db::Tx& tx, const Actor& actor, consent::Request request) {
  const auto deed = parse_deed(std::string_view(request.kind).substr(kind_prefix.size()));
  const auto user = Id<User>::parse(request.subject.id);
  if (!deed || !user) return not_found();
  auto found = TRY(store::find_user(tx, actor.company, *user));
  if (!found) return not_found();
  AskedDeed asked{std::move(request), *deed, std::move(*found), {}, false, false};
  asked.roles = roles_in(asked.request.detail);
  const bool concerned = actor.user == asked.user.id;
  const bool asker = actor.user == asked.request.asked_by;
  const bool entitled = !concerned && holds_any(actor, confirmers_of(asked.user, asked.deed));
  asked.may_confirm = entitled && !asker;
  asked.may_withdraw = entitled || asker;
  return asked;
}

}  // namespace

std::string_view name_of(Deed deed) {
  for (const auto& [value, name] : deed_names)
    if (value == deed) return name;
  die("a deed without a name");
}

std::optional<Deed> parse_deed(std::string_view name) {
  for (const auto& [value, known] : deed_names)
    if (known == name) return value;
  return std::nullopt;
}

bool needs_second_person(const UserView& user) { return session::needs_factor(user.roles); }

std::set<Role> confirmers_of(const UserView& user, Deed deed) {
  if (deed == Deed::Side || user.side == Side::Audit) return {Role::Auditor, Role::Ciso};
  return {Role::Administrator, Role::Ciso};
}

Result<consent::Request> ask_deed(db::WriteTx& tx, const Actor& actor, const DeedWish& wish, Instant now) {
  TRY(require(actor, Permission::UsersManage));
  const auto user = TRY(store::find_user(tx, actor.company, wish.user));
  if (!user) return not_found();
  if (user->id == actor.user) return forbidden("directory.user.own_rights");
  if (wish.deed == Deed::Side)
    TRY(other_side(*user, wish.roles));
  else if (!needs_second_person(*user))
    return conflict("directory.reset.not_needed");
  return consent::ask(tx, actor,
                      {std::string(kind_prefix) + std::string(name_of(wish.deed)),
                       {"user", user->id.text()},
                       wish.deed == Deed::Side ? words_of(wish.roles) : "",
                       wish.reason},
                      now);
}

Result<std::vector<AskedDeed>> list_deeds(db::Tx& tx, const Actor& actor, Instant now) {
  TRY(require(actor, Permission::Confirm));
  std::vector<AskedDeed> list;
  for (consent::Request& request : TRY(consent::list_open(tx, actor.company, kind_prefix, now)))
    list.push_back(TRY(view_of(tx, actor, std::move(request))));
  return list;
}

Result<AskedDeed> get_deed(db::Tx& tx, const Actor& actor, std::string_view request, Instant now) {
  TRY(require(actor, Permission::Confirm));
  return view_of(tx, actor, TRY(consent::get(tx, actor, request, kind_prefix, now)));
}

Result<void> confirm_deed(db::WriteTx& tx, const Actor& actor, std::string_view request,
                          const std::optional<session::NewPassword>& password, Instant now) {
  const AskedDeed asked = TRY(get_deed(tx, actor, request, now));
  if (asked.user.id == actor.user) return forbidden("directory.user.own_rights");
  if (asked.request.asked_by == actor.user) return forbidden("consent.same_person");
  if (!asked.may_confirm) return forbidden("directory.reset.not_entitled");
  TRY(consent::confirm(tx, actor, asked.request, now));
  return do_deed(tx, actor, asked, password, now);
}

Result<void> withdraw_deed(db::WriteTx& tx, const Actor& actor, std::string_view request, Instant now) {
  const AskedDeed asked = TRY(get_deed(tx, actor, request, now));
  if (!asked.may_withdraw) return forbidden("directory.reset.not_entitled");
  return consent::withdraw(tx, actor, asked.request, now);
}

}  // namespace sonae::directory
