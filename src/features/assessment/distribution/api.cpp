#include "features/assessment/distribution/api.h"

#include <memory>

#include "base/json.h"
#include "features/assessment/distribution/distribution.h"

namespace sonae::assessment::distribution {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

json::value id_or_null(const std::string& id) { return id.empty() ? json::value(nullptr) : json::value(id); }

Result<Response> show(db::Database& database, const Context& context) {
  const auto id = Id<Assessment>::parse(context.request.parameter("assessment"));
  if (!id) return not_found();
  const auto found = TRY(database.read([&](db::Tx& tx) { return propose_for(tx, context.who(), *id); }));
  json::array proposals;
  for (const Proposal& one : found.proposals)
    proposals.push_back(json::object{{"no", one.no},
                                     {"department", id_or_null(one.department)},
                                     {"reason", name_of(one.reason)},
                                     {"because", one.because}});
  json::array departments;
  for (const Candidate& one : found.departments)
    departments.push_back(json::object{{"id", one.id}, {"name", one.name}, {"depth", one.depth}});
  return Response::json(json::object{{"proposals", std::move(proposals)}, {"departments", std::move(departments)}});
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  const Schema proposal =
      Schema::object({field("no", Schema::integer(1)), field("department", Schema::uuid().nullable()),
                      field("reason", Schema::enumeration({"nothing", "assigned", "last_year", "area", "hint"})),
                      field("because", Schema::string())});
  const Schema department = Schema::object(
      {field("id", Schema::uuid()), field("name", Schema::string()), field("depth", Schema::integer(0))});
  http::Route route;
  route.method = http::Method::Get;
  route.pattern = "/api/v1/assessments/{assessment}/distribution/proposal";
  route.permission = Permission::SheetManage;
  route.scope = RowScope::Company;
  route.summary = "Which department should answer which item, and why.";
  route.handler = [&database = services.database](const Context& context) { return show(database, context); };
  route.cost = http::Cost::Heavy;
  route.response =
      Schema::object({field("proposals", Schema::array(proposal)), field("departments", Schema::array(department))});
  router.add(std::move(route));
}

}  // namespace sonae::assessment::distribution
