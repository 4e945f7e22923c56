// The book: contacts, which purposes are needed, and what to say.

#include "features/contacts/api.h"

#include <set>

#include "core/directory/sites.h"
#include "features/contacts/api_json.h"
#include "features/contacts/api_parts.h"

namespace sonae::contacts {

namespace {

using http::Context;
using http::field;
using http::Response;
using http::Schema;

template <typename List>
json::array list_json(const List& all) {
  json::array list;
  for (const auto& one : all) list.push_back(to_json(one));
  return list;
}

/// Where the company is: their police is proposed.
Result<json::array> prefectures_of(db::Tx& tx, const Actor& actor) {
  std::set<int> codes;
  for (const directory::SiteView& one : TRY(directory::list_sites(tx, actor)))
    if (one.prefecture != 0) codes.insert(one.prefecture);
  json::array list;
  for (const int code : codes) list.emplace_back(code);
  return list;
}

class Api {
 public:
  explicit Api(Services services) : services_(services) {}

  Result<Response> show(const Context& context) {
    return Response::json(TRY(services_.database.read([&](db::Tx& tx) -> Result<json::value> {
      const Actor& actor = context.who();
      return json::value(
          json::object{{"contacts", list_json(TRY(list_contacts(tx, actor)))},
                       {"purposes", list_json(TRY(list_needs(tx, actor)))},
                       {"readiness", to_json(TRY(get_readiness(tx, actor, context.now)), actor.language)},
                       {"sites", texts_json(TRY(list_sites(tx, actor)))},
                       {"prefectures", TRY(prefectures_of(tx, actor))},
                       {"version", TRY(book_version(tx, actor))}});
    })));
  }

  Result<Response> add(const Context& context) {
    const Details details = details_in(context.body());
    const Contact made = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return add_contact(tx, context.who(), details, context.now); }));
    return Response::json(json::value(to_json(made)), 201);
  }
  Result<Response> change(const Context& context) {
    const auto id = TRY(http::id_in<ContactTag>(context.request.parameter("contact")));
    const Details details = details_in(context.body());
    const json::value* version = context.body().if_contains("version");
    const std::int64_t seen = version == nullptr ? 0 : version->as_int64();
    const Contact changed = TRY(services_.database.write(
        [&](db::WriteTx& tx) { return change_contact(tx, context.who(), id, details, seen, context.now); }));
    return Response::json(json::value(to_json(changed)));
  }
  Result<Response> remove(const Context& context) {
    const auto id = TRY(http::id_in<ContactTag>(context.request.parameter("contact")));
    const std::int64_t version = context.body().at("version").as_int64();
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return remove_contact(tx, context.who(), id, version, context.now); }));
    return Response::no_content();
  }
  Result<Response> order(const Context& context) {
    const Purpose purpose = TRY(purpose_in(context.request.parameter("purpose")));
    std::vector<ContactId> order;
    for (const json::value& id : context.body().at("contacts").as_array())
      order.push_back(ContactId::trusted(std::string(id.as_string())));
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return order_contacts(tx, context.who(), purpose, order, context.now); }));
    return Response::no_content();
  }
  Result<Response> need(const Context& context) {
    const json::object& body = context.body();
    const Need wanted{TRY(purpose_in(context.request.parameter("purpose"))), body.at("needed").as_bool(),
                      text_in(body, "reason"), body.at("version").as_int64()};
    return Response::json(json::value(to_json(TRY(
        services_.database.write([&](db::WriteTx& tx) { return put_need(tx, context.who(), wanted, context.now); })))));
  }

  Result<Response> words(const Context& context) {
    const auto all = TRY(services_.database.read([&](db::Tx& tx) { return list_words(tx, context.who()); }));
    return Response::json(json::object{{"words", list_json(all)}});
  }
  Result<Response> say(const Context& context) {
    const json::object& body = context.body();
    Words wanted;
    wanted.purpose = TRY(purpose_in(context.request.parameter("purpose")));
    wanted.language = context.request.parameter("language");
    if (wanted.language != "ja" && wanted.language != "en") return not_found();
    for (const Part part : all_parts())
      wanted.said.at(static_cast<std::size_t>(part)) = text_in(body.at("said").as_object(), name_of(part));
    wanted.version = body.at("version").as_int64();
    return Response::json(json::value(to_json(TRY(services_.database.write(
        [&](db::WriteTx& tx) { return put_words(tx, context.who(), wanted, context.now); })))));
  }

 private:
  Services services_;
};

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  Routes<Api> routes(router, std::make_shared<Api>(services));
  const http::Access read{Permission::ProgrammeRead, RowScope::Company};
  const http::Access write{Permission::CompanyManage, RowScope::Company};
  const Schema version = Schema::integer(0);
  const Schema said = words_schema().fields[2].schema;

  routes.add(routes.make(Get, "/contacts", read, "Whom to call for what, and what is missing.", &Api::show), {},
             Schema::object(
                 {field("contacts", Schema::array(contact_schema())), field("purposes", Schema::array(need_schema())),
                  field("readiness", readiness_schema()), field("sites", Schema::array(Schema::string())),
                  field("prefectures", Schema::array(Schema::integer(1, prefectures))), field("version", version)}));
  routes.add(routes.make(Post, "/contacts", write, "Adds somebody to call.", &Api::add), details_schema(),
             contact_schema());
  routes.add(
      routes.make(Put, "/contacts/{contact}", write, "Changes a contact; `version` is the one seen.", &Api::change),
      details_schema(), contact_schema());
  routes.add(routes.make(Delete, "/contacts/{contact}", write, "Takes a contact out of the book.", &Api::remove),
             Schema::object({field("version", version)}), {});
  routes.add(
      routes.make(Put, "/contact-purposes/{purpose}/order", write, "Who of a purpose is called first.", &Api::order),
      Schema::object({field("contacts", Schema::array(Schema::uuid(), most_contacts))}), {});
  routes.add(
      routes.make(Put, "/contact-purposes/{purpose}", write, "Says whether the company needs a purpose.", &Api::need),
      Schema::object(
          {field("needed", Schema::boolean()), field("reason", Schema::string(4'000)), field("version", version)}),
      need_schema());
  routes.add(routes.make(Get, "/contact-words", read, "What to say to whom, in both languages.", &Api::words), {},
             Schema::object({field("words", Schema::array(words_schema()))}));
  routes.add(routes.make(Put, "/contact-words/{purpose}/{language}", write, "The company's own words for a purpose.",
                         &Api::say),
             Schema::object({field("said", said), field("version", version)}), words_schema());
  add_call_routes(router, services);
  add_card_routes(router, services);
}

}  // namespace sonae::contacts
