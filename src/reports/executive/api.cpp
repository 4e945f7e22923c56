#include "reports/executive/api.h"

#include <memory>

#include "platform/http/routes.h"
#include "platform/messages/messages.h"
#include "reports/executive/executive.h"

namespace sonae::executive {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

/// The page lists as many as one A4 shows.
constexpr std::size_t most_gaps = 5;

json::value or_null(const std::optional<Date>& date) { return date ? json::value(date->iso()) : json::value(nullptr); }

json::array gaps_json(const View& view) {
  json::array list;
  for (const Gap& gap : view.gaps) {
    if (list.size() == most_gaps) break;
    list.push_back(json::object{{"no", gap.no},
                                {"label", gap.label},
                                {"condition", gap.condition},
                                {"score", assessment::text_of(gap.score)},
                                {"due", or_null(gap.due)},
                                {"department", view.department_name(gap.department)},
                                {"late", gap.late}});
  }
  return list;
}

json::value to_json(const View& view, const std::string& language) {
  const Headline headline = headline_of(view, language);
  json::array decisions;
  for (const Decision& one : view.decisions)
    decisions.push_back(json::object{
        {"sentence", messages::say(language, one.key, one.args)}, {"page", one.page}, {"urgent", one.urgent}});
  json::array stamps;
  for (const Stamp& stamp : view.stamps)
    stamps.push_back(json::object{{"role", messages::say(language, stamp.role)},
                                  {"name", stamp.name},
                                  {"at", stamp.at ? json::value(stamp.at->ms()) : json::value(nullptr)}});
  return json::object{
      {"company", view.company},
      {"year", year_words(view.summary().fiscal_year, language)},
      {"fiscal_year", view.summary().fiscal_year},
      {"state", assessment::name_of(view.summary().state)},
      {"version", view.summary().version},
      {"headline", {{"lead", headline.lead}, {"number", headline.number}, {"sentence", headline.sentence}}},
      {"target", !view.distance.goal.empty()},
      {"gaps", gaps_json(view)},
      {"gap_count", view.gaps.size()},
      {"decisions", std::move(decisions)},
      {"stamps", std::move(stamps)}};
}

Schema view_schema() {
  const Schema stamp = Schema::object(
      {field("role", Schema::string()), field("name", Schema::string()), field("at", Schema::integer().nullable())});
  const Schema gap = Schema::object({field("no", Schema::integer()), field("label", Schema::string()),
                                     field("condition", Schema::string()), field("score", Schema::string()),
                                     field("due", Schema::date().nullable()), field("department", Schema::string()),
                                     field("late", Schema::boolean())});
  return Schema::object(
      {field("company", Schema::string()), field("year", Schema::string()), field("fiscal_year", Schema::integer()),
       field("state", Schema::enumeration({"open", "review", "approved", "handed_in"})),
       field("version", Schema::integer()),
       field("headline", Schema::object({field("lead", Schema::string()), field("number", Schema::string()),
                                         field("sentence", Schema::string())})),
       field("target", Schema::boolean()), field("gaps", Schema::array(gap)), field("gap_count", Schema::integer()),
       field("decisions",
             Schema::array(Schema::object({field("sentence", Schema::string()), field("page", Schema::string()),
                                           field("urgent", Schema::boolean())}))),
       field("stamps", Schema::array(stamp))});
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> show(const Context& context) {
    return Response::json(to_json(TRY(loaded(context)), context.who().language));
  }
  Result<Response> pdf(const Context& context) {
    const View view = TRY(loaded(context));
    return Response::download(TRY(to_pdf(view, context.who().language)), "application/pdf",
                              "sonae-" + std::to_string(view.summary().fiscal_year) + "-executive.pdf");
  }

 private:
  Result<View> loaded(const Context& context) {
    const auto id = Id<assessment::Assessment>::parse(context.request.parameter("assessment"));
    if (!id) return not_found();
    return services_.database.read([&](db::Tx& tx) { return load(tx, context.who(), *id, context.now); });
  }

  Services services_;
};

}  // namespace

void add_routes(http::Router& router, Services services) {
  auto api = std::make_shared<Api>(services);
  const auto route = [&](std::string pattern, std::string summary, Result<Response> (Api::*handler)(const Context&)) {
    return http::make_route(api, http::Method::Get, std::move(pattern), {Permission::SheetExport, RowScope::Company},
                            std::move(summary), handler);
  };
  const std::string one = "/api/v1/assessments/{assessment}/executive";
  auto show = route(one, "The executive page: distance to the target, gaps, decisions, stamps.", &Api::show);
  show.response = view_schema();
  router.add(std::move(show));
  auto pdf = route(one + ".pdf", "The executive page as one A4.", &Api::pdf);
  pdf.cost = http::Cost::Heavy;
  router.add(std::move(pdf));
}

}  // namespace sonae::executive
