#include "features/governance/roles.h"

#include <algorithm>

#include "core/facts/facts.h"
#include "features/governance/store.h"

namespace sonae::governance {

namespace {

Date today_of(Instant now) { return date_in_zone(now, japan_offset_minutes); }

bool same_gap(const RoleGap& gap, const Id<User>& user, Role role) { return gap.user == user && gap.role == role; }

/// The roles after the office's was given: who audits does nothing else, and "employee" says nothing special.
std::set<Role> with(std::set<Role> roles, Role role) {
  if (role == Role::Auditor) return {Role::Auditor};
  roles.erase(Role::Employee);
  roles.erase(Role::Auditor);
  roles.insert(role);
  return roles;
}

std::set<Role> without(std::set<Role> roles, Role role) {
  roles.erase(role);
  if (roles.empty()) roles.insert(Role::Employee);
  return roles;
}

Result<void> change_roles(db::WriteTx& tx, const Actor& actor, const Id<User>& user, const std::set<Role>& roles,
                          Instant now) {
  const auto stored = TRY(directory::get_user(tx, actor, user));
  if (stored.roles == roles) return {};
  directory::UserChange change;
  change.user = user;
  change.version = stored.version;
  change.roles = roles;
  TRY(directory::change_user(tx, actor, change, now));
  return {};
}

std::string kind_of(Office office) {
  switch (office) {
    case Office::Ciso:
      return "governance.ciso_appointed";
    case Office::CommitteeChair:
    case Office::CommitteeMember:
      return "governance.committee_member_appointed";
    case Office::Manager:
      return "governance.manager_appointed";
    case Office::Secretariat:
      return "governance.secretariat_appointed";
    case Office::Auditor:
      return "governance.auditor_appointed";
  }
  die("an office without a fact");
}

/// The person, or what they answer for: a department's manager changes, the department stays.
EntityRef subject_of(const Appointment& one) {
  if (one.office == Office::Manager) return {"department", one.department.text()};
  if (one.user.empty()) return {"governance.appointment", one.id.text()};
  return {"user", one.user.text()};
}

bool may_change(const Actor& actor, const Id<User>& user) {
  return !user.empty() && user != actor.user && actor.may(Permission::UsersManage);
}

bool needs_role(const std::vector<Appointment>& all, const Id<User>& user, Role role, Date day) {
  return std::ranges::any_of(all, [&](const Appointment& one) {
    return one.user == user && one.stands_on(day) && role_of(one.office) == role;
  });
}

}  // namespace

Role role_of(Office office) {
  switch (office) {
    case Office::Ciso:
      return Role::Ciso;
    case Office::CommitteeChair:
    case Office::CommitteeMember:
      return Role::CommitteeMember;
    case Office::Manager:
      return Role::Manager;
    case Office::Secretariat:
      return Role::Secretariat;
    case Office::Auditor:
      return Role::Auditor;
  }
  die("an office without a role");
}

Result<void> give_role(db::WriteTx& tx, const Actor& actor, const Appointment& one, Instant now) {
  if (!may_change(actor, one.user) || !one.stands_on(today_of(now))) return {};
  const auto person = TRY(store::find_person(tx, actor.company, one.user));
  if (!person || person->roles.contains(role_of(one.office))) return {};
  return change_roles(tx, actor, one.user, with(person->roles, role_of(one.office)), now);
}

Result<void> take_role(db::WriteTx& tx, const Actor& actor, const Appointment& ended, Instant now) {
  const Date today = today_of(now);
  const Role role = role_of(ended.office);
  if (!may_change(actor, ended.user) || ended.stands_on(today) || role == Role::Auditor) return {};
  if (needs_role(TRY(store::list_appointments(tx, actor.company)), ended.user, role, today)) return {};
  const auto person = TRY(store::find_person(tx, actor.company, ended.user));
  if (!person || !person->roles.contains(role)) return {};
  return change_roles(tx, actor, ended.user, without(person->roles, role), now);
}

Result<std::vector<RoleGap>> role_gaps(db::Tx& tx, const Actor& actor, Date today) {
  TRY(require(actor, Permission::ProgrammeRead));
  const auto all = TRY(store::list_appointments(tx, actor.company));
  std::vector<RoleGap> gaps;
  for (const auto& [id, person] : TRY(store::list_people(tx, actor.company))) {
    if (person.disabled) continue;
    for (const Role role : {Role::Ciso, Role::CommitteeMember, Role::Manager, Role::Secretariat, Role::Auditor}) {
      const bool needed = needs_role(all, id, role, today);
      const bool held = person.roles.contains(role);
      if (needed && !held) gaps.push_back({id, person.name, role, RoleGap::Kind::Missing});
      // An auditor's account stays an auditor's for ever: there is no role to take.
      if (held && !needed && !(role == Role::Auditor && person.account != Person::Account::None))
        gaps.push_back({id, person.name, role, RoleGap::Kind::Leftover});
    }
  }
  std::ranges::stable_sort(gaps, {}, &RoleGap::name);
  return gaps;
}

Result<void> close_role_gap(db::WriteTx& tx, const Actor& actor, const Id<User>& user, Role role, Instant now) {
  TRY(require(actor, Permission::UsersManage));
  const auto gaps = TRY(role_gaps(tx, actor, today_of(now)));
  const auto gap = std::ranges::find_if(gaps, [&](const RoleGap& one) { return same_gap(one, user, role); });
  const auto person = TRY(store::find_person(tx, actor.company, user));
  if (gap == gaps.end() || !person) return not_found();
  return change_roles(tx, actor, user,
                      gap->kind == RoleGap::Kind::Missing ? with(person->roles, role) : without(person->roles, role),
                      now);
}

Result<void> facts_begin(db::WriteTx& tx, const Actor& actor, const Appointment& one, Instant now) {
  if (one.capacity != Capacity::Holder) return {};
  facts::NewFact fact;
  fact.kind = kind_of(one.office);
  fact.subject = subject_of(one);
  fact.on = one.from;
  fact.text_key = "fact." + fact.kind;
  fact.args = {{"name", one.name}};
  if (one.office == Office::Manager) fact.args["department"] = one.department_name;
  fact.link = "/organisation/appointments";
  fact.until = one.until;
  return facts::record(tx, actor, fact, now);
}

Result<void> facts_end(db::WriteTx& tx, const Actor& actor, const Appointment& ended, Instant now) {
  if (ended.capacity != Capacity::Holder || !ended.ended) return {};
  return facts::end(tx, actor, kind_of(ended.office), subject_of(ended), *ended.ended, now);
}

}  // namespace sonae::governance
