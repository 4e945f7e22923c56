#pragma once
// Who acts, what they may do, and which rows they may see. The one place that decides permission (quality
// decision 3): a route declares a Permission and a RowScope; stores demand a Scope.

#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.h"
#include "base/result.h"
#include "base/time.h"

namespace sonae {

struct Company;
struct User;
struct Department;

/// The installation's own line in the trail, for what happens before a company is known.
inline constexpr std::string_view installation_company = "00000000-0000-7000-8000-000000000000";

enum class Role : std::uint8_t { Administrator, Ciso, Secretariat, CommitteeMember, Manager, Employee, Auditor };
/// An account stands on one side for ever (decision 5): operators hold no audit role, auditors no other.
enum class Side : std::uint8_t { Operation, Audit };

[[nodiscard]] std::string_view name_of(Role role);  ///< "administrator" "ciso" "secretariat" "committee" …
[[nodiscard]] std::optional<Role> parse_role(std::string_view name);
[[nodiscard]] std::span<const Role> all_roles();
[[nodiscard]] inline Side side_of(Role role) { return role == Role::Auditor ? Side::Audit : Side::Operation; }

enum class Permission : std::uint8_t {
  Public,         ///< no session needed (sign-in, health, assets)
  SignedIn,       ///< any session that has passed its factors
  PendingFactor,  ///< a session that still owes its second factor or enrolment
  SheetRead,      ///< items, answers, totals
  SheetAnswer,    ///< write answers of the departments in scope
  SheetManage,    ///< import, mapping, assignment, every department's answers
  SheetExport,    ///< the filled workbook
  SheetReview,    ///< approve or send back
  AuditNote,      ///< the auditor's own notes
  CompanyManage,  ///< profile, targets, first run
  UsersManage,    ///< accounts, roles, sessions of others
  SettingsManage,
  Confirm,          ///< be the second person of what needs two (core/consent)
  BreakGlassRead,   ///< who opened the sheet in an emergency, and why
  ProgrammeRead,    ///< who is appointed, what is planned, whom to call, what the committee decided
  ProgrammeDirect,  ///< the officer's directions to the yearly report
  TrailRead,        ///< the operation record
  Metrics,          ///< /metrics
};
[[nodiscard]] std::string_view name_of(Permission permission);  ///< "sheet.read" …
/// The role table; `sonae routes` prints it.
[[nodiscard]] bool grants(Role role, Permission permission);

/// Which rows a route touches.
enum class RowScope : std::uint8_t {
  None,        ///< no company data
  Self,        ///< the actor's own account, sessions, settings
  Department,  ///< the actor's department and those under it; everything for secretariat, CISO, auditor
  Company,     ///< everything of the company
};
[[nodiscard]] std::string_view name_of(RowScope scope);

/// The rows a use case may touch. Stores take it, so that forgetting does not compile.
struct Scope {
  Id<Company> company;
  /// Nothing: every department. Otherwise these only (AZ02) …
  std::optional<std::vector<Id<Department>>> departments;
  /// … and what was handed to this person by name. Empty: nobody.
  Id<User> assignee{};

  /// Whether a row of this department, handed to this person (or nobody), may be touched.
  [[nodiscard]] bool holds(const Id<Department>& department, const Id<User>& handed_to = {}) const;
};

/// An administrator's access in an emergency (AZ06): SheetRead and nothing more, until it ends.
struct BreakGlass {
  std::string id;
  std::string reason;
  Instant ends_at;
};

struct Actor {
  Id<Company> company;
  Id<User> user;
  std::string login;
  std::string name;
  std::set<Role> roles;
  Side side = Side::Operation;
  Id<Department> department;            ///< empty: none
  std::vector<Id<Department>> subtree;  ///< the department and those under it
  std::string address;                  ///< where the request came from, for the trail
  std::string request_id;
  std::string language = "ja";
  std::optional<BreakGlass> glass{};  ///< active at the time of the request

  /// Whether the permission comes from the emergency alone: such reads are recorded.
  [[nodiscard]] bool only_by_glass(Permission permission) const;
  [[nodiscard]] bool may(Permission permission) const;
  /// Rows for this permission: all departments for secretariat, CISO and auditor; the own subtree for managers and
  /// committee members; for employees only what was handed to them by name.
  [[nodiscard]] Scope scope(Permission permission) const;
};

/// Forbidden ("error.forbidden") unless the actor holds it.
[[nodiscard]] Result<void> require(const Actor& actor, Permission permission);

}  // namespace sonae
