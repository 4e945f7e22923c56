#include "features/governance/committee/api.h"

#include <memory>

#include "core/directory/directory.h"
#include "features/governance/api_owner.h"
#include "features/governance/committee/minutes_document.h"
#include "platform/messages/messages.h"

namespace sonae::governance::committee {

namespace {

using http::Context;
using http::field;
using http::id_in;
using http::Response;
using http::Schema;

constexpr std::size_t body_limit = 600ULL * 1024;

template <typename Tag>
Id<Tag> id_or_none(const json::object& object) {
  return Id<Tag>::parse(text_in(object, "id")).value_or(Id<Tag>());
}

Presence presence_in(const json::object& object) {
  const std::string name = text_in(object, "presence");
  for (const Presence one : {Presence::Present, Presence::Absent})
    if (name_of(one) == name) return one;
  return Presence::Expected;
}

Result<Written> written_in(const json::object& body) {
  Written written;
  written.title = text_in(body, "title");
  written.on = date_in(body, "date");
  written.starts = text_in(body, "starts");
  written.place = text_in(body, "place");
  for (const json::value& one : body.at("attendees").as_array())
    written.attendees.push_back({TRY(id_in<User>(text_in(one.as_object(), "user"))), {}, presence_in(one.as_object())});
  const json::array& points = body.at("points").as_array();
  for (std::size_t i = 0; i < points.size(); ++i) {
    const json::object& from = points[i].as_object();
    Point point{
        id_or_none<PointTag>(from), text_in(from, "subject"), text_in(from, "source"), text_in(from, "minutes"), {}};
    const json::array& decisions = from.at("decisions").as_array();
    for (std::size_t j = 0; j < decisions.size(); ++j) {
      const json::object& one = decisions[j].as_object();
      Decision decision;
      decision.id = id_or_none<DecisionTag>(one);
      decision.text = text_in(one, "text");
      decision.owner = owner_in(one.at("owner"));
      decision.due = date_in(one, "due");
      point.decisions.push_back(std::move(decision));
    }
    written.points.push_back(std::move(point));
  }
  return written;
}

json::value head_json(const Meeting& m) {
  return json::object{{"id", m.id.text()},   {"title", m.title},           {"date", m.on.iso()},
                      {"starts", m.starts},  {"place", m.place},           {"state", name_of(m.state)},
                      {"reason", m.reason},  {"settled_by", m.settled_by}, {"settled_at", or_null(m.settled_at)},
                      {"version", m.version}};
}

json::value to_json(const Meeting& m, const OwnerNames& names, std::string_view language) {
  json::object out = head_json(m).as_object();
  json::array attendees;
  for (const Attendee& one : m.attendees)
    attendees.push_back(
        json::object{{"user", one.user.text()}, {"name", one.name}, {"presence", name_of(one.presence)}});
  json::array points;
  for (const Point& point : m.points) {
    json::array decisions;
    for (const Decision& one : point.decisions)
      decisions.push_back(json::object{{"id", one.id.text()},
                                       {"text", one.text},
                                       {"owner", governance::to_json(one.owner, names, language)},
                                       {"due", one.due.iso()},
                                       {"standing", governance::to_json(one.standing)}});
    points.push_back(json::object{{"id", point.id.text()},
                                  {"subject", point.subject},
                                  {"source", point.source},
                                  {"minutes", point.minutes},
                                  {"decisions", std::move(decisions)}});
  }
  out["attendees"] = std::move(attendees);
  out["points"] = std::move(points);
  return out;
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> list(const Context& context) {
    const auto meetings = TRY(services_.database.read([&](db::Tx& tx) { return list_meetings(tx, context.who()); }));
    json::array all;
    for (const Meeting& one : meetings) all.push_back(head_json(one));
    return Response::json(json::object{{"meetings", std::move(all)}});
  }

  Result<Response> show(const Context& context) {
    const auto id = TRY(id_in<MeetingTag>(context.request.parameter("meeting")));
    return services_.database.read(
        [&](db::Tx& tx) -> Result<Response> { return answer(tx, context, TRY(get_meeting(tx, context.who(), id))); });
  }

  Result<Response> propose(const Context& context) {
    const auto proposals = TRY(services_.database.read(
        [&](db::Tx& tx) { return propose_agenda(tx, context.who(), services_.wiring, context.now); }));
    json::array all;
    for (const Proposal& one : proposals)
      all.push_back(json::object{{"source", one.source},
                                 {"subject", messages::say(context.who().language, one.key, one.args)},
                                 {"link", one.link}});
    return Response::json(json::object{{"proposals", std::move(all)}});
  }

  Result<Response> plan(const Context& context) {
    const Written written = TRY(written_in(context.body()));
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      return answer(tx, context, TRY(plan_meeting(tx, context.who(), written, context.now)), 201);
    });
  }

  Result<Response> save(const Context& context) {
    const auto id = TRY(id_in<MeetingTag>(context.request.parameter("meeting")));
    const Written written = TRY(written_in(context.body()));
    const std::int64_t version = context.body().at("version").as_int64();
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      return answer(tx, context, TRY(save_meeting(tx, context.who(), id, version, written, context.now)));
    });
  }

  Result<Response> hold_it(const Context& context) {
    const Step step = TRY(step_in(context));
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      return answer(tx, context, TRY(hold(tx, context.who(), step, context.now)));
    });
  }

  Result<Response> call_it_off(const Context& context) {
    const Step step = TRY(step_in(context));
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      return answer(tx, context,
                    TRY(call_off(tx, context.who(), step, text_in(context.body(), "reason"), context.now)));
    });
  }

  Result<Response> paper(const Context& context) {
    const auto id = TRY(id_in<MeetingTag>(context.request.parameter("meeting")));
    const std::string& language = context.who().language;
    std::string name;
    const auto document = TRY(services_.database.read([&](db::Tx& tx) -> Result<drawing::Document> {
      const Meeting meeting = TRY(get_meeting(tx, context.who(), id));
      const auto company = TRY(directory::get_company(tx, context.who().company));
      name = minutes_name(meeting, language);
      return minutes_document(meeting, TRY(OwnerNames::load(tx, context.who())), company.name, language, context.now);
    }));
    return paper_response(context, document, name);
  }

 private:
  static Result<Step> step_in(const Context& context) {
    return Step{TRY(id_in<MeetingTag>(context.request.parameter("meeting"))), context.body().at("version").as_int64()};
  }
  static Result<Response> answer(db::Tx& tx, const Context& context, const Meeting& meeting, int status = 200) {
    return Response::json(to_json(meeting, TRY(OwnerNames::load(tx, context.who())), context.who().language), status);
  }

  Services services_;
};

std::vector<Schema::Field> head_fields() {
  return {field("id", Schema::uuid()),
          field("title", Schema::string()),
          field("date", Schema::date()),
          field("starts", Schema::string()),
          field("place", Schema::string()),
          field("state", Schema::enumeration({"planned", "held", "cancelled"})),
          field("reason", Schema::string()),
          field("settled_by", Schema::string()),
          field("settled_at", Schema::integer().nullable()),
          field("version", Schema::integer(0))};
}

Schema presences() { return Schema::enumeration({"expected", "present", "absent"}); }

Schema meeting_schema() {
  const Schema decision =
      Schema::object({field("id", Schema::uuid()), field("text", Schema::string()), field("owner", owner_schema()),
                      field("due", Schema::date()), field("standing", standing_schema())});
  const Schema point = Schema::object({field("id", Schema::uuid()), field("subject", Schema::string()),
                                       field("source", Schema::string()), field("minutes", Schema::string()),
                                       field("decisions", Schema::array(decision))});
  const Schema attendee =
      Schema::object({field("user", Schema::uuid()), field("name", Schema::string()), field("presence", presences())});
  std::vector<Schema::Field> fields = head_fields();
  fields.push_back(field("attendees", Schema::array(attendee)));
  fields.push_back(field("points", Schema::array(point)));
  return Schema::object(std::move(fields));
}

std::vector<Schema::Field> written_fields() {
  const Schema decision =
      Schema::object({http::optional("id", Schema::uuid().nullable()), field("text", Schema::string(1'000)),
                      field("owner", owner_form()), field("due", Schema::date())});
  const Schema point = Schema::object(
      {http::optional("id", Schema::uuid().nullable()), field("subject", Schema::string(1'000)),
       http::optional("source", Schema::enumeration({"", "tasks", "setup", "sheet", "requests", "decision"})),
       field("minutes", Schema::string(longest_minutes)), field("decisions", Schema::array(decision, most_decisions))});
  const Schema attendee = Schema::object({field("user", Schema::uuid()), field("presence", presences())});
  return {field("title", Schema::string(1'000)),
          field("date", Schema::date()),
          field("starts", Schema::string(20)),
          field("place", Schema::string(1'000)),
          field("attendees", Schema::array(attendee, most_attendees)),
          field("points", Schema::array(point, most_points))};
}

}  // namespace

void add_routes(http::Router& router, Services services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(std::move(services));
  const std::string all = "/api/v1/committee/meetings";
  const std::string one = all + "/{meeting}";
  const http::Access read{Permission::ProgrammeRead, RowScope::Company};
  const http::Access manage{Permission::CompanyManage, RowScope::Company};
  const Schema version = Schema::object({field("version", Schema::integer(0))});
  const auto with = [](http::Route route, Schema body) {
    route = http::answering(http::with_body(std::move(route), std::move(body)), meeting_schema());
    route.body_limit = body_limit;
    return route;
  };
  router.add(
      http::answering(http::make_route(api, Get, all, read, "Meetings of the committee, newest first.", &Api::list),
                      Schema::object({field("meetings", Schema::array(Schema::object(head_fields())))})));
  router.add(http::answering(
      http::make_route(api, Get, one, read, "A meeting with its agenda, minutes and decisions.", &Api::show),
      meeting_schema()));
  router.add(http::answering(
      http::make_route(api, Get, "/api/v1/committee/proposals", manage, "What the next meeting should talk about.",
                       &Api::propose),
      Schema::object({field("proposals", Schema::array(Schema::object({field("source", Schema::string()),
                                                                       field("subject", Schema::string()),
                                                                       field("link", Schema::string())})))})));
  router.add(
      with(http::make_route(api, Post, all, manage, "Plans a meeting.", &Api::plan), Schema::object(written_fields())));
  std::vector<Schema::Field> saved = written_fields();
  saved.push_back(field("version", Schema::integer(0)));
  router.add(
      with(http::make_route(api, Put, one, manage, "Writes agenda, minutes and decisions of a meeting.", &Api::save),
           Schema::object(std::move(saved))));
  router.add(with(http::make_route(api, Post, one + "/hold", manage,
                                   "The meeting was held: its decisions become tasks.", &Api::hold_it),
                  version));
  router.add(
      with(http::make_route(api, Post, one + "/call-off", manage, "The meeting will not be held.", &Api::call_it_off),
           Schema::object({field("version", Schema::integer(0)), field("reason", Schema::string(1'000))})));
  auto paper = http::heavy(http::make_route(api, Get, one + "/paper", read,
                                            "The minutes as PDF or Word; before, the invitation.", &Api::paper));
  paper.query = {paper_format()};
  router.add(std::move(paper));
}

}  // namespace sonae::governance::committee
