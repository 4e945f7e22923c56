#include "features/assessment/search/api.h"

#include <map>

#include "core/directory/directory.h"
#include "features/assessment/search/search.h"

namespace sonae::assessment::search {

namespace {

using http::field;
using http::Schema;

json::value to_json(const Passage& passage) {
  json::array parts;
  for (const auto& part : passage.excerpt.parts)
    parts.push_back(json::object{{"text", part.text}, {"found", part.found}});
  return json::object{{"where", name_of(passage.where)},
                      {"cut_before", passage.excerpt.cut_before},
                      {"cut_after", passage.excerpt.cut_after},
                      {"parts", std::move(parts)}};
}

json::value to_json(const Hit& hit, const std::map<std::string, std::string>& departments) {
  json::array passages;
  for (const Passage& passage : hit.passages) passages.push_back(to_json(passage));
  const auto department = departments.find(hit.department.text());
  return json::object{
      {"assessment", hit.assessment.text()},
      {"fiscal_year", hit.fiscal_year},
      {"title", hit.title},
      {"no", hit.no},
      {"label", hit.label},
      {"condition", hit.condition},
      {"score", assessment::text_of(hit.score)},
      {"department", department == departments.end() ? json::value(nullptr) : json::value(department->second)},
      {"passages", std::move(passages)}};
}

Schema hit_schema() {
  const Schema part = Schema::object({field("text", Schema::string()), field("found", Schema::boolean())});
  const Schema passage =
      Schema::object({field("where", Schema::enumeration({"condition", "criteria", "label", "basis", "responder"})),
                      field("cut_before", Schema::boolean()), field("cut_after", Schema::boolean()),
                      field("parts", Schema::array(part, 1'000))});
  return Schema::object(
      {field("assessment", Schema::uuid()), field("fiscal_year", Schema::integer()), field("title", Schema::string()),
       field("no", Schema::integer()), field("label", Schema::string()), field("condition", Schema::string()),
       field("score", Schema::enumeration({"2", "1", "0", "該当なし", ""})),
       field("department", Schema::string().nullable()), field("passages", Schema::array(passage, 5))});
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  http::Route route;
  route.method = http::Method::Get;
  route.pattern = "/api/v1/search";
  route.permission = Permission::SheetRead;
  route.scope = RowScope::Department;
  route.summary = "Items and answers of all years in the actor's scope that hold every word of the query.";
  route.query = {http::optional("q", Schema::string(max_query_length))};
  route.response = Schema::object({field("hits", Schema::array(hit_schema(), max_hits)),
                                   field("more", Schema::boolean()), field("limit", Schema::integer())});
  route.handler = [services](const http::Context& context) -> Result<http::Response> {
    std::map<std::string, std::string> departments;
    const Found found = TRY(services.database.read([&](db::Tx& tx) -> Result<Found> {
      const auto company = TRY(directory::get_company(tx, context.who().company));
      for (const auto& department : TRY(directory::list_departments(tx, context.who())))
        departments[department.id.text()] = department.name;
      const int this_year = fiscal_year_of(date_in_zone(context.now, japan_offset_minutes), company.fiscal_year_start);
      return search_items(tx, context.who(), context.request.query_or("q", ""), this_year);
    }));
    json::array hits;
    for (const Hit& hit : found.hits) hits.push_back(to_json(hit, departments));
    return http::Response::json(json::object{{"hits", std::move(hits)}, {"more", found.more}, {"limit", max_hits}});
  };
  router.add(std::move(route));
}

}  // namespace sonae::assessment::search
