#include "app/demo/organisation.h"

#include <algorithm>

#include "app/left_hooks.h"
#include "core/directory/membership.h"
#include "core/directory/sites.h"

namespace sonae::app::demo {

namespace {

using directory::UserView;

const json::object& said() {
  static const json::value parsed = MUST(json::parse(demo_file("organisation.json")));
  return parsed.as_object();
}

Result<UserView> person(db::Tx& tx, const Actor& actor, const std::string& number) {
  for (UserView& one : TRY(directory::list_users(tx, actor)))
    if (one.employee_no == number) return std::move(one);
  return internal("the demo company has nobody with the number " + number);
}

Result<directory::DepartmentView> department(db::Tx& tx, const Actor& actor, const Id<Department>& id) {
  const auto all = TRY(directory::list_departments(tx, actor));
  const auto found = std::ranges::find(all, id, &directory::DepartmentView::id);
  if (found == all.end()) return internal("the demo company lacks a department");
  return *found;
}

Result<void> make_sites(World& world, db::WriteTx& tx, const Actor& actor) {
  std::map<std::string, Id<Site>> sites;
  const Instant then = world.days_ago(780);
  for (const json::value& value : said().at("sites").as_array()) {
    const json::object& one = value.as_object();
    directory::SiteView site;
    site.name = text_at(one, "name");
    site.kana = text_at(one, "kana");
    site.prefecture = number_at(one, "prefecture");
    site.address = text_at(one, "address");
    site.phone = text_at(one, "phone");
    sites[text_at(one, "key")] = TRY(directory::create_site(tx, actor, site, then)).id;
  }
  for (const auto& [key, site] : said().at("departments").as_object()) {
    const auto stored = TRY(department(tx, actor, world.departments.at(std::string(key))));
    directory::DepartmentChange change;
    change.department = stored.id;
    change.version = stored.version;
    change.site = sites.at(std::string(site.get_string()));
    TRY(directory::change_department(tx, actor, change, then));
  }
  return {};
}

/// A name that the department had for a while, so that its history has something to tell.
Result<void> make_history(World& world, db::WriteTx& tx, const Actor& actor) {
  const json::object& one = said().at("renamed").as_object();
  auto stored = TRY(department(tx, actor, world.departments.at(text_at(one, "department"))));
  const std::string name = stored.name;
  const Instant back = world.days_ago(number_at(one, "days_ago"));
  for (const auto& [text, when] : {std::pair(text_at(one, "before"), world.days_ago(780)), std::pair(name, back)}) {
    directory::DepartmentChange change;
    change.department = stored.id;
    change.version = stored.version;
    change.name = text;
    stored = TRY(directory::change_department(tx, actor, change, when));
  }
  return {};
}

Result<void> make_members(World& world, db::WriteTx& tx, const Actor& actor) {
  const Instant then = world.days_ago(200);
  const Date today = date_in_zone(world.now, japan_offset_minutes);
  for (const json::value& value : said().at("posts").as_array()) {
    const UserView one = TRY(person(tx, actor, text_at(value.as_object(), "number")));
    directory::MembershipChange change;
    change.user = one.id;
    change.version = one.version;
    change.posts = std::vector{world.departments.at(text_at(value.as_object(), "department"))};
    TRY(directory::change_membership(tx, actor, change, then));
  }
  for (const json::value& value : said().at("guests").as_array()) {
    const UserView one = TRY(person(tx, actor, text_at(value.as_object(), "number")));
    directory::MembershipChange change;
    change.user = one.id;
    change.version = one.version;
    change.employer = text_at(value.as_object(), "employer");
    change.until.emplace(today.plus_days(number_at(value.as_object(), "days")));
    TRY(directory::change_membership(tx, actor, change, then));
  }
  for (const json::value& value : said().at("leavers").as_array()) {
    const UserView one = TRY(person(tx, actor, text_at(value.as_object(), "number")));
    const Instant last = world.days_ago(number_at(value.as_object(), "days_ago"));
    TRY(directory::leave(tx, actor, {one.id, one.version, date_in_zone(last, japan_offset_minutes)}, last,
                         left_hooks()));
  }
  return {};
}

}  // namespace

Result<void> make_organisation(World& world) {
  const Actor system = directory::system_actor(world.company, "demo");
  return world.database.write([&](db::WriteTx& tx) -> Result<void> {
    TRY(make_sites(world, tx, system));
    TRY(make_history(world, tx, system));
    return make_members(world, tx, system);
  });
}

}  // namespace sonae::app::demo
