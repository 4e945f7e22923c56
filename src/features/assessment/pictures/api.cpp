#include "features/assessment/pictures/api.h"

#include <charconv>
#include <memory>

#include "features/assessment/api_json.h"
#include "formats/drawing/drawing_json.h"
#include "platform/http/routes.h"
#include "platform/messages/messages.h"

namespace sonae::assessment::pictures {

json::value to_json(const Picture& picture) {
  json::array columns;
  for (const std::string& column : picture.columns) columns.emplace_back(column);
  json::array rows;
  for (const auto& values : picture.rows) {
    json::array row;
    for (const Value& value : values) row.emplace_back(value.text);
    rows.push_back(std::move(row));
  }
  return json::object{{"title", picture.title},
                      {"sentence", picture.sentence},
                      {"drawing", drawing::to_json(picture.drawing)},
                      {"table", {{"columns", std::move(columns)}, {"rows", std::move(rows)}}}};
}

namespace {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Width and height were checked against the route's schema.
double number_or(const Context& context, std::string_view name, double otherwise) {
  const std::string text = context.request.query_or(name, "");
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return text.empty() || error != std::errc{} ? otherwise : value;
}

Result<Wish> wish_in(const Context& context) {
  Wish wish;
  wish.width = number_or(context, "width", wish.width);
  wish.height = number_or(context, "height", wish.height);
  wish.row_height = number_or(context, "row_height", wish.row_height);
  wish.most = static_cast<int>(number_or(context, "most", 0));
  wish.options = TRY(
      totals_options_from(context.request.query_or("na", "exclude"), context.request.query_or("unanswered", "zero")));
  if (context.request.query_or("lines", "overall") == "levels") wish.lines = Lines::Levels;
  wish.language = context.who().language;
  return wish;
}

struct Drawn {
  Material material;
  Picture picture;
  Wish wish;
  Name name{};

  [[nodiscard]] std::string file_name(std::string_view ending) const {
    return "sonae-" + std::to_string(material.sheet.summary.fiscal_year) + "-" + std::string(name_of(name)) +
           std::string(ending);
  }
};

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> show(const Context& context) { return Response::json(to_json(TRY(drawn(context)).picture)); }

  Result<Response> png(const Context& context) {
    const Drawn made = TRY(drawn(context));
    return Response::download(TRY(to_png(made.picture, made.material, made.wish)), "image/png", made.file_name(".png"));
  }

  Result<Response> xlsx(const Context& context) {
    const Drawn made = TRY(drawn(context));
    return Response::download(TRY(to_xlsx(made.picture, made.material, made.wish)), std::string(workbook_type),
                              made.file_name(".xlsx"));
  }

 private:
  Result<Drawn> drawn(const Context& context) {
    const auto id = Id<Assessment>::parse(context.request.parameter("assessment"));
    const auto name = parse_name(context.request.parameter("picture"));
    if (!id || !name) return not_found();
    Drawn made;
    made.name = *name;
    made.wish = TRY(wish_in(context));
    made.material = TRY(services_.database.read([&](db::Tx& tx) { return load(tx, context.who(), *id, *name); }));
    made.picture = draw(made.material, *name, made.wish);
    return made;
  }

  Services services_;
};

Schema picture_schema() {
  return Schema::object(
      {field("title", Schema::string()), field("sentence", Schema::string()),
       field("drawing", Schema::any().described("Shapes with colours by role: src/formats/drawing/drawing_json.h.")),
       field("table", Schema::object({field("columns", Schema::array(Schema::string())),
                                      field("rows", Schema::array(Schema::array(Schema::string())))}))});
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  auto api = std::make_shared<Api>(services);
  const std::string one = "/api/v1/assessments/{assessment}/pictures/{picture}";
  const auto add = [&](const std::string& pattern, std::string summary, auto handler) {
    http::Route route = http::make_route(api, http::Method::Get, pattern, {Permission::SheetRead, RowScope::Department},
                                         std::move(summary), handler);
    route.query = {optional("width", Schema::integer(200, 1600)),
                   optional("height", Schema::integer(140, 800)),
                   optional("na", Schema::enumeration({"exclude", "full"})),
                   optional("unanswered", Schema::enumeration({"zero", "exclude"})),
                   optional("row_height", Schema::integer(18, 60)),
                   optional("most", Schema::integer(1, 300)),
                   optional("lines", Schema::enumeration({"overall", "levels"}))};
    route.cost = http::Cost::Heavy;
    return route;
  };
  auto show = add(one, "A picture (radar, heatmap, trend, progress) with its sentence and its table.", &Api::show);
  show.cost = http::Cost::Normal;
  show.response = picture_schema();
  router.add(std::move(show));
  router.add(add(one + "/png", "The picture as PNG.", &Api::png));
  router.add(add(one + "/xlsx", "The picture's table as a workbook.", &Api::xlsx));
}

}  // namespace sonae::assessment::pictures
