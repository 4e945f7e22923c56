// Sites, the departments' history, where a person belongs, and leaving.

#include <memory>

#include "base/json.h"
#include "core/directory/api.h"
#include "core/directory/history.h"
#include "core/directory/membership.h"
#include "core/directory/sites.h"
#include "platform/http/routes.h"

namespace sonae::directory {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

std::string text_of(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

/// null is none. The schema has checked the form.
template <typename Tag>
Id<Tag> id_of(const json::value& value) {
  return value.is_null() ? Id<Tag>() : Id<Tag>::trusted(text_of(value));
}

std::optional<Date> day_of(const json::value& value) {
  return value.is_null() ? std::nullopt : Date::parse_iso(text_of(value));
}

json::object to_json(const SiteView& site) {
  return {{"id", site.id.text()},    {"name", site.name},   {"kana", site.kana},      {"prefecture", site.prefecture},
          {"address", site.address}, {"phone", site.phone}, {"version", site.version}};
}

SiteView site_in(const json::object& body) {
  SiteView site;
  site.name = text_of(body.at("name"));
  site.kana = text_of(body.at("kana"));
  site.prefecture = static_cast<int>(body.at("prefecture").as_int64());
  site.address = text_of(body.at("address"));
  site.phone = text_of(body.at("phone"));
  return site;
}

Response person_response(const UserView& person) {
  return Response::json(json::object{{"id", person.id.text()}, {"version", person.version}});
}

class OrganisationApi {
 public:
  explicit OrganisationApi(Services services) : services_(std::move(services)) {}

  Result<Response> list_sites(const Context& context) {
    json::array list;
    for (const SiteView& site :
         TRY(services_.database.read([&](db::Tx& tx) { return directory::list_sites(tx, context.who()); })))
      list.push_back(to_json(site));
    return Response::json(json::object{{"sites", std::move(list)}});
  }

  Result<Response> create_site(const Context& context) {
    const SiteView site = site_in(context.body());
    const SiteView made = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::create_site(tx, context.who(), site, context.now); }));
    return Response::json(json::object{{"site", to_json(made)}}, 201);
  }

  Result<Response> change_site(const Context& context) {
    SiteView site = site_in(context.body());
    site.id = TRY(http::id_in<Site>(context.request.parameter("site")));
    site.version = context.body().at("version").as_int64();
    const SiteView changed = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::change_site(tx, context.who(), site, context.now); }));
    return Response::json(json::object{{"site", to_json(changed)}});
  }

  Result<Response> remove_site(const Context& context) {
    const auto site = TRY(http::id_in<Site>(context.request.parameter("site")));
    const std::int64_t version = context.body().at("version").as_int64();
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::remove_site(tx, context.who(), site, version, context.now); }));
    return Response::no_content();
  }

  Result<Response> show_history(const Context& context) {
    json::array list;
    for (const DepartmentEvent& event :
         TRY(services_.database.read([&](db::Tx& tx) { return list_department_events(tx, context.who()); })))
      list.push_back(json::object{{"department", event.department.text()},
                                  {"deed", name_of(event.deed)},
                                  {"day", event.day.iso()},
                                  {"name", event.name},
                                  {"before", event.before},
                                  {"parent", event.parent_name}});
    return Response::json(json::object{{"events", std::move(list)}});
  }

  Result<Response> show_tree(const Context& context) {
    // The route's query schema has looked at the form.
    const auto day =
        Date::parse_iso(context.request.query_or("on", "")).value_or(date_in_zone(context.now, japan_offset_minutes));
    json::array list;
    for (const DepartmentView& one :
         TRY(services_.database.read([&](db::Tx& tx) { return departments_on(tx, context.who(), day); }))) {
      json::value parent;
      if (!one.parent.empty()) parent = one.parent.text();
      list.push_back(json::object{{"id", one.id.text()}, {"name", one.name}, {"parent", std::move(parent)}});
    }
    return Response::json(json::object{{"on", day.iso()}, {"departments", std::move(list)}});
  }

  Result<Response> change_person(const Context& context) {
    const json::object& body = context.body();
    MembershipChange change;
    change.user = TRY(http::id_in<User>(context.request.parameter("person")));
    change.version = body.at("version").as_int64();
    if (const auto* department = body.if_contains("department")) change.department = id_of<Department>(*department);
    if (const auto* site = body.if_contains("site")) change.site = id_of<Site>(*site);
    if (const auto* posts = body.if_contains("posts")) {
      change.posts.emplace();
      for (const json::value& id : posts->as_array()) change.posts->push_back(id_of<Department>(id));
    }
    if (const auto* employer = body.if_contains("employer")) change.employer = text_of(*employer);
    if (const auto* until = body.if_contains("until")) change.until.emplace(day_of(*until));
    if (const auto* number = body.if_contains("employee_no")) change.employee_no = text_of(*number);
    if (const auto* kana = body.if_contains("kana")) change.kana = text_of(*kana);
    if (const auto* mail = body.if_contains("mail")) change.mail = text_of(*mail);
    return person_response(TRY(services_.database.write(
        [&](db::WriteTx& tx) { return change_membership(tx, context.who(), change, context.now); })));
  }

  Result<Response> leave(const Context& context) {
    Leaver leaver;
    leaver.user = TRY(http::id_in<User>(context.request.parameter("person")));
    leaver.version = context.body().at("version").as_int64();
    leaver.on = day_of(context.body().at("on")).value_or(Date());
    return person_response(TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::leave(tx, context.who(), leaver, context.now, services_.left); })));
  }

  Result<Response> come_back(const Context& context) {
    const auto user = TRY(http::id_in<User>(context.request.parameter("person")));
    const std::int64_t version = context.body().at("version").as_int64();
    return person_response(TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::come_back(tx, context.who(), user, version, context.now); })));
  }

 private:
  Services services_;
};

std::vector<Schema::Field> site_fields() {
  return {field("name", Schema::string(400)), field("kana", Schema::string(400)),
          field("prefecture", Schema::integer(0, 47).described("JIS X 0401; 0: none")),
          field("address", Schema::string(800)), field("phone", Schema::string(200))};
}

Schema site_schema() {
  auto fields = site_fields();
  fields.push_back(field("id", Schema::uuid()));
  fields.push_back(field("version", Schema::integer(1)));
  return Schema::object(std::move(fields));
}

Schema event_schema() {
  return Schema::object({field("department", Schema::uuid()),
                         field("deed", Schema::enumeration({"created", "renamed", "moved", "closed", "restored"})),
                         field("day", Schema::date()), field("name", Schema::string()),
                         field("before", Schema::string()), field("parent", Schema::string())});
}

Schema membership_schema() {
  using http::optional;
  return Schema::object({field("version", Schema::integer(1)), optional("department", Schema::uuid().nullable()),
                         optional("posts", Schema::array(Schema::uuid(), 50)),
                         optional("site", Schema::uuid().nullable()), optional("employer", Schema::string(400)),
                         optional("until", Schema::date().nullable()), optional("employee_no", Schema::string(200)),
                         optional("kana", Schema::string(400)), optional("mail", Schema::string(400))});
}

}  // namespace

void add_organisation_routes(http::Router& router, Services services) {
  const auto api = std::make_shared<OrganisationApi>(std::move(services));
  using enum http::Method;
  using enum Permission;
  const auto route = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                         Result<Response> (OrganisationApi::*action)(const Context&), std::optional<Schema> request,
                         std::optional<Schema> response) {
    return http::with_forms(http::make_route(api, method, "/api/v1" + std::move(pattern),
                                             {permission, RowScope::Company}, std::move(summary), action),
                            std::move(request), std::move(response));
  };
  const Schema one_site = Schema::object({field("site", site_schema())});
  const Schema version = Schema::object({field("version", Schema::integer(1))});
  const Schema person = Schema::object({field("id", Schema::uuid()), field("version", Schema::integer(1))});
  auto changed_site = site_fields();
  changed_site.push_back(field("version", Schema::integer(1)));

  router.add(route(Get, "/sites", SignedIn, "Where the company works.", &OrganisationApi::list_sites, {},
                   Schema::object({field("sites", Schema::array(site_schema()))})));
  router.add(route(Post, "/sites", CompanyManage, "Makes a site.", &OrganisationApi::create_site,
                   Schema::object(site_fields()), one_site));
  router.add(route(Put, "/sites/{site}", CompanyManage, "Changes a site.", &OrganisationApi::change_site,
                   Schema::object(changed_site), one_site));
  router.add(route(Delete, "/sites/{site}", CompanyManage, "Removes a site that nothing belongs to.",
                   &OrganisationApi::remove_site, version, {}));
  router.add(route(Get, "/department-history", SignedIn,
                   "What departments were made, renamed, moved, closed and restored, latest first.",
                   &OrganisationApi::show_history, {},
                   Schema::object({field("events", Schema::array(event_schema()))})));
  auto tree = route(
      Get, "/department-tree", SignedIn, "The departments as they stood at the end of a day (today), parents first.",
      &OrganisationApi::show_tree, {},
      Schema::object({field("on", Schema::date()),
                      field("departments",
                            Schema::array(Schema::object({field("id", Schema::uuid()), field("name", Schema::string()),
                                                          field("parent", Schema::uuid().nullable())})))}));
  tree.query = {http::optional("on", Schema::date())};
  router.add(std::move(tree));
  router.add(route(Patch, "/people/{person}", CompanyManage,
                   "Changes where a person belongs: departments, site, employer; and number, reading, mail.",
                   &OrganisationApi::change_person, membership_schema(), person));
  router.add(route(Post, "/people/{person}/leave", CompanyManage,
                   "A person leaves: the account is disabled and what was handed to them goes back.",
                   &OrganisationApi::leave,
                   Schema::object({field("version", Schema::integer(1)), field("on", Schema::date())}), person));
  router.add(route(Post, "/people/{person}/return", CompanyManage,
                   "A person who left comes back; an account stays disabled until an administrator enables it.",
                   &OrganisationApi::come_back, version, person));
}

}  // namespace sonae::directory
