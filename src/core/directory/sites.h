#pragma once
// Where the company works: head office, factories, sales offices. Departments and people may belong to one; the
// prefecture says which police desk to call.

#include <string>
#include <vector>

#include "core/directory/directory.h"

namespace sonae::directory {

constexpr std::size_t most_sites = 200;
constexpr std::size_t longest_address = 200;
constexpr std::size_t longest_phone = 40;

struct SiteView {
  Id<Site> id;
  std::string name;
  std::string kana;
  int prefecture = 0;   ///< JIS X 0401, 1-47; 0: none said, or abroad
  std::string address;  ///< one line, as it is written on an envelope
  std::string phone;
  std::int64_t version = 1;
};
/// Of the actor's company, by name; at most most_sites. Every signed-in person: the emergency card names them.
[[nodiscard]] Result<std::vector<SiteView>> list_sites(db::Tx& tx, const Actor& actor);
/// CompanyManage; id and version of `site` do not matter. Invalid at "/name" (also "directory.site.taken"), "/kana",
/// "/prefecture", "/address", "/phone"; "directory.site.many" (arg limit).
[[nodiscard]] Result<SiteView> create_site(db::WriteTx& tx, const Actor& actor, const SiteView& site, Instant now);
/// As create_site; NotFound; Conflict ("directory.edit.conflict") when `site.version` is old.
[[nodiscard]] Result<SiteView> change_site(db::WriteTx& tx, const Actor& actor, const SiteView& site, Instant now);
/// CompanyManage. NotFound; Conflict ("directory.edit.conflict"; "directory.site.used", args departments, people, while
/// something belongs to it).
[[nodiscard]] Result<void> remove_site(db::WriteTx& tx, const Actor& actor, const Id<Site>& site, std::int64_t version,
                                       Instant now);

}  // namespace sonae::directory
