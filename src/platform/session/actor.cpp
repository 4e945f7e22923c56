#include "platform/session/actor.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sonae {

namespace {

constexpr std::array roles_in_order = {Role::Administrator, Role::Ciso,     Role::Secretariat, Role::CommitteeMember,
                                       Role::Manager,       Role::Employee, Role::Auditor};

constexpr std::array<std::pair<Role, std::string_view>, 7> role_names = {{
    {Role::Administrator, "administrator"},
    {Role::Ciso, "ciso"},
    {Role::Secretariat, "secretariat"},
    {Role::CommitteeMember, "committee"},
    {Role::Manager, "manager"},
    {Role::Employee, "employee"},
    {Role::Auditor, "auditor"},
}};

constexpr std::array<std::pair<Permission, std::string_view>, 18> permission_names = {{
    {Permission::Public, "public"},
    {Permission::SignedIn, "signed_in"},
    {Permission::PendingFactor, "pending_factor"},
    {Permission::SheetRead, "sheet.read"},
    {Permission::SheetAnswer, "sheet.answer"},
    {Permission::SheetManage, "sheet.manage"},
    {Permission::SheetExport, "sheet.export"},
    {Permission::SheetReview, "sheet.review"},
    {Permission::AuditNote, "audit.note"},
    {Permission::CompanyManage, "company.manage"},
    {Permission::UsersManage, "users.manage"},
    {Permission::SettingsManage, "settings.manage"},
    {Permission::Confirm, "confirm"},
    {Permission::BreakGlassRead, "break_glass.read"},
    {Permission::ProgrammeRead, "programme.read"},
    {Permission::ProgrammeDirect, "programme.direct"},
    {Permission::TrailRead, "trail.read"},
    {Permission::Metrics, "metrics"},
}};

// The whole role table. What a row does not name is refused.
//  - The administrator runs the machine and reads no business data (AZ06); the record holds answers, so it is not
//    the administrator's to read either.
//  - The auditor reads everything and writes nothing but notes of their own (AZ04).
//  - An employee answers what a manager handed over by name, and sees nothing else (company_wide, scope below).
bool grants_of_role(Role role, Permission permission) {
  using enum Permission;
  switch (role) {
    case Role::Administrator:
      return permission == UsersManage || permission == SettingsManage || permission == Metrics ||
             permission == CompanyManage || permission == Confirm || permission == BreakGlassRead ||
             permission == ProgrammeRead;
    case Role::Secretariat:
      return permission == SheetRead || permission == SheetAnswer || permission == SheetManage ||
             permission == SheetExport || permission == CompanyManage || permission == BreakGlassRead ||
             permission == ProgrammeRead;
    case Role::Manager:
      return permission == SheetRead || permission == SheetAnswer || permission == ProgrammeRead;
    case Role::Employee:
      return permission == SheetRead || permission == SheetAnswer;
    case Role::Ciso:
      return permission == SheetRead || permission == SheetExport || permission == SheetReview ||
             permission == Confirm || permission == BreakGlassRead || permission == ProgrammeRead ||
             permission == ProgrammeDirect;
    case Role::CommitteeMember:
      return permission == SheetRead || permission == ProgrammeRead;
    case Role::Auditor:
      return permission == SheetRead || permission == SheetExport || permission == TrailRead ||
             permission == AuditNote || permission == Confirm || permission == BreakGlassRead ||
             permission == ProgrammeRead;
  }
  return false;
}

// Roles whose permissions reach every department. The administrator's own permissions (accounts, settings) have no
// departments; the sheet is not among them.
bool company_wide(Role role) {
  return role == Role::Secretariat || role == Role::Ciso || role == Role::Auditor || role == Role::Administrator;
}

bool holds(const Actor& actor, Permission permission) {
  return std::ranges::any_of(
      actor.roles, [&](Role role) { return side_of(role) == actor.side && grants_of_role(role, permission); });
}

}  // namespace

std::string_view name_of(Role role) {
  for (const auto& [value, name] : role_names)
    if (value == role) return name;
  die("a role without a name");
}

std::optional<Role> parse_role(std::string_view name) {
  for (const auto& [value, known] : role_names)
    if (known == name) return value;
  return std::nullopt;
}

std::span<const Role> all_roles() { return roles_in_order; }

std::string_view name_of(Permission permission) {
  for (const auto& [value, name] : permission_names)
    if (value == permission) return name;
  die("a permission without a name");
}

bool Scope::holds(const Id<Department>& department, const Id<User>& handed_to) const {
  if (!departments) return true;
  if (!handed_to.empty() && handed_to == assignee) return true;
  return std::ranges::find(*departments, department) != departments->end();
}

std::string_view name_of(RowScope scope) {
  switch (scope) {
    case RowScope::None:
      return "none";
    case RowScope::Self:
      return "self";
    case RowScope::Department:
      return "department";
    case RowScope::Company:
      return "company";
  }
  die("a row scope without a name");
}

bool grants(Role role, Permission permission) {
  switch (permission) {
    case Permission::Public:
    case Permission::PendingFactor:
    case Permission::SignedIn:
      return true;
    default:
      return grants_of_role(role, permission);
  }
}

bool Actor::may(Permission permission) const {
  // An account without any role is still somebody who has signed in; everything else needs a role.
  if (permission == Permission::Public || permission == Permission::PendingFactor || permission == Permission::SignedIn)
    return true;
  return holds(*this, permission) || only_by_glass(permission);
}

bool Actor::only_by_glass(Permission permission) const {
  return glass && permission == Permission::SheetRead && roles.contains(Role::Administrator) &&
         !holds(*this, permission);
}

Scope Actor::scope(Permission permission) const {
  const bool everything = std::ranges::any_of(roles, [&](Role role) {
    return company_wide(role) && side_of(role) == side && grants_of_role(role, permission);
  });
  if (everything || only_by_glass(permission)) return {company, std::nullopt};
  if (!may(permission)) return {company, std::vector<Id<Department>>{}};
  const bool leads = std::ranges::any_of(roles, [&](Role role) {
    return role != Role::Employee && side_of(role) == side && grants_of_role(role, permission);
  });
  return {company, leads ? subtree : std::vector<Id<Department>>{}, user};
}

Result<void> require(const Actor& actor, Permission permission) {
  if (!actor.may(permission)) return forbidden();
  return {};
}

}  // namespace sonae
