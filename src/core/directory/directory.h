#pragma once
// The people: companies, departments, accounts and their roles. Every change writes the trail; every list is of one
// company, and ids of another company are simply not found (AZ08).
//
// Rules that hold whoever asks (page, command line, demo):
//  - An account stands on one side and its roles are all of that side (AZ04; also in the schema); changing it needs two
//    persons (second_person.h).
//  - Nobody changes the own roles or disables oneself; the last administrator stays.
//  - Losing a role, or the account, ends all sessions at once (AU13).

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "platform/db/db.h"
#include "platform/session/actor.h"
#include "platform/session/service.h"

namespace sonae {
struct Site;
}

namespace sonae::directory {

// --- companies -------------------------------------------------------------------------------------------------

struct CompanyView {
  Id<Company> id;
  std::string name;
  int fiscal_year_start = 4;  ///< month, 1-12
  std::string language = {};  ///< for people who have not chosen one; "" until somebody says
};
struct NewCompany {
  std::string name;
  int fiscal_year_start = 4;
};
/// Invalid with places "/company_name", "/fiscal_year_start".
[[nodiscard]] Result<Id<Company>> create_company(db::WriteTx& tx, const NewCompany& company, Instant now);
[[nodiscard]] Result<CompanyView> get_company(db::Tx& tx, const Id<Company>& company);
/// By age.
[[nodiscard]] Result<std::vector<CompanyView>> list_companies(db::Tx& tx);

/// Someone who may do what an administrator may, for the command line and the demo. `what` is shown in the record.
[[nodiscard]] Actor system_actor(const Id<Company>& company, std::string what);

// --- departments -----------------------------------------------------------------------------------------------

struct DepartmentView {
  Id<Department> id;
  std::string name;
  Id<Department> parent;   ///< empty: top
  std::int64_t order = 0;  ///< among siblings
  std::int64_t version = 1;
  Id<Site> site = {};  ///< empty: none
};
/// Every department of the actor's company, parents before children, siblings in their order. At most 5,000.
[[nodiscard]] Result<std::vector<DepartmentView>> list_departments(db::Tx& tx, const Actor& actor);

struct NewDepartment {
  std::string name;
  Id<Department> parent;
};
/// CompanyManage. Invalid at "/name", "/parent"; "directory.department.many" (arg limit) at the 301st.
[[nodiscard]] Result<DepartmentView> create_department(db::WriteTx& tx, const Actor& actor,
                                                       const NewDepartment& department, Instant now);
struct DepartmentChange {
  Id<Department> department;
  std::int64_t version = 0;
  std::optional<std::string> name;
  std::optional<Id<Department>> parent;  ///< an empty id moves it to the top
  std::optional<std::int64_t> order;
  std::optional<Id<Site>> site = {};  ///< an empty id: none
  std::optional<Date> on = {};        ///< since when it is called so or hangs there; nothing: today
};
/// CompanyManage. NotFound; Conflict ("directory.edit.conflict") for an old version; Invalid at "/parent" when the tree
/// would bite its tail, at "/site", at "/on" ("directory.department.on", args from, to) before the last change or after
/// today.
[[nodiscard]] Result<DepartmentView> change_department(db::WriteTx& tx, const Actor& actor,
                                                       const DepartmentChange& change, Instant now);

/// What still hangs on a department. Slices count their own; here children and people, also disabled ones.
struct Remainder {
  std::int64_t children = 0;
  std::int64_t people = 0;
  std::int64_t items = 0;  ///< of check sheets, counted by whoever knows them
};
[[nodiscard]] Result<Remainder> remainder_of(db::Tx& tx, const Actor& actor, const Id<Department>& department);
struct RemoveDepartment {
  Id<Department> department;
  std::int64_t version = 0;
  std::int64_t items = 0;  ///< of check sheets that still belong to it
};
/// UsersManage. NotFound; Conflict ("directory.edit.conflict"; "directory.department.removal.blocked" with a field for
/// everything that hangs on it).
[[nodiscard]] Result<void> remove_department(db::WriteTx& tx, const Actor& actor, const RemoveDepartment& command,
                                             Instant now);
struct RemovedDepartment {
  DepartmentView department;
  Instant deleted_at;
};
/// UsersManage. Those that can still be restored, latest first.
[[nodiscard]] Result<std::vector<RemovedDepartment>> list_removed_departments(db::Tx& tx, const Actor& actor,
                                                                              Instant now);
/// UsersManage. NotFound; Conflict ("trash.over") after 30 days. Comes back at the top when its parent is gone.
[[nodiscard]] Result<DepartmentView> restore_department(db::WriteTx& tx, const Actor& actor,
                                                        const Id<Department>& department, Instant now);

// --- people ----------------------------------------------------------------------------------------------------

/// A department that somebody belongs to beside the main one (兼務).
struct Post {
  Id<Department> department;
  std::string name;
  friend bool operator==(const Post&, const Post&) = default;
};

struct UserView {
  Id<User> id;
  std::string login;
  std::string name;
  std::set<Role> roles;
  Side side = Side::Operation;
  Id<Department> department;  ///< empty: none
  std::string department_name;
  bool disabled = false;
  bool second_factor = false;
  std::string language;  ///< "" until the person chooses
  std::optional<Instant> last_sign_in_at;
  std::int64_t version = 1;
  std::string employee_no = {};  ///< "": none
  std::string kana = {};         ///< reading, for sorting
  std::string mail = {};
  std::vector<Post> posts = {};  ///< without the main one
  Id<Site> site = {};            ///< empty: none
  std::string site_name = {};
  std::string employer = {};         ///< the other company that employs them; "": ours
  std::optional<Date> until = {};    ///< of somebody else's employee: the last day here
  std::optional<Date> left_on = {};  ///< the last day of somebody who is gone
};
/// UsersManage. By login; at most 10,000.
[[nodiscard]] Result<std::vector<UserView>> list_users(db::Tx& tx, const Actor& actor);
/// UsersManage, or the actor's own. NotFound.
[[nodiscard]] Result<UserView> get_user(db::Tx& tx, const Actor& actor, const Id<User>& user);
/// Names by id, for lists of who did what. Any signed-in person of the company.
[[nodiscard]] Result<std::map<std::string, std::string>> user_names(db::Tx& tx, const Id<Company>& company);

struct NewUser {
  std::string login;  ///< 1-64 characters without white space; width and case do not distinguish two logins
  std::string name;
  std::set<Role> roles;  ///< at least one, all of one side: they decide the account's side for ever
  Id<Department> department;
};
/// UsersManage. Invalid at "/login", "/name", "/roles", "/department"; Conflict ("directory.user.login_taken").
[[nodiscard]] Result<UserView> create_user(db::WriteTx& tx, const Actor& actor, const NewUser& user,
                                           const session::NewPassword& password, Instant now);

/// What others do in the transaction in which a person leaves on a day or is disabled: appointments end, handed items
/// go back. An error refuses the leaving, and nothing is changed.
using LeftHook = std::function<Result<void>(db::WriteTx&, const Actor&, const Id<User>&, const Date& on, Instant now)>;
using LeftHooks = std::vector<LeftHook>;

struct UserChange {
  Id<User> user;
  std::int64_t version = 0;
  std::optional<std::string> name;
  std::optional<std::set<Role>> roles;
  std::optional<Id<Department>> department;  ///< an empty id: none
  std::optional<bool> disabled;
};
/// UsersManage. NotFound; Conflict ("directory.edit.conflict", "directory.user.last_administrator"); Forbidden
/// ("directory.user.own_rights", "directory.user.left" for an account of somebody who is gone); Invalid at "/roles"
/// ("directory.user.side"), "/name", "/department". Whoever never had an account may still be put on the other side:
/// nothing was done from this one. Whoever disables gives `left`, and gets the hooks' errors.
[[nodiscard]] Result<UserView> change_user(db::WriteTx& tx, const Actor& actor, const UserChange& change, Instant now,
                                           const LeftHooks& left = {});

/// A new initial password from the administrator; ends the person's sessions and their throttle. Forbidden for the own
/// account ("directory.user.own_rights"); Conflict ("directory.reset.second_person") for an administrator's or
/// auditor's (second_person.h), except from the command line.
[[nodiscard]] Result<void> reset_password(db::WriteTx& tx, const Actor& actor, const Id<User>& user,
                                          const session::NewPassword& password, Instant now);
/// Takes the second factor away (lost phone): somebody else must do it (AU06). Ends the person's sessions. Conflict
/// like reset_password.
[[nodiscard]] Result<void> reset_factor(db::WriteTx& tx, const Actor& actor, const Id<User>& user, Instant now);
[[nodiscard]] Result<void> end_sessions(db::WriteTx& tx, const Actor& actor, const Id<User>& user, Instant now);
/// The actor's own language, "ja" or "en".
[[nodiscard]] Result<void> choose_language(db::WriteTx& tx, const Actor& actor, const std::string& language,
                                           Instant now);

/// A password ready for create_user and reset_password; hashes, so never inside a transaction.
[[nodiscard]] Result<session::NewPassword> prepare_password(session::PasswordHasher& hasher, std::string_view password,
                                                            bool must_change);

}  // namespace sonae::directory
