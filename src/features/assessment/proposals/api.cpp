#include "features/assessment/proposals/api.h"

#include <charconv>
#include <memory>

#include "core/directory/directory.h"
#include "core/facts/kinds.h"
#include "features/assessment/api_json.h"
#include "features/assessment/proposals/item_document.h"
#include "formats/drawing/render.h"
#include "platform/http/routes.h"
#include "platform/messages/messages.h"

namespace sonae::assessment::proposals {

namespace {

using http::answering;
using http::Context;
using http::field;
using http::id_in;
using http::Response;
using http::Schema;
using http::with_body;

std::string text_in(const json::value& value) { return std::string(value.as_string()); }
json::value or_null(const std::optional<Date>& date) { return date ? json::value(date->iso()) : json::value(nullptr); }

json::value to_json(const facts::Fact& fact, std::string_view language, Date today) {
  return json::object{{"id", fact.id},
                      {"kind", fact.kind},
                      {"kind_name", messages::say(language, facts::label_key(fact.kind))},
                      {"text", messages::say(language, fact.text_key, fact.args)},
                      {"on", fact.on.iso()},
                      {"until", or_null(fact.until)},
                      {"ended", or_null(fact.ended)},
                      {"stands", facts::stands(fact, today)},
                      {"by", fact.actor_name},
                      {"link", fact.link}};
}

json::value to_json(const ItemFacts& item, std::string_view language, Date today) {
  json::array parts;
  for (const Part& part : item.parts)
    parts.push_back(json::object{{"text", part.text},
                                 {"months", part.months},
                                 {"fact", part.fact ? to_json(*part.fact, language, today) : json::value(nullptr)}});
  json::array list;
  for (const facts::Fact& fact : item.facts) list.push_back(to_json(fact, language, today));
  json::value proposal = nullptr;
  if (item.proposal)
    proposal = json::object{{"score", text_of(item.proposal->score)},
                            {"basis", item.proposal->basis},
                            {"due", or_null(item.proposal->due)}};
  json::value accepted = nullptr;
  if (item.accepted)
    accepted = json::object{{"by", item.accepted->by}, {"at", item.accepted->at.ms()}, {"stale", item.accepted->stale}};
  return json::object{{"no", item.no},
                      {"version", item.version},
                      {"editable", item.editable},
                      {"confidence", frameworks::name_of(item.confidence)},
                      {"parts", std::move(parts)},
                      {"have", item.have},
                      {"facts", std::move(list)},
                      {"proposal", std::move(proposal)},
                      {"accepted", std::move(accepted)}};
}

Schema fact_schema() {
  return Schema::object({field("id", Schema::uuid()), field("kind", Schema::string()),
                         field("kind_name", Schema::string()), field("text", Schema::string()),
                         field("on", Schema::date()), field("until", Schema::date().nullable()),
                         field("ended", Schema::date().nullable()), field("stands", Schema::boolean()),
                         field("by", Schema::string()), field("link", Schema::string())});
}

Schema item_schema() {
  const Schema part = Schema::object(
      {field("text", Schema::string()), field("months", Schema::integer()), field("fact", fact_schema().nullable())});
  return Schema::object(
      {field("no", Schema::integer()), field("version", Schema::integer()), field("editable", Schema::boolean()),
       field("confidence", Schema::string()), field("parts", Schema::array(part, 20)), field("have", Schema::integer()),
       field("facts", Schema::array(fact_schema(), 100)),
       field("proposal", Schema::object({field("score", Schema::string()), field("basis", Schema::string()),
                                         field("due", Schema::date().nullable())})
                             .nullable()),
       field("accepted", Schema::object({field("by", Schema::string()), field("at", Schema::integer()),
                                         field("stale", Schema::boolean())})
                             .nullable())});
}

Result<int> number_in(const Context& context) {
  const std::string& text = context.request.parameter("no");
  int no = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), no);
  if (error != std::errc{} || end != text.data() + text.size() || no <= 0) return not_found();
  return no;
}

Result<Id<Assessment>> sheet_in(const Context& context) {
  return id_in<Assessment>(context.request.parameter("assessment"));
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> list(const Context& context) {
    const auto id = TRY(sheet_in(context));
    const auto items = TRY(services_.database.read([&](db::Tx& tx) -> Result<std::vector<ItemFacts>> {
      return list_item_facts(tx, context.who(), TRY(get_sheet(tx, context.who(), id)), context.now);
    }));
    json::array all;
    for (const ItemFacts& item : items) all.push_back(shown(context, item));
    return Response::json(json::object{{"items", std::move(all)}});
  }

  Result<Response> item(const Context& context) {
    const auto id = TRY(sheet_in(context));
    const int no = TRY(number_in(context));
    return Response::json(shown(context, TRY(services_.database.read([&](db::Tx& tx) {
                                  return get_item_facts(tx, context.who(), id, no, context.now);
                                }))));
  }

  Result<Response> accept_some(const Context& context) {
    AcceptProposals command{TRY(sheet_in(context)), text_in(context.body().at("key")), {}};
    for (const json::value& one : context.body().at("items").as_array()) {
      const auto score = parse_score(text_in(one.at("score")));
      if (!score) return invalid("proposals.accept.changed");
      command.items.push_back(
          {static_cast<int>(one.at("no").as_int64()), one.at("version").as_int64(), *score, text_in(one.at("basis"))});
    }
    Summary sheet;
    const EditsSaved saved = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<EditsSaved> {
      sheet = TRY(get_assessment(tx, context.who(), command.assessment));
      return accept(tx, context.who(), command, context.now);
    }));
    return Response::json(assessment::to_json(saved, sheet, context.who()));
  }

  Result<Response> document(const Context& context) {
    const json::object& body = context.body();
    RecordDocument command{TRY(sheet_in(context)),
                           TRY(number_in(context)),
                           TRY(id_in<evidence::Piece>(body.at("evidence").as_string())),
                           text_in(body.at("title")),
                           {},
                           {},
                           static_cast<int>(body.at("support").as_int64()),
                           {}};
    command.on = Date::parse_iso(body.at("on").as_string()).value_or(Date());
    if (!body.at("until").is_null()) command.until = Date::parse_iso(body.at("until").as_string());
    for (const json::value& other : body.at("others").as_array())
      command.others.push_back(static_cast<int>(other.as_int64()));
    return Response::json(shown(context, TRY(services_.database.write([&](db::WriteTx& tx) {
                                  return record_document(tx, context.who(), command, context.now);
                                }))),
                          201);
  }

  Result<Response> paper(const Context& context) {
    const auto id = TRY(sheet_in(context));
    const int no = TRY(number_in(context));
    std::string company;
    const ItemRecord record = TRY(services_.database.read([&](db::Tx& tx) -> Result<ItemRecord> {
      company = TRY(directory::get_company(tx, context.who().company)).name;
      return get_item_record(tx, context.who(), id, no, context.now);
    }));
    const std::string name =
        messages::say(context.who().language, "proposals.paper.file",
                      {{"year", std::to_string(record.sheet.fiscal_year)}, {"no", std::to_string(no)}});
    return Response::download(TRY(drawing::to_pdf(item_document(record, company, context.who().language, context.now))),
                              "application/pdf", name + ".pdf");
  }

 private:
  static json::value shown(const Context& context, const ItemFacts& item) {
    return to_json(item, context.who().language, date_in_zone(context.now, japan_offset_minutes));
  }

  Services services_;
};

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(services);
  const auto route = [&](http::Method method, const std::string& rest, Permission permission, std::string summary,
                         Result<Response> (Api::*handler)(const Context&)) {
    return http::make_route(api, method, "/api/v1/assessments/{assessment}" + rest, {permission, RowScope::Department},
                            std::move(summary), handler);
  };
  router.add(answering(route(Get, "/proposals", Permission::SheetRead,
                             "Facts, proposals and accepted answers of the items in the actor's scope.", &Api::list),
                       Schema::object({field("items", Schema::array(item_schema(), 5'000))})));
  router.add(answering(route(Get, "/items/{no}/facts", Permission::SheetRead,
                             "What an item asks for, the facts that speak for it, and what they propose.", &Api::item),
                       item_schema()));
  const Schema wanted =
      Schema::object({field("no", Schema::integer(1)), field("version", Schema::integer(0)),
                      field("score", Schema::enumeration({"2", "1", "0"})), field("basis", Schema::string(8'000))});
  auto accepting = answering(
      with_body(route(Post, "/proposals", Permission::SheetAnswer,
                      "Accepts proposals as they were shown; one that has changed since is refused on its own.",
                      &Api::accept_some),
                Schema::object({field("key", Schema::string(100)), field("items", Schema::array(wanted, 500))})),
      Schema::object({field("results", Schema::array(Schema::any(), 500)), field("last_change", Schema::integer())}));
  accepting.body_limit = 1024ULL * 1024;
  router.add(std::move(accepting));
  router.add(answering(
      with_body(
          route(Post, "/items/{no}/documents", Permission::SheetAnswer,
                "Records outside evidence, a file or link of the item, as a fact of kind document.", &Api::document),
          Schema::object({field("evidence", Schema::uuid()), field("title", Schema::string(800)),
                          field("on", Schema::date()), field("until", Schema::date().nullable()),
                          field("support", Schema::integer(0, 20)),
                          field("others", Schema::array(Schema::integer(1), 30))})),
      item_schema()));
  router.add(http::heavy(route(Get, "/items/{no}/evidence.pdf", Permission::SheetRead,
                               "The evidence of one item on A4: criteria, facts, files, history.", &Api::paper)));
}

}  // namespace sonae::assessment::proposals
