#include "features/governance/report/api.h"

#include <memory>

#include "core/directory/directory.h"
#include "features/governance/api_owner.h"
#include "features/governance/report/paper.h"
#include "platform/messages/messages.h"

namespace sonae::governance::report {

namespace {

using http::Context;
using http::field;
using http::id_in;
using http::Response;
using http::Schema;

json::value to_json(const Report& r, const OwnerNames& names, std::string_view language) {
  json::array figures;
  for (const Figure& one : r.figures)
    figures.push_back(json::object{
        {"name", one.name}, {"label", messages::say(language, "report.figure." + one.name)}, {"amount", one.amount}});
  json::array directions;
  for (const Direction& one : r.directions)
    directions.push_back(json::object{{"id", one.id.text()},
                                      {"text", one.text},
                                      {"owner", governance::to_json(one.owner, names, language)},
                                      {"due", one.due.iso()},
                                      {"given_by", one.given_by},
                                      {"given_at", one.given_at.ms()},
                                      {"standing", governance::to_json(one.standing)}});
  return json::object{{"id", r.id.text()},
                      {"fiscal_year", r.fiscal_year},
                      {"title", r.title},
                      {"body", r.body},
                      {"state", r.made ? "made" : "draft"},
                      {"drafted_at", r.drafted_at.ms()},
                      {"made_by", r.made_by},
                      {"made_at", or_null(r.made_at)},
                      {"version", r.version},
                      {"figures", std::move(figures)},
                      {"directions", std::move(directions)}};
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> list(const Context& context) {
    return services_.database.read([&](db::Tx& tx) -> Result<Response> {
      const OwnerNames names = TRY(OwnerNames::load(tx, context.who()));
      json::array all;
      for (const Report& one : TRY(list_reports(tx, context.who())))
        all.push_back(to_json(one, names, context.who().language));
      return Response::json(json::object{{"reports", std::move(all)}});
    });
  }

  Result<Response> show(const Context& context) {
    const auto id = TRY(report_in(context));
    return services_.database.read(
        [&](db::Tx& tx) -> Result<Response> { return answer(tx, context, TRY(get_report(tx, context.who(), id))); });
  }

  Result<Response> draft(const Context& context) {
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      return answer(tx, context, TRY(draft_report(tx, context.who(), services_.wiring, context.now)), 201);
    });
  }

  Result<Response> word(const Context& context) {
    const json::object& body = context.body();
    const Wording wording{TRY(report_in(context)), body.at("version").as_int64(), text_in(body, "title"),
                          text_in(body, "body")};
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      return answer(tx, context, TRY(word_report(tx, context.who(), wording, context.now)));
    });
  }

  Result<Response> make(const Context& context) {
    const auto id = TRY(report_in(context));
    const std::int64_t version = context.body().at("version").as_int64();
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      return answer(tx, context, TRY(make_report(tx, context.who(), id, version, context.now)));
    });
  }

  Result<Response> direct_it(const Context& context) {
    const json::object& body = context.body();
    const NewDirection command{TRY(report_in(context)), text_in(body, "text"), owner_in(body.at("owner")),
                               date_in(body, "due")};
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      return answer(tx, context, TRY(direct(tx, context.who(), command, context.now)), 201);
    });
  }

  Result<Response> paper(const Context& context) {
    const auto id = TRY(report_in(context));
    std::string name;
    const auto document = TRY(services_.database.read([&](db::Tx& tx) -> Result<drawing::Document> {
      const Report report = TRY(get_report(tx, context.who(), id));
      name = report.title;
      return report_document(report, TRY(OwnerNames::load(tx, context.who())),
                             TRY(directory::get_company(tx, context.who().company)).name, context.who().language,
                             context.now);
    }));
    return paper_response(context, document, name);
  }

 private:
  static Result<Id<ReportTag>> report_in(const Context& context) {
    return id_in<ReportTag>(context.request.parameter("report"));
  }
  static Result<Response> answer(db::Tx& tx, const Context& context, const Report& report, int status = 200) {
    return Response::json(to_json(report, TRY(OwnerNames::load(tx, context.who())), context.who().language), status);
  }

  Services services_;
};

Schema report_schema() {
  const Schema figure = Schema::object(
      {field("name", Schema::string()), field("label", Schema::string()), field("amount", Schema::integer())});
  const Schema direction =
      Schema::object({field("id", Schema::uuid()), field("text", Schema::string()), field("owner", owner_schema()),
                      field("due", Schema::date()), field("given_by", Schema::string()),
                      field("given_at", Schema::integer()), field("standing", standing_schema())});
  return Schema::object({field("id", Schema::uuid()), field("fiscal_year", Schema::integer()),
                         field("title", Schema::string()), field("body", Schema::string()),
                         field("state", Schema::enumeration({"draft", "made"})), field("drafted_at", Schema::integer()),
                         field("made_by", Schema::string()), field("made_at", Schema::integer().nullable()),
                         field("version", Schema::integer()), field("figures", Schema::array(figure)),
                         field("directions", Schema::array(direction))});
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(std::move(services));
  const std::string all = "/api/v1/programme-reports";
  const std::string one = all + "/{report}";
  const http::Access read{Permission::ProgrammeRead, RowScope::Company};
  const http::Access manage{Permission::CompanyManage, RowScope::Company};
  const Schema version = Schema::object({field("version", Schema::integer(0))});
  const auto with = [](http::Route route, Schema body) {
    route = http::answering(http::with_body(std::move(route), std::move(body)), report_schema());
    route.body_limit = 64ULL * 1024;
    return route;
  };
  router.add(http::answering(
      http::make_route(api, Get, all, read, "Reports to the officer with their directions, newest first.", &Api::list),
      Schema::object({field("reports", Schema::array(report_schema()))})));
  router.add(http::answering(http::make_route(api, Get, one, read, "One report.", &Api::show), report_schema()));
  router.add(http::answering(
      http::make_route(api, Post, all, manage, "Drafts this year's report from what is known today.", &Api::draft),
      report_schema()));
  router.add(with(http::make_route(api, Put, one, manage, "Words a draft.", &Api::word),
                  Schema::object({field("version", Schema::integer(0)), field("title", Schema::string(1'000)),
                                  field("body", Schema::string(longest_body))})));
  router.add(
      with(http::make_route(api, Post, one + "/make", manage, "Hands the report over to the officer.", &Api::make),
           version));
  router.add(with(http::make_route(api, Post, one + "/directions", {Permission::ProgrammeDirect, RowScope::Company},
                                   "The officer directs something: it becomes a task.", &Api::direct_it),
                  Schema::object({field("text", Schema::string(1'000)), field("owner", owner_form()),
                                  field("due", Schema::date())})));
  auto paper = http::heavy(http::make_route(api, Get, one + "/paper", read, "The report as PDF or Word.", &Api::paper));
  paper.query = {paper_format()};
  router.add(std::move(paper));
}

}  // namespace sonae::governance::report
