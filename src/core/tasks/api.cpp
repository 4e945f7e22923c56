#include "core/tasks/api.h"

#include <memory>

#include "core/directory/inputs.h"
#include "core/tasks/lateness.h"
#include "core/tasks/layout.h"
#include "core/tasks/store.h"
#include "platform/http/routes.h"
#include "platform/messages/messages.h"

namespace sonae::tasks {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

namespace {

constexpr int longest_origin = 80;

std::string text_in(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

std::optional<Date> date_in(const json::object& body, std::string_view name) {
  const auto* value = body.if_contains(name);
  return value == nullptr || value->is_null() ? std::nullopt : Date::parse_iso(text_in(*value));
}

Harm harm_in(const json::object& body) {
  const auto* value = body.if_contains("harm");
  const std::string name = value == nullptr ? "medium" : text_in(*value);
  return name == "high" ? Harm::High : name == "low" ? Harm::Low : Harm::Medium;
}

State state_in(std::string_view name) {
  return name == "done" ? State::Done : name == "dropped" ? State::Dropped : State::Open;
}

json::value or_null(const std::optional<Date>& date) { return date ? json::value(date->iso()) : json::value(nullptr); }

/// What a person wrote, or the sentence of a key that stands there instead.
std::string note_of(const Task& task, const std::string& language) {
  return task.note.starts_with("tasks.dropped.") ? messages::say(language, task.note) : task.note;
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> mine(const Context& context) {
    const Actor& actor = context.who();
    const Date today = date_in_zone(context.now, japan_offset_minutes);
    return services_.database.read([&](db::Tx& tx) -> Result<Response> {
      return Response::json(
          json::object{{"tasks", TRY(list_json(tx, actor, TRY(list_mine(tx, actor))))},
                       {"escalated", TRY(list_json(tx, actor, TRY(list_escalated(tx, actor, today))))}});
    });
  }

  Result<Response> list(const Context& context) {
    const Filter filter{state_in(context.request.query_or("state", "open")), {}, 500};
    return services_.database.read([&](db::Tx& tx) -> Result<Response> {
      return Response::json(
          json::object{{"tasks", TRY(list_json(tx, context.who(), TRY(tasks::list(tx, context.who(), filter))))}});
    });
  }

  Result<Response> create(const Context& context) {
    const json::object& body = context.body();
    NewOwnTask wanted{text_in(body.at("title")), date_in(body, "due").value_or(Date()), {}, harm_in(body)};
    if (const auto* owner = body.if_contains("owner"); owner != nullptr && !owner->is_null())
      wanted.owner = TRY(owner_in(*owner, "/owner"));
    return written(context, [&](db::WriteTx& tx) { return tasks::create(tx, context.who(), wanted, context.now); });
  }

  Result<Response> change(const Context& context) {
    const json::object& body = context.body();
    Change wanted{
        TRY(task_in(context)), body.at("version").as_int64(), date_in(body, "starts"), date_in(body, "due"), {}, {}};
    if (const auto* owner = body.if_contains("owner")) wanted.owner = TRY(owner_in(*owner, "/owner"));
    if (const auto* progress = body.if_contains("progress")) wanted.progress = static_cast<int>(progress->as_int64());
    return written(context, [&](db::WriteTx& tx) { return tasks::change(tx, context.who(), wanted, context.now); });
  }

  Result<Response> close(const Context& context) {
    const json::object& body = context.body();
    const Closing wanted{TRY(task_in(context)), body.at("version").as_int64(), state_in(text_in(body.at("state"))),
                         text_in(body.at("note"))};
    return written(context, [&](db::WriteTx& tx) { return tasks::close(tx, context.who(), wanted, context.now); });
  }

 private:
  static Result<std::string> task_in(const Context& context) {
    return TRY(http::id_in<Task>(context.request.parameter("task"))).text();
  }

  static Result<json::array> list_json(db::Tx& tx, const Actor& actor, const std::vector<Task>& tasks) {
    json::array list;
    for (const Task& task : tasks) list.push_back(TRY(to_json(tx, actor, task)));
    return list;
  }

  template <typename Body>
  Result<Response> written(const Context& context, Body&& body) {
    return services_.database.write([&](db::WriteTx& tx) -> Result<Response> {
      return Response::json(json::object{{"task", TRY(to_json(tx, context.who(), TRY(body(tx))))}});
    });
  }

  Services services_;
};

}  // namespace

Result<json::value> to_json(db::Tx& tx, const Actor& actor, const Owner& owner) {
  const std::string name = owner.role ? messages::say(actor.language, "tasks.role." + std::string(name_of(*owner.role)))
                                      : TRY(store::owner_name(tx, actor.company, owner));
  return json::value(json::object{{"kind", store::kind_of(owner)}, {"id", store::id_of(owner)}, {"name", name}});
}

Result<json::value> to_json(db::Tx& tx, const Actor& actor, const Task& task) {
  const std::string closer =
      task.closed_by.empty() ? std::string() : TRY(store::owner_name(tx, actor.company, owned_by(task.closed_by)));
  return json::value(json::object{
      {"id", task.id},
      {"origin", task.origin},
      {"title", task.title.empty() ? messages::say(actor.language, task.title_key, task.args) : task.title},
      {"starts", or_null(task.starts)},
      {"due", task.due.iso()},
      {"owner", TRY(to_json(tx, actor, task.owner))},
      {"link", task.link},
      {"harm", name_of(task.harm)},
      {"state", name_of(task.state)},
      {"note", note_of(task, actor.language)},
      {"progress", task.progress},
      {"schedule", task.schedule.empty() ? json::value(nullptr) : json::value(task.schedule)},
      {"by_hand", closes_by_hand(task)},
      {"mine", is_of(task, actor)},
      {"closed_by", closer},
      {"closed_at", task.closed_at ? json::value(task.closed_at->ms()) : json::value(nullptr)},
      {"version", task.version}});
}

Result<Owner> owner_in(const json::value& value, std::string place) {
  const std::string kind = text_in(value.at("kind"));
  const std::string id = text_in(value.at("id"));
  if (kind == "role" ? parse_role(id).has_value() : is_uuid(id)) return store::owner_of(kind, id);
  return directory::fail_at(std::move(place), "tasks.owner.unknown");
}

Schema owner_input_schema() {
  return Schema::object(
      {field("kind", Schema::enumeration({"role", "department", "user"})), field("id", Schema::string(36))});
}

Schema owner_schema() {
  return Schema::object({field("kind", Schema::enumeration({"role", "department", "user"})),
                         field("id", Schema::string()), field("name", Schema::string())});
}

Schema task_schema() {
  return Schema::object(
      {field("id", Schema::uuid()), field("origin", Schema::string(longest_origin)), field("title", Schema::string()),
       field("starts", Schema::date().nullable()), field("due", Schema::date()), field("owner", owner_schema()),
       field("link", Schema::string().described("page where it is done; \"\": elsewhere")),
       field("harm", Schema::enumeration({"low", "medium", "high"})),
       field("state", Schema::enumeration({"open", "done", "dropped"})), field("note", Schema::string()),
       field("progress", Schema::integer(0, 100)), field("schedule", Schema::uuid().nullable()),
       field("by_hand", Schema::boolean().described("people may close it themselves")),
       field("mine", Schema::boolean()), field("closed_by", Schema::string()),
       field("closed_at", Schema::integer().nullable()), field("version", Schema::integer(1))});
}

void add_task_routes(http::Router& router, const Services& services) {
  using enum http::Method;
  const auto api = std::make_shared<Api>(services);
  const http::Access signed_in{Permission::SignedIn, RowScope::Self};
  const Schema harm = Schema::enumeration({"low", "medium", "high"});
  const Schema tasks = Schema::array(task_schema(), 1'000);
  const Schema one = Schema::object({field("task", task_schema())});
  const Schema version = Schema::integer(1);
  router.add(http::with_forms(http::make_route(api, Get, "/api/v1/tasks/mine", signed_in,
                                               "What this person has to do; for the secretariat also what others are "
                                               "late with.",
                                               &Api::mine),
                              {}, Schema::object({field("tasks", tasks), field("escalated", tasks)})));
  auto list =
      http::with_forms(http::make_route(api, Get, "/api/v1/tasks", signed_in,
                                        "Tasks of the company, or one's own without programme.read.", &Api::list),
                       {}, Schema::object({field("tasks", tasks)}));
  list.query = {optional("state", Schema::enumeration({"open", "done", "dropped"}))};
  router.add(std::move(list));
  router.add(http::with_forms(
      http::make_route(api, Post, "/api/v1/tasks", signed_in, "A task in a person's own words.", &Api::create),
      Schema::object({field("title", Schema::string(longest_title * 2)), field("due", Schema::date()),
                      optional("owner", owner_input_schema().nullable()), optional("harm", harm)}),
      one));
  router.add(http::with_forms(
      http::make_route(api, Patch, "/api/v1/tasks/{task}", signed_in, "Moves a task, or says how far it is.",
                       &Api::change),
      Schema::object({field("version", version), optional("starts", Schema::date()), optional("due", Schema::date()),
                      optional("owner", owner_input_schema()), optional("progress", Schema::integer(0, 99))}),
      one));
  router.add(http::with_forms(
      http::make_route(api, Post, "/api/v1/tasks/{task}/closing", signed_in, "Done, or dropped with a reason.",
                       &Api::close),
      Schema::object({field("version", version), field("state", Schema::enumeration({"done", "dropped"})),
                      field("note", Schema::string(longest_note * 2))}),
      one));
}

void add_routes(http::Router& router, const Services& services) {
  add_task_routes(router, services);
  add_plan_routes(router, services);
}

}  // namespace sonae::tasks
