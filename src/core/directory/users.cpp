// Accounts and roles: permission → load → rule → save → record, in one transaction.

#include <algorithm>

#include "core/directory/accounts.h"
#include "core/directory/directory.h"
#include "core/directory/inputs.h"
#include "core/directory/people.h"
#include "core/directory/second_person.h"
#include "core/directory/store.h"
#include "core/directory/store_people.h"
#include "platform/clock.h"
#include "platform/session/password_policy.h"
#include "platform/trail/trail.h"

namespace sonae::directory {

namespace {

EntityRef ref(const Id<User>& id) { return {"user", id.text()}; }

std::string names_of(const std::set<Role>& roles) {
  std::string names;
  for (const Role role : roles) {
    if (!names.empty()) names += ' ';
    names += name_of(role);
  }
  return names;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

Fields fields_of(const UserView& user) {
  return {{"name", user.name},
          {"roles", names_of(user.roles)},
          {"department", user.department.text()},
          {"disabled", user.disabled ? "true" : "false"}};
}

// Only what changed goes into the record.
std::pair<std::string, std::string> difference(const UserView& before, const UserView& after) {
  Fields old_fields = fields_of(before);
  Fields new_fields = fields_of(after);
  Fields gone;
  Fields come;
  for (std::size_t i = 0; i < old_fields.size(); ++i)
    if (old_fields[i] != new_fields[i]) {
      gone.push_back(old_fields[i]);
      come.push_back(new_fields[i]);
    }
  return {trail::fields_json(gone), trail::fields_json(come)};
}

// Decision 5: what an account was made for, it stays. The schema says the same.
Result<Side> side_of_all(const std::set<Role>& roles) {
  if (roles.empty()) return fail_at("/roles", "directory.user.no_role");
  const Side side = side_of(*roles.begin());
  if (!std::ranges::all_of(roles, [&](Role role) { return side_of(role) == side; }))
    return fail_at("/roles", "directory.user.side");
  return side;
}

Result<void> require_department(db::Tx& tx, const Actor& actor, const Id<Department>& department) {
  if (!department.empty() && !TRY(store::find_department(tx, actor.company, department)))
    return fail_at("/department", "directory.department.unknown");
  return {};
}

/// The account an administrator wants to act on, which must not be their own.
Result<UserView> require_other(db::Tx& tx, const Actor& actor, const Id<User>& user) {
  TRY(require(actor, Permission::UsersManage));
  auto found = TRY(store::find_user(tx, actor.company, user));
  if (!found) return not_found();
  if (found->id == actor.user) return forbidden("directory.user.own_rights");
  return std::move(*found);
}

// The command line has no user: whoever may run it owns the machine, and the record says that it was used.
Result<void> require_alone(const Actor& actor, const UserView& other) {
  if (!actor.user.empty() && needs_second_person(other)) return conflict("directory.reset.second_person");
  return {};
}

Result<void> record(db::WriteTx& tx, const Actor& actor, std::string action, const Id<User>& user, Instant now) {
  TRY(trail::append(tx, trail::origin_of(actor), {std::move(action), ref(user), "", "", {}}, now));
  return {};
}

bool loses_administration(const UserView& before, const UserView& after) {
  const auto administers = [](const UserView& user) {
    return !user.disabled && user.roles.contains(Role::Administrator);
  };
  return administers(before) && !administers(after);
}

Result<void> apply(db::Tx& tx, const Actor& actor, const UserChange& change, UserView& user) {
  if (change.name) user.name = TRY(clean_name(*change.name, "/name"));
  if (change.roles) {
    const Side side = TRY(side_of_all(*change.roles));
    if (side != user.side && TRY(session::find_credential(tx, actor.company, user.id)))
      return fail_at("/roles", "directory.user.side");
    user.side = side;
    user.roles = *change.roles;
  }
  if (change.department) {
    TRY(require_department(tx, actor, *change.department));
    user.department = *change.department;
    const auto department = TRY(store::find_department(tx, actor.company, user.department));
    user.department_name = department ? department->name : "";
  }
  if (change.disabled) user.disabled = *change.disabled;
  return {};
}

}  // namespace

Result<std::int64_t> count_administrators(db::Tx& tx, const Id<Company>& company) {
  std::int64_t count = 0;
  for (const UserView& user : TRY(store::list_users(tx, company)))
    if (!user.disabled && user.roles.contains(Role::Administrator) &&
        TRY(session::find_credential(tx, company, user.id)))
      ++count;
  return count;
}

Result<std::vector<UserView>> list_users(db::Tx& tx, const Actor& actor) {
  TRY(require(actor, Permission::UsersManage));
  auto users = TRY(store::list_users(tx, actor.company));
  const auto with_factor = TRY(session::users_with_factor(tx, actor.company));
  for (UserView& user : users) user.second_factor = with_factor.contains(user.id.text());
  return users;
}

Result<UserView> get_user(db::Tx& tx, const Actor& actor, const Id<User>& user) {
  if (user != actor.user) TRY(require(actor, Permission::UsersManage));
  auto found = TRY(store::find_user(tx, actor.company, user));
  if (!found) return not_found();
  const auto credential = TRY(session::find_credential(tx, actor.company, user));
  found->second_factor = credential && credential->has_factor();
  return std::move(*found);
}

Result<std::map<std::string, std::string>> user_names(db::Tx& tx, const Id<Company>& company) {
  std::map<std::string, std::string> names;
  for (const UserView& user : TRY(store::list_users(tx, company))) names[user.id.text()] = user.name;
  return names;
}

Result<UserView> create_user(db::WriteTx& tx, const Actor& actor, const NewUser& user,
                             const session::NewPassword& password, Instant now) {
  TRY(require(actor, Permission::UsersManage));
  UserView made;
  made.id = new_id<User>(now);
  made.login = TRY(clean_login(user.login));
  made.name = TRY(clean_name(user.name, "/name"));
  made.roles = user.roles;
  made.side = TRY(side_of_all(user.roles));
  TRY(require_department(tx, actor, user.department));
  made.department = user.department;
  if (TRY(store::count_people(tx, actor.company)) >= static_cast<std::int64_t>(most_people))
    return invalid("directory.people.many", {{"limit", std::to_string(most_people)}});
  const std::string folded = folded_login(made.login);
  if (TRY(store::login_exists(tx, actor.company, folded))) return conflict("directory.user.login_taken");
  TRY(store::insert_user(tx, actor.company, made, folded, now));
  TRY(session::put_password(tx, actor.company, made.id, password, now));
  Fields fields = fields_of(made);
  fields.emplace(fields.begin(), "login", made.login);
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"directory.user.create", ref(made.id), "", trail::fields_json(fields), {}}, now));
  return get_user(tx, actor, made.id);
}

Result<UserView> change_user(db::WriteTx& tx, const Actor& actor, const UserChange& change, Instant now,
                             const LeftHooks& left) {
  TRY(require(actor, Permission::UsersManage));
  const auto stored = TRY(store::find_user(tx, actor.company, change.user));
  if (!stored) return not_found();
  if (stored->version != change.version) return conflict("directory.edit.conflict");
  UserView changed = *stored;
  TRY(apply(tx, actor, change, changed));
  if (stored->left_on && !changed.disabled) return conflict("directory.user.left");
  const bool rights = changed.roles != stored->roles || changed.disabled != stored->disabled;
  if (rights && stored->id == actor.user) return forbidden("directory.user.own_rights");
  if (loses_administration(*stored, changed) && TRY(count_administrators(tx, actor.company)) <= 1)
    return conflict("directory.user.last_administrator");
  if (!TRY(store::update_user(tx, actor.company, changed))) return conflict("directory.edit.conflict");
  if (changed.side != stored->side) TRY(store::move_to_side(tx, actor.company, changed));
  if (changed.roles != stored->roles) TRY(store::replace_roles(tx, actor.company, changed));
  // New rights begin with a new sign-in, lost ones end with the session (AU11, AU13).
  if (rights) TRY(session::remove_sessions_of(tx, actor.company, changed.id));
  auto [before, after] = difference(*stored, changed);
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"directory.user.change", ref(changed.id), std::move(before), std::move(after), {}}, now));
  if (changed.disabled && !stored->disabled)
    for (const LeftHook& hook : left) TRY(hook(tx, actor, changed.id, date_in_zone(now, japan_offset_minutes), now));
  return get_user(tx, actor, changed.id);
}

Result<void> reset_password(db::WriteTx& tx, const Actor& actor, const Id<User>& user,
                            const session::NewPassword& password, Instant now) {
  const UserView other = TRY(require_other(tx, actor, user));
  TRY(require_alone(actor, other));
  TRY(session::put_password(tx, actor.company, user, password, now));
  TRY(session::remove_sessions_of(tx, actor.company, user));
  TRY(session::recover_account(tx, folded_login(other.login)));
  return record(tx, actor, "directory.user.password", user, now);
}

Result<void> reset_factor(db::WriteTx& tx, const Actor& actor, const Id<User>& user, Instant now) {
  TRY(require_alone(actor, TRY(require_other(tx, actor, user))));
  TRY(session::remove_factor(tx, actor.company, user));
  TRY(session::remove_sessions_of(tx, actor.company, user));
  return record(tx, actor, "directory.user.factor", user, now);
}

Result<void> end_sessions(db::WriteTx& tx, const Actor& actor, const Id<User>& user, Instant now) {
  TRY(require(actor, Permission::UsersManage));
  if (!TRY(store::find_user(tx, actor.company, user))) return not_found();
  TRY(session::remove_sessions_of(tx, actor.company, user));
  return record(tx, actor, "directory.user.sessions", user, now);
}

Result<void> choose_language(db::WriteTx& tx, const Actor& actor, const std::string& language, Instant now) {
  TRY(store::update_language(tx, actor.company, actor.user, language));
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"directory.user.language", ref(actor.user), "", trail::fields_json({{"language", language}}), {}},
                    now));
  return {};
}

Result<session::NewPassword> prepare_password(session::PasswordHasher& hasher, std::string_view password,
                                              bool must_change) {
  return session::NewPassword{TRY(hasher.hash(password)), session::is_short_password(password), must_change};
}

}  // namespace sonae::directory
