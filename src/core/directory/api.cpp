// Accounts, departments and the operation record.

#include "core/directory/api.h"

#include <charconv>
#include <memory>

#include "base/json.h"
#include "core/directory/directory.h"
#include "platform/http/routes.h"
#include "platform/session/password_policy.h"
#include "platform/trail/trail.h"

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

/// null is no department. The schema has checked the form.
Id<Department> department_of(const json::value& value) {
  return value.is_null() ? Id<Department>() : Id<Department>::trusted(text_of(value));
}

std::set<Role> roles_of(const json::value& value) {
  std::set<Role> roles;
  for (const json::value& name : value.as_array())
    if (const auto role = parse_role(text_of(name))) roles.insert(*role);
  return roles;
}

json::object to_json(const UserView& user) {
  json::array roles;
  for (const Role role : user.roles) roles.emplace_back(name_of(role));
  json::value department;
  if (!user.department.empty())
    department = json::object{{"id", user.department.text()}, {"name", user.department_name}};
  json::value last_sign_in_at;
  if (user.last_sign_in_at) last_sign_in_at = user.last_sign_in_at->ms();
  return {{"id", user.id.text()},
          {"login", user.login},
          {"name", user.name},
          {"roles", std::move(roles)},
          {"side", user.side == Side::Audit ? "audit" : "operation"},
          {"department", std::move(department)},
          {"disabled", user.disabled},
          {"second_factor", user.second_factor},
          {"last_sign_in_at", std::move(last_sign_in_at)},
          {"employee_no", user.employee_no},
          {"kana", user.kana},
          {"mail", user.mail},
          {"employer", user.employer},
          {"left_on", user.left_on ? json::value(user.left_on->iso()) : json::value(nullptr)},
          {"version", user.version}};
}

json::object to_json(const DepartmentView& department) {
  json::value parent;
  if (!department.parent.empty()) parent = department.parent.text();
  return {{"id", department.id.text()},
          {"name", department.name},
          {"parent", std::move(parent)},
          {"order", department.order},
          {"site", department.site.empty() ? json::value(nullptr) : json::value(department.site.text())},
          {"version", department.version}};
}

std::string_view name_of(trail::Outcome outcome) {
  switch (outcome) {
    case trail::Outcome::Done:
      return "done";
    case trail::Outcome::Denied:
      return "denied";
    case trail::Outcome::Failed:
      return "failed";
  }
  die("an outcome without a name");
}

/// What was recorded, as it was recorded. An erased value is null, like none.
json::value recorded(const std::string& text) {
  if (text.empty()) return nullptr;
  auto value = json::parse(text);
  return value ? std::move(*value) : json::value(text);
}

json::object to_json(const trail::Record& record) {
  return {{"sequence", record.sequence},
          {"at", record.at.ms()},
          {"actor", json::object{{"id", record.origin.actor_id}, {"name", record.origin.actor_name}}},
          {"action", record.entry.action},
          {"subject", json::object{{"kind", record.entry.subject.kind}, {"id", record.entry.subject.id}}},
          {"outcome", name_of(record.entry.outcome)},
          {"before", recorded(record.entry.before)},
          {"after", recorded(record.entry.after)},
          {"address", record.origin.address}};
}

/// Only digits come here: the route's query schema has looked.
std::optional<std::int64_t> number_in(const Context& context, std::string_view name) {
  const std::string text = context.request.query_or(name, "");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> list_users(const Context& context) {
    json::array list;
    const auto users =
        TRY(services_.database.read([&](db::Tx& tx) { return directory::list_users(tx, context.who()); }));
    for (const UserView& user : users) list.push_back(to_json(user));
    return Response::json(json::object{{"users", std::move(list)}});
  }

  Result<Response> create_user(const Context& context) {
    const json::object& body = context.body();
    const NewUser command{text_of(body.at("login")), text_of(body.at("name")), roles_of(body.at("roles")),
                          department_of(body.at("department"))};
    const std::string plain = session::new_initial_password();
    const auto password = TRY(prepare_password(services_.sessions.hasher(), plain, true));
    const UserView user = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::create_user(tx, context.who(), command, password, context.now); }));
    return Response::json(json::object{{"user", to_json(user)}, {"password", plain}}, 201);
  }

  Result<Response> change_user(const Context& context) {
    const json::object& body = context.body();
    UserChange change;
    change.user = TRY(http::id_in<User>(context.request.parameter("user")));
    change.version = body.at("version").as_int64();
    if (const auto* name = body.if_contains("name")) change.name = text_of(*name);
    if (const auto* roles = body.if_contains("roles")) change.roles = roles_of(*roles);
    if (const auto* department = body.if_contains("department")) change.department = department_of(*department);
    if (const auto* disabled = body.if_contains("disabled")) change.disabled = disabled->as_bool();
    const UserView user = TRY(services_.database.write([&](db::WriteTx& tx) {
      return directory::change_user(tx, context.who(), change, context.now, services_.left);
    }));
    return Response::json(json::object{{"user", to_json(user)}});
  }

  Result<Response> reset_password(const Context& context) {
    const auto user = TRY(http::id_in<User>(context.request.parameter("user")));
    const std::string plain = session::new_initial_password();
    const auto password = TRY(prepare_password(services_.sessions.hasher(), plain, true));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::reset_password(tx, context.who(), user, password, context.now); }));
    return Response::json(json::object{{"password", plain}});
  }

  Result<Response> end_sessions(const Context& context) {
    const auto user = TRY(http::id_in<User>(context.request.parameter("user")));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::end_sessions(tx, context.who(), user, context.now); }));
    return Response::no_content();
  }

  Result<Response> reset_factor(const Context& context) {
    const auto user = TRY(http::id_in<User>(context.request.parameter("user")));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::reset_factor(tx, context.who(), user, context.now); }));
    return Response::no_content();
  }

  Result<Response> list_departments(const Context& context) {
    json::array list;
    const auto departments =
        TRY(services_.database.read([&](db::Tx& tx) { return directory::list_departments(tx, context.who()); }));
    for (const DepartmentView& department : departments) list.push_back(to_json(department));
    return Response::json(json::object{{"departments", std::move(list)}});
  }

  Result<Response> create_department(const Context& context) {
    const json::object& body = context.body();
    const NewDepartment command{text_of(body.at("name")), department_of(body.at("parent"))};
    const DepartmentView made = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::create_department(tx, context.who(), command, context.now); }));
    return Response::json(json::object{{"department", to_json(made)}}, 201);
  }

  Result<Response> change_department(const Context& context) {
    const json::object& body = context.body();
    DepartmentChange change;
    change.department = TRY(http::id_in<Department>(context.request.parameter("department")));
    change.version = body.at("version").as_int64();
    if (const auto* name = body.if_contains("name")) change.name = text_of(*name);
    if (const auto* parent = body.if_contains("parent")) change.parent = department_of(*parent);
    if (const auto* order = body.if_contains("order")) change.order = order->as_int64();
    if (const auto* site = body.if_contains("site"))
      change.site = site->is_null() ? Id<Site>() : Id<Site>::trusted(text_of(*site));
    if (const auto* on = body.if_contains("on")) change.on = Date::parse_iso(text_of(*on));
    const DepartmentView changed = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return directory::change_department(tx, context.who(), change, context.now); }));
    return Response::json(json::object{{"department", to_json(changed)}});
  }

  Result<Response> show_trail(const Context& context) {
    trail::Filter filter;
    filter.before = number_in(context, "before");
    filter.after = number_in(context, "after");
    filter.action_prefix = context.request.query_or("action", "");
    const std::string kind = context.request.query_or("subject_kind", "");
    if (!kind.empty()) filter.subject = EntityRef{kind, context.request.query_or("subject_id", "")};
    const auto page = TRY(services_.database.read([&](db::Tx& tx) -> Result<trail::Page> {
      return trail::list(tx, context.who().scope(Permission::TrailRead), filter);
    }));
    json::array list;
    for (const trail::Record& record : page.records) list.push_back(to_json(record));
    return Response::json(json::object{{"records", std::move(list)}, {"more", page.more}});
  }

 private:
  Services services_;
};

Schema role_list() {
  std::vector<std::string> names;
  for (const Role role : all_roles()) names.emplace_back(sonae::name_of(role));
  return Schema::array(Schema::enumeration(std::move(names)), 10);
}

Schema user_schema() {
  const Schema named = Schema::object({field("id", Schema::uuid()), field("name", Schema::string())});
  return Schema::object({field("id", Schema::uuid()), field("login", Schema::string()), field("name", Schema::string()),
                         field("roles", role_list()), field("side", Schema::enumeration({"operation", "audit"})),
                         field("department", named.nullable()), field("disabled", Schema::boolean()),
                         field("second_factor", Schema::boolean()),
                         field("last_sign_in_at", Schema::integer(0).nullable()),
                         field("employee_no", Schema::string()), field("kana", Schema::string()),
                         field("mail", Schema::string()), field("employer", Schema::string()),
                         field("left_on", Schema::date().nullable()), field("version", Schema::integer(1))});
}

Schema department_schema() {
  return Schema::object({field("id", Schema::uuid()), field("name", Schema::string()),
                         field("parent", Schema::uuid().nullable()), field("order", Schema::integer()),
                         field("site", Schema::uuid().nullable()), field("version", Schema::integer(1))});
}

Schema record_schema() {
  return Schema::object(
      {field("sequence", Schema::integer(1)), field("at", Schema::integer(0)),
       field("actor", Schema::object({field("id", Schema::string()), field("name", Schema::string())})),
       field("action", Schema::string()),
       field("subject", Schema::object({field("kind", Schema::string()), field("id", Schema::string())})),
       field("outcome", Schema::enumeration({"done", "denied", "failed"})), field("before", Schema::any()),
       field("after", Schema::any()), field("address", Schema::string())});
}

}  // namespace

void add_people_routes(http::Router& router, Services services) {
  const auto api = std::make_shared<Api>(std::move(services));
  using Action = Result<Response> (Api::*)(const Context&);
  using enum http::Method;
  using http::optional;
  const auto route = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                         Action action, std::optional<Schema> request, std::optional<Schema> response) {
    return http::with_forms(http::make_route(api, method, "/api/v1" + std::move(pattern),
                                             {permission, RowScope::Company}, std::move(summary), action),
                            std::move(request), std::move(response));
  };
  using enum Permission;
  const Schema name = Schema::string(400);
  const Schema one_user = Schema::object({field("user", user_schema())});
  const Schema one_department = Schema::object({field("department", department_schema())});
  const Schema password = Schema::object({field("password", Schema::string())});

  router.add(route(Get, "/users", UsersManage, "Every account of the company.", &Api::list_users, {},
                   Schema::object({field("users", Schema::array(user_schema()))})));
  const auto hashing = [](http::Route made) {
    made.cost = http::Cost::Hashing;
    return made;
  };
  router.add(hashing(route(Post, "/users", UsersManage, "Makes an account; its initial password is shown once.",
                           &Api::create_user,
                           Schema::object({field("login", name), field("name", name), field("roles", role_list()),
                                           field("department", Schema::uuid().nullable())}),
                           Schema::object({field("user", user_schema()), field("password", Schema::string())}))));
  router.add(route(
      Patch, "/users/{user}", UsersManage, "Changes name, roles, department or disables the account.",
      &Api::change_user,
      Schema::object({field("version", Schema::integer(1)), optional("name", name), optional("roles", role_list()),
                      optional("department", Schema::uuid().nullable()), optional("disabled", Schema::boolean())}),
      one_user));
  router.add(hashing(route(Post, "/users/{user}/password", UsersManage, "A new initial password, shown once.",
                           &Api::reset_password, Schema::object({}), password)));
  router.add(route(Delete, "/users/{user}/sessions", UsersManage, "Ends every session of the account.",
                   &Api::end_sessions, {}, {}));
  router.add(route(Delete, "/users/{user}/factor", UsersManage, "Takes away a lost second factor.", &Api::reset_factor,
                   {}, {}));
  router.add(route(Get, "/departments", SignedIn, "Every department, parents before children.", &Api::list_departments,
                   {}, Schema::object({field("departments", Schema::array(department_schema()))})));
  router.add(route(Post, "/departments", CompanyManage, "Makes a department.", &Api::create_department,
                   Schema::object({field("name", name), field("parent", Schema::uuid().nullable())}), one_department));
  router.add(route(
      Patch, "/departments/{department}", CompanyManage, "Renames, moves or reorders a department.",
      &Api::change_department,
      Schema::object({field("version", Schema::integer(1)), optional("name", name),
                      optional("parent", Schema::uuid().nullable()), optional("order", Schema::integer(0, 1'000'000)),
                      optional("site", Schema::uuid().nullable()), optional("on", Schema::date())}),
      one_department));
  auto trail =
      route(Get, "/trail", TrailRead, "The operation record, newest first.", &Api::show_trail, {},
            Schema::object({field("records", Schema::array(record_schema())), field("more", Schema::boolean())}));
  trail.query = {optional("before", Schema::integer(1)), optional("after", Schema::integer(0)),
                 optional("subject_kind", Schema::string(50)), optional("subject_id", Schema::string(100)),
                 optional("action", Schema::string(100))};
  router.add(std::move(trail));
}

}  // namespace sonae::directory
