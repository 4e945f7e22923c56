#include "features/assessment/versions/api.h"

#include <memory>

#include "core/directory/directory.h"
#include "features/assessment/api_json.h"
#include "features/assessment/versions/api_json.h"
#include "features/assessment/versions/paper.h"
#include "features/assessment/versions/versions.h"
#include "formats/drawing/render.h"
#include "platform/http/routes.h"

namespace sonae::assessment::versions {

namespace {

using http::Context;
using http::field;
using http::id_in;
using http::optional;
using http::Response;
using http::Schema;

Result<Id<Assessment>> assessment_in(const Context& context) {
  return id_in<Assessment>(context.request.parameter("assessment"));
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  template <typename Body>
  auto read(Body&& body) {
    return services_.database.read(std::forward<Body>(body));
  }

  Result<Response> list(const Context& context) {
    json::array list;
    for (const VersionEntry& entry : TRY(read([&](db::Tx& tx) { return list_versions(tx, context.who()); })))
      list.push_back(to_json(entry));
    return Response::json(json::object{{"versions", std::move(list)}});
  }

  Result<Response> compare(const Context& context) {
    const std::string from = context.request.query_or("from", "");
    const std::string to = context.request.query_or("to", "");
    if (from.empty() || to.empty()) return invalid("versions.compare.sides");
    return Response::json(
        to_json(TRY(read([&](db::Tx& tx) { return compare_versions(tx, context.who(), from, to); }))));
  }

  Result<Response> sheet(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const std::string from = context.request.query_or("from", "");
    return Response::json(to_json(TRY(read([&](db::Tx& tx) { return compare_sheet(tx, context.who(), id, from); }))));
  }

  Result<Response> wording(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const auto no = read_number(context.request.parameter("no"));
    if (!no) return not_found();
    const auto change = TRY(read([&](db::Tx& tx) { return item_wording(tx, context.who(), id, *no); }));
    return Response::json(json::object{{"change", change ? to_json(*change) : json::value(nullptr)}});
  }

  Result<Response> confirm(const Context& context) {
    ConfirmCarried command;
    command.assessment = TRY(assessment_in(context));
    for (const json::value& value : context.body().at("items").as_array())
      command.items.push_back(
          {static_cast<int>(value.as_object().at("no").as_int64()), value.as_object().at("version").as_int64()});
    Summary sheet;
    const Confirmed done = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<Confirmed> {
      Confirmed confirmed = TRY(confirm_carried(tx, context.who(), command, context.now));
      sheet = TRY(get_assessment(tx, context.who(), command.assessment));
      return confirmed;
    }));
    json::array answers;
    for (const Answer& answer : done.confirmed) answers.push_back(assessment::to_json(answer, sheet, context.who()));
    json::array left;
    for (const int no : done.left) left.emplace_back(no);
    return Response::json(
        json::object{{"answers", std::move(answers)}, {"left", std::move(left)}, {"last_change", sheet.last_change}});
  }

  Result<Response> keep(const Context& context) {
    const json::object& body = context.body();
    KeepComparison command;
    command.assessment = TRY(id_in<Assessment>(body.at("assessment").as_string()));
    if (const auto* from = body.if_contains("from"); from != nullptr && from->is_string())
      command.from = std::string(from->get_string());
    if (const auto* note = body.if_contains("note")) command.note = std::string(note->as_string());
    const Kept kept = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return keep_comparison(tx, context.who(), command, context.now); }));
    return Response::json(json::object{{"comparison", to_json(kept)}}, 201);
  }

  Result<Response> kept_list(const Context& context) {
    json::array list;
    for (const Kept& kept : TRY(read([&](db::Tx& tx) { return list_kept(tx, context.who()); })))
      list.push_back(to_json(kept));
    return Response::json(json::object{{"comparisons", std::move(list)}});
  }

  Result<Response> kept(const Context& context) {
    const KeptView view = TRY(kept_view(context));
    json::value body = to_json(view.kept);
    body.get_object()["comparison"] = to_json(view.comparison);
    return Response::json(body);
  }

  Result<Response> kept_pdf(const Context& context) {
    const KeptView view = TRY(kept_view(context));
    const auto company = TRY(read([&](db::Tx& tx) { return directory::get_company(tx, context.who().company); }));
    const std::string bytes = TRY(drawing::to_pdf(paper_of(view, company.name, context.who().language, context.now)));
    return Response::download(bytes, "application/pdf",
                              "sonae-" + std::to_string(view.kept.fiscal_year) + "-comparison.pdf");
  }

  Result<Response> trend(const Context& context) {
    const auto id = TRY(assessment_in(context));
    const TotalsOptions options = TRY(
        totals_options_from(context.request.query_or("na", "exclude"), context.request.query_or("unanswered", "zero")));
    return Response::json(to_json(TRY(read([&](db::Tx& tx) { return trend_of(tx, context.who(), id, options); })),
                                  context.who().language));
  }

  Result<Response> scs(const Context& context) {
    const auto id = TRY(assessment_in(context));
    return Response::json(
        to_json(TRY(read([&](db::Tx& tx) { return scs_view(tx, context.who(), id); })), context.who().language));
  }

 private:
  Result<KeptView> kept_view(const Context& context) {
    const auto id = TRY(id_in<KeptComparison>(context.request.parameter("comparison")));
    return read([&](db::Tx& tx) { return get_kept(tx, context.who(), id); });
  }

  Services services_;
};

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  using enum RowScope;
  auto api = std::make_shared<Api>(services);
  const auto route = [&](http::Method method, std::string pattern, Permission permission, RowScope scope,
                         std::string summary, Result<Response> (Api::*handler)(const Context&),
                         std::optional<Schema> response) {
    http::Route made =
        http::make_route(api, method, std::move(pattern), {permission, scope}, std::move(summary), handler);
    made.response = std::move(response);
    return made;
  };
  const auto asking = [](http::Route made, std::vector<Schema::Field> query) {
    made.query = std::move(query);
    made.cost = http::Cost::Heavy;
    return made;
  };
  const auto with_body = [](http::Route made, Schema schema) {
    return http::heavy(http::with_body(std::move(made), std::move(schema)));
  };
  const auto side = Schema::string(100).described("A version's id, or pack:<id>:<version>.");
  const std::string one = "/api/v1/assessments/{assessment}";
  const std::string kept = "/api/v1/comparisons";

  router.add(route(Get, "/api/v1/versions", Permission::SheetRead, Department,
                   "The framework versions of the company and the packs of the program.", &Api::list,
                   Schema::object({field("versions", Schema::array(entry_schema()))})));
  router.add(
      asking(route(Get, "/api/v1/versions/compare", Permission::SheetRead, Company,
                   "Two versions side by side, rewordings marked word by word.", &Api::compare, comparison_schema()),
             {optional("from", side), optional("to", side)}));
  router.add(asking(route(Get, one + "/comparison", Permission::SheetRead, Department,
                          "The sheet against the version before, and who has to answer what again.", &Api::sheet,
                          sheet_comparison_schema()),
                    {optional("from", side)}));
  router.add(route(Get, one + "/items/{no}/wording", Permission::SheetRead, Department,
                   "What became of one item since the version before.", &Api::wording,
                   Schema::object({field("change", change_schema().nullable())})));
  router.add(with_body(
      route(Post, one + "/carried/confirm", Permission::SheetAnswer, Department,
            "Says of answers carried over that nothing changed.", &Api::confirm,
            Schema::object({field("answers", Schema::array(answer_schema())),
                            field("left", Schema::array(Schema::integer())), field("last_change", Schema::integer())})),
      Schema::object({field("items", Schema::array(Schema::object({field("no", Schema::integer(1, 9999)),
                                                                   field("version", Schema::integer(0))}),
                                                   5000))})));
  router.add(with_body(
      route(Post, kept, Permission::SheetManage, Company, "Keeps the comparison of a sheet for the committee.",
            &Api::keep, Schema::object({field("comparison", kept_schema())})),
      Schema::object({field("assessment", Schema::uuid()), optional("from", side.nullable()),
                      optional("note", Schema::string(2000))})));
  router.add(route(Get, kept, Permission::SheetRead, Department, "Kept comparisons, newest first.", &Api::kept_list,
                   Schema::object({field("comparisons", Schema::array(kept_schema()))})));
  Schema with_rows = kept_schema();
  with_rows.fields.push_back(field("comparison", comparison_schema()));
  router.add(route(Get, kept + "/{comparison}", Permission::SheetRead, Department, "A kept comparison with its items.",
                   &Api::kept, with_rows));
  router.add(asking(route(Get, kept + "/{comparison}/pdf", Permission::SheetRead, Department,
                          "A kept comparison on A4 for the committee.", &Api::kept_pdf, std::nullopt),
                    {}));
  router.add(asking(
      route(Get, one + "/trend", Permission::SheetRead, Department,
            "Points over the fiscal years, over the items that map through all of them.", &Api::trend, trend_schema()),
      {optional("na", Schema::enumeration({"exclude", "full"})),
       optional("unanswered", Schema::enumeration({"zero", "exclude"}))}));
  router.add(asking(route(Get, one + "/scs", Permission::SheetRead, Department,
                          "How the answers would stand for the SCS scheme.", &Api::scs, scs_schema()),
                    {}));
}

}  // namespace sonae::assessment::versions
