// Departments that are deleted and come back.

#include <memory>

#include "base/json.h"
#include "core/directory/api.h"
#include "core/directory/directory.h"
#include "platform/http/routes.h"

namespace sonae::directory {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

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

Result<Id<Department>> department_in(const Context& context) {
  const auto id = Id<Department>::parse(context.request.parameter("department"));
  if (!id) return not_found();
  return *id;
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> remove(const Context& context) {
    RemoveDepartment command{TRY(department_in(context)), context.body().at("version").as_int64(), 0};
    TRY(services_.database.write([&](db::WriteTx& tx) -> Result<void> {
      if (services_.items_of_department)
        command.items = TRY(services_.items_of_department(tx, context.who().company, command.department));
      return remove_department(tx, context.who(), command, context.now);
    }));
    return Response::no_content();
  }

  Result<Response> list(const Context& context) {
    const auto removed = TRY(
        services_.database.read([&](db::Tx& tx) { return list_removed_departments(tx, context.who(), context.now); }));
    json::array list;
    for (const RemovedDepartment& one : removed)
      list.push_back(json::object{
          {"id", one.department.id.text()}, {"name", one.department.name}, {"deleted_at", one.deleted_at.ms()}});
    return Response::json(json::object{{"departments", std::move(list)}});
  }

  Result<Response> restore(const Context& context) {
    const auto id = TRY(department_in(context));
    const DepartmentView restored = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return restore_department(tx, context.who(), id, context.now); }));
    return Response::json(json::object{{"department", to_json(restored)}});
  }

 private:
  Services services_;
};

}  // namespace

void add_department_routes(http::Router& router, Services services) {
  const auto api = std::make_shared<Api>(std::move(services));
  using Action = Result<Response> (Api::*)(const Context&);
  using enum http::Method;
  const auto add = [&](http::Method method, std::string pattern, std::string summary, Action action,
                       std::optional<Schema> request, std::optional<Schema> response) {
    router.add(
        http::with_forms(http::make_route(api, method, "/api/v1" + std::move(pattern),
                                          {Permission::UsersManage, RowScope::Company}, std::move(summary), action),
                         std::move(request), std::move(response)));
  };
  const Schema department =
      Schema::object({field("id", Schema::uuid()), field("name", Schema::string()),
                      field("parent", Schema::uuid().nullable()), field("order", Schema::integer()),
                      field("site", Schema::uuid().nullable()), field("version", Schema::integer(1))});
  const Schema removed = Schema::object(
      {field("id", Schema::uuid()), field("name", Schema::string()), field("deleted_at", Schema::integer(0))});
  add(Delete, "/departments/{department}", "Deletes a department that nothing hangs on; 30 days to restore it.",
      &Api::remove, Schema::object({field("version", Schema::integer(1))}), {});
  add(Get, "/removed-departments", "Departments that were deleted and can still be restored.", &Api::list, {},
      Schema::object({field("departments", Schema::array(removed))}));
  add(Post, "/removed-departments/{department}/restore", "Restores a deleted department.", &Api::restore,
      Schema::object({}), Schema::object({field("department", department)}));
}

}  // namespace sonae::directory
