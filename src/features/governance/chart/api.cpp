#include "features/governance/chart/api.h"

#include <charconv>
#include <memory>

#include "base/json.h"
#include "core/directory/directory.h"
#include "features/governance/chart/chart.h"
#include "formats/drawing/drawing_json.h"
#include "formats/drawing/render.h"
#include "formats/xlsx/create.h"
#include "platform/http/routes.h"
#include "platform/messages/messages.h"

namespace sonae::governance::chart {

namespace {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr double picture_width = 1400;

/// Ids of departments, separated by commas; what is no id opens nothing.
std::set<std::string> ids_in(std::string_view text) {
  std::set<std::string> ids;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    ids.emplace(text.substr(0, comma));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return ids;
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> show(const Context& context) {
    Wish wish;
    wish.language = context.who().language;
    wish.open = ids_in(context.request.query_or("open", ""));
    wish.width = width_in(context);
    wish.linked = context.who().may(Permission::ProgrammeRead);
    const Chart chart = chart::draw(TRY(report(context)), wish);
    json::array columns;
    for (const std::string& column : chart.columns) columns.emplace_back(column);
    json::array rows;
    for (const auto& cells : chart.rows) {
      json::array row;
      for (const std::string& cell : cells) row.emplace_back(cell);
      rows.push_back(std::move(row));
    }
    return Response::json(json::object{{"title", chart.title},
                                       {"sentence", chart.sentence},
                                       {"drawing", drawing::to_json(chart.pages.front())},
                                       {"table", {{"columns", std::move(columns)}, {"rows", std::move(rows)}}}});
  }

  Result<Response> png(const Context& context) {
    Wish wish;
    wish.language = context.who().language;
    wish.fold = false;
    wish.width = picture_width;
    const Chart chart = chart::draw(TRY(report(context)), wish);
    return Response::download(TRY(drawing::to_png(chart.pages.front(), scale_for(chart.pages.front()))), "image/png",
                              chart.title + ".png");
  }

  Result<Response> pdf(const Context& context) {
    const Paper paper = context.request.query_or("paper", "a4") == "a3" ? Paper::A3 : Paper::A4;
    const auto made = document(TRY(report(context)), paper, context.who().language, TRY(company(context)), context.now);
    return Response::download(TRY(drawing::to_pdf(made)), "application/pdf", made.imprint.title + ".pdf");
  }

  Result<Response> xlsx(const Context& context) {
    Wish wish;
    wish.language = context.who().language;
    const Chart chart = chart::draw(TRY(report(context)), wish);
    xlsx::NewSheet sheet;
    sheet.name = chart.title;
    sheet.widths = {32, 24, 24, 24, 13, 13};
    std::uint16_t column = 0;
    for (const std::string& name : chart.columns) sheet.cells.push_back({0, column++, name, {}, xlsx::Look::Heading});
    std::uint32_t row = 1;
    for (const auto& cells : chart.rows) {
      column = 0;
      for (const std::string& cell : cells) sheet.cells.push_back({row, column++, cell, {}, xlsx::Look::Typed});
      ++row;
    }
    return Response::download(TRY(xlsx::create({sheet})), std::string(workbook_type), chart.title + ".xlsx");
  }

 private:
  Result<check::Report> report(const Context& context) {
    return services_.database.read([&](db::Tx& tx) { return check::current(tx, context.who(), context.now); });
  }
  Result<std::string> company(const Context& context) {
    return services_.database.read(
        [&](db::Tx& tx) -> Result<std::string> { return TRY(directory::get_company(tx, context.who().company)).name; });
  }
  /// Checked against the route's schema.
  static double width_in(const Context& context) {
    const std::string text = context.request.query_or("width", "1000");
    int value = 1000;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
  }
  /// Twice the size, unless that would be larger than a picture may be.
  static double scale_for(const drawing::Drawing& drawing) {
    constexpr double most = 7'900;
    return std::min({2.0, most / drawing.width, most / drawing.height});
  }

  Services services_;
};

}  // namespace

void add_routes(http::Router& router, Services services) {
  using http::Method;
  const auto api = std::make_shared<Api>(services);
  const std::string path = "/api/v1/governance/chart";
  const auto route = [&](const std::string& ending, std::string summary,
                         Result<Response> (Api::*action)(const Context&)) {
    return http::make_route(api, Method::Get, path + ending, {Permission::SignedIn, RowScope::Company},
                            std::move(summary), action);
  };
  const std::vector<Schema::Field> query = {optional("width", Schema::integer(200, 1'600)),
                                            optional("open", Schema::string(8'000))};
  auto show = route("", "The organisation chart with its sentence and its table.", &Api::show);
  show.query = query;
  show.response = Schema::object(
      {field("title", Schema::string()), field("sentence", Schema::string()),
       field("drawing", Schema::any().described("Shapes with colours by role: src/formats/drawing/drawing_json.h.")),
       field("table", Schema::object({field("columns", Schema::array(Schema::string())),
                                      field("rows", Schema::array(Schema::array(Schema::string())))}))});
  router.add(std::move(show));
  auto png = http::heavy(route("/png", "The whole chart as PNG.", &Api::png));
  png.query = query;
  router.add(std::move(png));
  auto xlsx = http::heavy(route("/xlsx", "The chart's table as a workbook.", &Api::xlsx));
  xlsx.query = query;
  router.add(std::move(xlsx));
  auto pdf = http::heavy(route("/pdf", "The whole chart as PDF, A4 or A3.", &Api::pdf));
  pdf.query = {optional("paper", Schema::enumeration({"a4", "a3"}))};
  router.add(std::move(pdf));
}

}  // namespace sonae::governance::chart
