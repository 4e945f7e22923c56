// Emergency cards, their secret links, and what the emergency page shows.

#include "features/contacts/api_json.h"
#include "features/contacts/api_parts.h"
#include "features/contacts/card_document.h"
#include "formats/drawing/render.h"
#include "platform/clock.h"
#include "platform/http/address.h"
#include "platform/http/limiter.h"
#include "platform/messages/messages.h"

namespace sonae::contacts {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

/// Uses of secret links a minute from one address: a person presses reload, a program guesses.
constexpr int links_per_minute = 20;

/// Carries the token of a card's link: a header is in no log and no history, and a foreign page cannot send it unasked.
constexpr std::string_view card_header = "x-sonae-card";

/// Where this page was loaded from: the gate has compared it with our own addresses (WB01).
std::string own_address(const Context& context) {
  const std::string origin = context.request.header("origin");
  return origin.empty() ? "https://" + context.request.header("host") : origin;
}
std::string limit_key(const Context& context) {
  const auto address = http::IpAddress::parse(context.request.address);
  return address ? address->limit_key() : context.request.address;
}
std::string path_of(const std::string& token) { return "/emergency#" + token; }

class CardApi {
 public:
  explicit CardApi(Services services) : services_(services) {}

  Result<Response> list(const Context& context) {
    return Response::json(TRY(services_.database.read([&](db::Tx& tx) -> Result<json::value> {
      json::array cards;
      for (const Card& one : TRY(list_cards(tx, context.who()))) cards.push_back(to_json(one));
      return json::value(json::object{{"cards", std::move(cards)}, {"version", TRY(book_version(tx, context.who()))}});
    })));
  }
  Result<Response> issue(const Context& context) {
    const json::object& body = context.body();
    const NewCard wanted{text_in(body, "site"), text_in(body, "language"), text_in(body, "ask"),
                         body.at("with_link").as_bool()};
    const Issued issued = TRY(
        services_.database.write([&](db::WriteTx& tx) { return issue_card(tx, context.who(), wanted, context.now); }));
    json::value link;
    if (!issued.token.empty())
      link = json::object{{"token", issued.token},
                          {"path", path_of(issued.token)},
                          {"qr_svg", TRY(session::qr_svg(own_address(context) + path_of(issued.token)))}};
    return Response::json(json::object{{"card", to_json(issued.card)}, {"link", std::move(link)}}, 201);
  }
  Result<Response> paper(const Context& context) {
    const auto id = TRY(http::id_in<CardTag>(context.request.parameter("card")));
    const std::string token = text_in(context.body(), "token");
    const bool wallet = text_in(context.body(), "form") == "wallet";
    LinkCode code;
    const Print print = TRY(services_.database.read([&](db::Tx& tx) -> Result<Print> {
      auto found = TRY(get_print(tx, context.who(), id));
      if (!token.empty() && !TRY(is_token_of(tx, context.who(), id, token))) return forbidden("contacts.link.unknown");
      return found;
    }));
    if (!token.empty()) code = TRY(session::qr_modules(own_address(context) + path_of(token)));
    const std::string pdf =
        TRY(drawing::to_pdf(wallet ? wallet_card(print, code, context.now) : wall_card(print, code, context.now)));
    const std::string name =
        messages::say(print.card.language, wallet ? "contacts.card.wallet_file" : "contacts.card.wall_file",
                      {{"number", std::to_string(print.card.number)}});
    return Response::download(pdf, "application/pdf", name + ".pdf");
  }
  Result<Response> revoke(const Context& context) {
    const auto id = TRY(http::id_in<LinkTag>(context.request.parameter("link")));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) -> Result<void> { return revoke_link(tx, context.who(), id, context.now); }));
    return Response::no_content();
  }

  Result<Response> own(const Context& context) {
    const std::string site = context.request.query_or("site", "");
    return Response::json(TRY(services_.database.read([&](db::Tx& tx) -> Result<json::value> {
      return json::value(json::object{{"face", to_json(TRY(get_face(tx, context.who(), site)))},
                                      {"sites", texts_json(TRY(list_sites(tx, context.who())))},
                                      {"read_at", context.now.ms()}});
    })));
  }
  Result<Response> by_link(const Context& context) {
    if (const auto seconds = links_.refuse_for(limit_key(context), monotonic_ms()))
      return fail(ErrorKind::Unavailable, "error.throttled", {{"retry_after", std::to_string(*seconds)}});
    const Face face = TRY(open_link(services_.database, context.request.header(card_header), context.now));
    return Response::json(
        json::object{{"face", to_json(face)}, {"sites", json::array()}, {"read_at", context.now.ms()}});
  }

 private:
  Services services_;
  http::RateLimiter links_{links_per_minute};
};

}  // namespace

void add_card_routes(http::Router& router, Services services) {
  using enum http::Method;
  Routes<CardApi> routes(router, std::make_shared<CardApi>(services));
  const http::Access read{Permission::ProgrammeRead, RowScope::Company};
  const http::Access write{Permission::CompanyManage, RowScope::Company};
  const Schema typed = Schema::string(4'000);
  const Schema language = Schema::enumeration({"ja", "en"});
  const Schema page = Schema::object({field("face", face_schema()), field("sites", Schema::array(Schema::string())),
                                      field("read_at", Schema::integer(0))});
  const Schema link = Schema::object(
      {field("token", Schema::string()), field("path", Schema::string()), field("qr_svg", Schema::string())});

  routes.add(routes.make(Get, "/emergency-cards", read, "The cards that were issued, latest first.", &CardApi::list),
             {}, Schema::object({field("cards", Schema::array(card_schema())), field("version", Schema::integer(0))}));
  routes.add(routes.make(Post, "/emergency-cards", write, "Issues a card; the token of its link is shown once.",
                         &CardApi::issue),
             Schema::object({field("site", typed), field("language", language), field("ask", typed),
                             field("with_link", Schema::boolean())}),
             Schema::object({field("card", card_schema()), field("link", link.nullable())}));
  routes.add(
      http::heavy(routes.make(Post, "/emergency-cards/{card}/paper", read,
                              "The card as PDF, with the link's code when its token is given.", &CardApi::paper)),
      Schema::object({field("form", Schema::enumeration({"wall", "wallet"})), field("token", typed)}), {});
  routes.add(routes.make(Post, "/emergency-links/{link}/revoke", write, "The link on a card opens nothing any more.",
                         &CardApi::revoke),
             Schema::object({}), {});

  auto own = routes.make(Get, "/emergency", {Permission::SignedIn, RowScope::Company},
                         "Whom to call now, for everybody of the company.", &CardApi::own);
  own.query = {http::optional("site", Schema::string(400))};
  routes.add(std::move(own), {}, page);
  routes.add(routes.make(Get, "/emergency/card", {Permission::Public, RowScope::None},
                         "Whom to call now, for whoever holds a card: X-Sonae-Card carries the token of its link.",
                         &CardApi::by_link),
             {}, page);
}

}  // namespace sonae::contacts
