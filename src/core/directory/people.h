#pragma once
// People beyond their accounts: who belongs to which department, known by the employee number. Whoever has no
// credential cannot sign in and has no rights anywhere, whatever roles are prepared (AZ09).
//
// Taking many people in at once is one transaction; a file is understood elsewhere (features/people), here it is
// already rows.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/directory/directory.h"

namespace sonae::directory {

constexpr std::size_t most_people = 5'000;
constexpr std::size_t most_departments = 300;

enum class AccountState : std::uint8_t {
  None,     ///< cannot sign in
  Invited,  ///< holds a link that still works
  Expired,  ///< was invited, and the link is too old
  Active,
  Disabled,
};
[[nodiscard]] std::string_view name_of(AccountState state);  ///< "none" "invited" "expired" "active" "disabled"

struct Person {
  UserView user;
  AccountState account = AccountState::None;
};
/// CompanyManage. By employee number, then login; at most 10,000.
[[nodiscard]] Result<std::vector<Person>> list_people(db::Tx& tx, const Actor& actor, Instant now);

/// Roles that whoever keeps the company's people may prepare; all others are the administrator's to give.
[[nodiscard]] bool is_ordinary(Role role);

/// Names from the top down.
using DepartmentPath = std::vector<std::string>;

/// One person to add, or what one is to become. Texts are stored as clean_name and clean_login would.
struct PersonEntry {
  Id<User> user;             ///< empty: a new one
  std::int64_t version = 0;  ///< of the stored person that the entry was made from
  std::string employee_no;
  std::string name;
  std::string kana;
  std::string mail;
  std::string login;
  std::set<Role> roles;
  DepartmentPath department;               ///< empty: none
  std::vector<DepartmentPath> posts = {};  ///< beside it
  std::string site = {};                   ///< name; "": none
  std::string employer = {};               ///< "": ours
  std::optional<Date> until = {};
};
/// Somebody who leaves.
struct Leaver {
  Id<User> user;
  std::int64_t version = 0;
  Date on;  ///< the last day, today at the latest
};
struct PeopleImport {
  std::vector<DepartmentPath> departments;  ///< to make, parents before children
  std::vector<PersonEntry> people;
  std::string source;  ///< for the record: the file's name
  std::vector<Leaver> leavers = {};
};
struct Imported {
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t departments = 0;
  std::int64_t left = 0;
  std::int64_t returned = 0;  ///< among `changed`
};
/// CompanyManage. All or nothing; one record per person, and one of the whole. Forbidden ("directory.people.roles") for
/// a role that is not ordinary without UsersManage. Conflict ("directory.people.changed") when a person or department
/// is no longer as the entries say, or a number or login is taken. Invalid ("directory.people.many",
/// "directory.department.many", arg limit) above the limits. Somebody who left and is among the people comes back,
/// somebody among the leavers leaves, as in membership.h and with its errors.
[[nodiscard]] Result<Imported> import_people(db::WriteTx& tx, const Actor& actor, const PeopleImport& import,
                                             Instant now, const LeftHooks& left = {});

}  // namespace sonae::directory
