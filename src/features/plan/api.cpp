#include "features/plan/api.h"

#include <charconv>
#include <memory>

#include "features/plan/feeds.h"
#include "features/plan/picture.h"
#include "formats/drawing/drawing_json.h"
#include "platform/http/routes.h"
#include "platform/messages/messages.h"

namespace sonae::plan {

namespace {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

constexpr std::string_view workbook_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
constexpr double usual_width = 960;

Date today_of(const Context& context) { return date_in_zone(context.now, japan_offset_minutes); }

Result<int> number_in(const std::string& text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return not_found();
  return number;
}

double width_in(const Context& context) {
  const std::string text = context.request.query_or("width", "");
  return text.empty() ? usual_width : number_in(text).value_or(static_cast<int>(usual_width));
}

json::object feed_json(const Feed& feed) { return {{"id", feed.id}, {"made_at", feed.made_at.ms()}}; }

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> picture(const Context& context) { return drawn(context, TRY(loaded(context))); }

  Result<Response> proposal(const Context& context) {
    const int year = TRY(number_in(context.request.parameter("year")));
    return drawn(context, TRY(services_.database.read([&](db::Tx& tx) {
                   return load_proposal(tx, context.who(), year, services_.hand_in, today_of(context));
                 })));
  }

  Result<Response> pdf(const Context& context) {
    const Material material = TRY(loaded(context));
    const Paper paper = context.request.query_or("paper", "a3") == "a4" ? Paper::A4 : Paper::A3;
    return Response::download(TRY(to_pdf(material, paper, context.now)), "application/pdf",
                              file_name(material, ".pdf"));
  }

  Result<Response> xlsx(const Context& context) {
    const Material material = TRY(loaded(context));
    return Response::download(TRY(to_xlsx(material)), std::string(workbook_type), file_name(material, ".xlsx"));
  }

  Result<Response> show_feed(const Context& context) {
    const auto feed = TRY(services_.database.read([&](db::Tx& tx) { return find_feed(tx, context.who()); }));
    return Response::json(json::object{{"feed", feed ? json::value(feed_json(*feed)) : json::value(nullptr)}});
  }

  Result<Response> create_feed(const Context& context) {
    const NewFeed made =
        TRY(services_.database.write([&](db::WriteTx& tx) { return make_feed(tx, context.who(), context.now); }));
    return Response::json(
        json::object{{"feed", feed_json(made.feed)}, {"path", "/api/v1/calendar/" + made.token + ".ics"}});
  }

  Result<Response> remove_feed(const Context& context) {
    const std::string id = TRY(http::id_in<Feed>(context.request.parameter("feed"))).text();
    TRY(services_.database.write([&](db::WriteTx& tx) { return revoke_feed(tx, context.who(), id, context.now); }));
    return Response::no_content();
  }

  Result<Response> calendar(const Context& context) {
    constexpr std::string_view ending = ".ics";
    std::string_view token = context.request.parameter("token");
    if (token.ends_with(ending)) token.remove_suffix(ending.size());
    std::string bytes =
        TRY(services_.database.read([&](db::Tx& tx) { return read_feed(tx, services_.accounts, token, context.now); }));
    return Response::download(std::move(bytes), "text/calendar; charset=utf-8", "sonae.ics");
  }

 private:
  Result<Material> loaded(const Context& context) {
    const int year = TRY(number_in(context.request.parameter("year")));
    return services_.database.read(
        [&](db::Tx& tx) { return load(tx, context.who(), year, services_.hand_in, today_of(context)); });
  }

  static Result<Response> drawn(const Context& context, const Material& material) {
    const auto made = draw(material, width_in(context));
    return Response::json(json::object{{"sentence", sentence_of(material)},
                                       {"drawing", drawing::to_json(made.drawing)},
                                       {"left", made.left},
                                       {"per_day", made.per_day},
                                       {"first", material.plan.year.first().iso()}});
  }

  static std::string file_name(const Material& material, std::string_view ending) {
    return messages::say(material.language, "plan.file", {{"year", std::to_string(material.plan.year.year)}}) +
           std::string(ending);
  }

  Services services_;
};

Schema picture_schema() {
  return Schema::object(
      {field("sentence", Schema::string()),
       field("drawing", Schema::any().described("Shapes with colours by role: src/formats/drawing/drawing_json.h.")),
       field("left", Schema::number().described("where the first day begins, CSS pixels")),
       field("per_day", Schema::number().described("width of a day, CSS pixels")), field("first", Schema::date())});
}

}  // namespace

void add_routes(http::Router& router, const Services& services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(services);
  using Action = Result<Response> (Api::*)(const Context&);
  const http::Access reads{Permission::ProgrammeRead, RowScope::Company};
  const http::Access own{Permission::SignedIn, RowScope::Self};
  const auto drawn = [&](std::string pattern, http::Access access, std::string summary, Action action) {
    auto route = http::answering(http::make_route(api, Get, std::move(pattern), access, std::move(summary), action),
                                 picture_schema());
    route.query = {optional("width", Schema::integer(200, 1600))};
    router.add(std::move(route));
  };
  drawn("/api/v1/plan/{year}/picture", reads, "The year as a picture.", &Api::picture);
  drawn("/api/v1/plan/{year}/proposal/picture", {Permission::CompanyManage, RowScope::Company},
        "The proposed first plan as a picture.", &Api::proposal);
  auto pdf = http::heavy(http::make_route(api, Get, "/api/v1/plan/{year}/pdf", reads,
                                          "The year on landscape paper, A4 or A3.", &Api::pdf));
  pdf.query = {optional("paper", Schema::enumeration({"a4", "a3"}))};
  router.add(std::move(pdf));
  router.add(http::heavy(
      http::make_route(api, Get, "/api/v1/plan/{year}/xlsx", reads, "The year's list as a workbook.", &Api::xlsx)));
  const Schema feed = Schema::object({field("id", Schema::uuid()), field("made_at", Schema::integer())});
  router.add(http::with_forms(http::make_route(api, Get, "/api/v1/me/calendar", own,
                                               "Whether the person has a calendar feed.", &Api::show_feed),
                              {}, Schema::object({field("feed", feed.nullable())})));
  router.add(
      http::with_forms(http::make_route(api, Post, "/api/v1/me/calendar", own,
                                        "A new address of the person's calendar feed, shown once.", &Api::create_feed),
                       Schema::object({}), Schema::object({field("feed", feed), field("path", Schema::string())})));
  router.add(http::with_forms(http::make_route(api, Delete, "/api/v1/me/calendar/{feed}", own,
                                               "The address of the calendar feed stops working.", &Api::remove_feed),
                              Schema::object({}), {}));
  // Heavy: fetched by programs that may be many, so it is held to the limit per address.
  router.add(http::heavy(http::make_route(api, Get, "/api/v1/calendar/{token}", {Permission::Public, RowScope::Self},
                                          "What a person has to do, as iCalendar, for whoever has the address.",
                                          &Api::calendar)));
}

}  // namespace sonae::plan
