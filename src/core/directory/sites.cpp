#include "core/directory/sites.h"

#include <algorithm>

#include "base/text.h"
#include "core/directory/inputs.h"
#include "core/directory/store_organisation.h"
#include "platform/clock.h"
#include "platform/trail/trail.h"

namespace sonae::directory {

namespace {

constexpr int last_prefecture = 47;

EntityRef ref(const Id<Site>& id) { return {"site", id.text()}; }

std::string fields_of(const SiteView& site) {
  return trail::fields_json({{"name", site.name},
                             {"kana", site.kana},
                             {"prefecture", std::to_string(site.prefecture)},
                             {"address", site.address},
                             {"phone", site.phone}});
}

Result<SiteView> cleaned(db::Tx& tx, const Actor& actor, SiteView site) {
  site.name = TRY(clean_name(site.name, "/name"));
  site.kana = TRY(clean_optional_name(site.kana, "/kana"));
  if (site.prefecture < 0 || site.prefecture > last_prefecture)
    return fail_at("/prefecture", "directory.site.prefecture");
  site.address = TRY(clean_line(site.address, longest_address, "/address"));
  site.phone = TRY(clean_line(text::nfkc(site.phone), longest_phone, "/phone"));
  for (const SiteView& other : TRY(store::list_sites(tx, actor.company)))
    if (other.id != site.id && text::squash(other.name) == text::squash(site.name))
      return fail_at("/name", "directory.site.taken", {{"name", other.name}});
  return site;
}

}  // namespace

Result<std::vector<SiteView>> list_sites(db::Tx& tx, const Actor& actor) {
  return store::list_sites(tx, actor.company);
}

Result<SiteView> create_site(db::WriteTx& tx, const Actor& actor, const SiteView& site, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  if (TRY(store::list_sites(tx, actor.company)).size() >= most_sites)
    return invalid("directory.site.many", {{"limit", std::to_string(most_sites)}});
  SiteView made = site;
  made.id = new_id<Site>(now);
  made.version = 1;
  made = TRY(cleaned(tx, actor, std::move(made)));
  TRY(store::insert_site(tx, actor.company, made));
  TRY(trail::append(tx, trail::origin_of(actor), {"directory.site.create", ref(made.id), "", fields_of(made), {}},
                    now));
  return made;
}

Result<SiteView> change_site(db::WriteTx& tx, const Actor& actor, const SiteView& site, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const auto stored = TRY(store::find_site(tx, actor.company, site.id));
  if (!stored) return not_found();
  if (stored->version != site.version) return conflict("directory.edit.conflict");
  SiteView changed = TRY(cleaned(tx, actor, site));
  if (!TRY(store::update_site(tx, actor.company, changed))) return conflict("directory.edit.conflict");
  ++changed.version;
  TRY(trail::append(tx, trail::origin_of(actor),
                    {"directory.site.change", ref(changed.id), fields_of(*stored), fields_of(changed), {}}, now));
  return changed;
}

Result<void> remove_site(db::WriteTx& tx, const Actor& actor, const Id<Site>& site, std::int64_t version, Instant now) {
  TRY(require(actor, Permission::CompanyManage));
  const auto stored = TRY(store::find_site(tx, actor.company, site));
  if (!stored) return not_found();
  if (stored->version != version) return conflict("directory.edit.conflict");
  const store::SiteUse use = TRY(store::count_site_use(tx, actor.company, site));
  if (use.departments + use.people > 0)
    return conflict("directory.site.used",
                    {{"departments", std::to_string(use.departments)}, {"people", std::to_string(use.people)}});
  if (!TRY(store::delete_site(tx, actor.company, *stored))) return conflict("directory.edit.conflict");
  TRY(trail::append(tx, trail::origin_of(actor), {"directory.site.remove", ref(site), fields_of(*stored), "", {}},
                    now));
  return {};
}

}  // namespace sonae::directory
