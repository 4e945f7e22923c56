#pragma once
// Where a person belongs, who employs them, and when they leave.
//
//  - Whoever has rights that only administrators give (directory::is_ordinary) leaves and comes back through one.
//  - Leaving disables the account, ends its sessions and runs the hooks, all in one transaction: an error of a hook
//    leaves everything as it was.
//  - Coming back opens no account: somebody who may still signs in only after an administrator says so.

#include "core/directory/people.h"

namespace sonae::directory {

constexpr std::size_t most_posts = 10;

struct MembershipChange {
  Id<User> user;
  std::int64_t version = 0;
  std::optional<Id<Department>> department;          ///< the main post; an empty id: none
  std::optional<std::vector<Id<Department>>> posts;  ///< beside it, at most most_posts
  std::optional<Id<Site>> site;                      ///< an empty id: none
  std::optional<std::string> employer;               ///< "": our own
  std::optional<std::optional<Date>> until;          ///< of somebody else's employee
  std::optional<std::string> employee_no;
  std::optional<std::string> kana;
  std::optional<std::string> mail;
};
/// CompanyManage. NotFound; Conflict ("directory.edit.conflict", "directory.people.number_taken",
/// "directory.user.left"); Invalid at "/department", "/posts" ("directory.posts.many", "directory.posts.main"),
/// "/site", "/employer", "/until" ("directory.until.own"), "/employee_no", "/kana", "/mail".
[[nodiscard]] Result<UserView> change_membership(db::WriteTx& tx, const Actor& actor, const MembershipChange& change,
                                                 Instant now);

/// Forbidden ("directory.leaving.administrator") when the person has roles that are not ordinary and the actor may not
/// give those.
[[nodiscard]] Result<void> require_over(const Actor& actor, const UserView& person);
/// CompanyManage. `on` is the last day, today at the latest: Invalid at "/on" ("directory.leaving.day"). NotFound;
/// Conflict ("directory.edit.conflict", "directory.user.left", "directory.user.last_administrator"); Forbidden
/// ("directory.user.own_rights", "directory.leaving.administrator"); whatever the hooks say.
[[nodiscard]] Result<UserView> leave(db::WriteTx& tx, const Actor& actor, const Leaver& leaver, Instant now,
                                     const LeftHooks& left);
/// CompanyManage. NotFound; Conflict ("directory.edit.conflict", "directory.leaving.here"); Forbidden
/// ("directory.leaving.administrator"). A department or site that is gone meanwhile is not theirs any more.
[[nodiscard]] Result<UserView> come_back(db::WriteTx& tx, const Actor& actor, const Id<User>& user,
                                         std::int64_t version, Instant now);

}  // namespace sonae::directory
