#pragma once
// Rows of sites, other posts, leavers and the departments' history. Ids of one company and nothing else.

#include <map>
#include <optional>
#include <vector>

#include "core/directory/history.h"
#include "core/directory/sites.h"

namespace sonae::directory::store {

[[nodiscard]] Result<std::vector<SiteView>> list_sites(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<std::optional<SiteView>> find_site(db::Tx& tx, const Id<Company>& company, const Id<Site>& site);
Result<void> insert_site(db::WriteTx& tx, const Id<Company>& company, const SiteView& site);
/// False when `site.version` is no longer the stored one.
[[nodiscard]] Result<bool> update_site(db::WriteTx& tx, const Id<Company>& company, const SiteView& site);
[[nodiscard]] Result<bool> delete_site(db::WriteTx& tx, const Id<Company>& company, const SiteView& site);
struct SiteUse {
  std::int64_t departments = 0;
  std::int64_t people = 0;  ///< leavers too: they may come back
};
[[nodiscard]] Result<SiteUse> count_site_use(db::Tx& tx, const Id<Company>& company, const Id<Site>& site);

/// By user id, by department name.
[[nodiscard]] Result<std::map<std::string, std::vector<Post>>> list_posts(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<std::vector<Post>> list_posts_of(db::Tx& tx, const Id<Company>& company, const Id<User>& user);
/// The person's `posts` instead of those that are stored.
Result<void> replace_posts(db::WriteTx& tx, const Id<Company>& company, const UserView& person);
Result<void> insert_posts(db::WriteTx& tx, const Id<Company>& company, const std::vector<UserView>& people);
/// The departments of all posts of a person and those under them.
[[nodiscard]] Result<std::vector<Id<Department>>> list_reach(db::Tx& tx, const Id<Company>& company,
                                                             const Id<User>& user);

/// By department, then number; at most 20,000.
[[nodiscard]] Result<std::vector<DepartmentPhase>> list_phases(db::Tx& tx, const Id<Company>& company);
[[nodiscard]] Result<std::optional<DepartmentPhase>> last_phase(db::Tx& tx, const Id<Company>& company,
                                                                const Id<Department>& department);
Result<void> insert_phase(db::WriteTx& tx, const Id<Company>& company, const DepartmentPhase& phase);

}  // namespace sonae::directory::store
