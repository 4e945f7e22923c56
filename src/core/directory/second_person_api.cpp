// What needs a second person, and access in an emergency: asked for, confirmed, seen and ended.

#include <memory>

#include "base/json.h"
#include "core/directory/api.h"
#include "core/directory/second_person.h"
#include "platform/http/routes.h"
#include "platform/session/break_glass.h"
#include "platform/session/password_policy.h"

namespace sonae::directory {

namespace {

using http::Context;
using http::field;
using http::optional;
using http::Response;
using http::Schema;

std::string text_of(const json::value& value) {
  const auto& text = value.as_string();
  return {text.data(), text.size()};
}

using Names = std::map<std::string, std::string>;

json::object person(const std::string& id, const Names& names) {
  const auto known = names.find(id);
  return {{"id", id}, {"name", known == names.end() ? "" : known->second}};
}

json::array names_json(const std::set<Role>& roles) {
  json::array names;
  for (const Role role : roles) names.emplace_back(sonae::name_of(role));
  return names;
}

json::object to_json(const AskedDeed& asked, const Actor& actor, const Names& names) {
  return {{"id", asked.request.id},
          {"deed", directory::name_of(asked.deed)},
          {"user", person(asked.user.id.text(), names)},
          {"roles", names_json(asked.roles)},
          {"reason", asked.request.reason},
          {"asked_by", person(asked.request.asked_by.text(), names)},
          {"asked_at", asked.request.asked_at.ms()},
          {"ends_at", asked.request.ends_at.ms()},
          {"confirmers", names_json(confirmers_of(asked.user, asked.deed))},
          {"mine", asked.request.asked_by == actor.user},
          {"may_confirm", asked.may_confirm},
          {"may_withdraw", asked.may_withdraw}};
}

json::object to_json(const session::BreakGlassView& glass, const Actor& actor, const Names& names, Instant now) {
  json::value ended_by;
  if (!glass.ended_by.empty()) ended_by = person(glass.ended_by.text(), names);
  return {{"id", glass.id},
          {"user", person(glass.user.text(), names)},
          {"reason", glass.reason},
          {"began_at", glass.began_at.ms()},
          {"ends_at", glass.ends_at.ms()},
          {"ended_by", std::move(ended_by)},
          {"active", glass.active(now)},
          {"mine", glass.user == actor.user}};
}

class Api {
 public:
  explicit Api(Services services) : services_(std::move(services)) {}

  Result<Response> ask(const Context& context) {
    const json::object& body = context.body();
    const auto user = Id<User>::parse(context.request.parameter("user"));
    if (!user) return not_found();
    DeedWish wish{*user, *parse_deed(text_of(body.at("deed"))), {}, text_of(body.at("reason"))};
    if (const auto* roles = body.if_contains("roles"))
      for (const json::value& name : roles->as_array())
        if (const auto role = parse_role(text_of(name))) wish.roles.insert(*role);
    json::object asked = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<json::object> {
      const auto request = TRY(ask_deed(tx, context.who(), wish, context.now));
      const auto names = TRY(user_names(tx, context.who().company));
      return to_json(TRY(get_deed(tx, context.who(), request.id, context.now)), context.who(), names);
    }));
    return Response::json(json::object{{"confirmation", std::move(asked)}}, 201);
  }

  Result<Response> list(const Context& context) {
    json::array list = TRY(services_.database.read([&](db::Tx& tx) -> Result<json::array> {
      const auto names = TRY(user_names(tx, context.who().company));
      json::array rows;
      for (const AskedDeed& asked : TRY(list_deeds(tx, context.who(), context.now)))
        rows.push_back(to_json(asked, context.who(), names));
      return rows;
    }));
    return Response::json(json::object{{"confirmations", std::move(list)}});
  }

  Result<Response> confirm(const Context& context) {
    const std::string& id = context.request.parameter("confirmation");
    const AskedDeed asked =
        TRY(services_.database.read([&](db::Tx& tx) { return get_deed(tx, context.who(), id, context.now); }));
    std::optional<session::NewPassword> password;
    json::value shown;
    if (asked.deed == Deed::Password && asked.may_confirm) {
      const std::string plain = session::new_initial_password();
      password = TRY(prepare_password(services_.sessions.hasher(), plain, true));
      shown = plain;
    }
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return confirm_deed(tx, context.who(), id, password, context.now); }));
    return Response::json(json::object{{"login", asked.user.login}, {"password", std::move(shown)}});
  }

  Result<Response> withdraw(const Context& context) {
    const std::string& id = context.request.parameter("confirmation");
    TRY(services_.database.write([&](db::WriteTx& tx) { return withdraw_deed(tx, context.who(), id, context.now); }));
    return Response::no_content();
  }

  Result<Response> begin_glass(const Context& context) {
    const std::string reason = text_of(context.body().at("reason"));
    const std::int64_t minutes = context.body().at("minutes").as_int64();
    json::object begun = TRY(services_.database.write([&](db::WriteTx& tx) -> Result<json::object> {
      const auto glass = TRY(session::begin_break_glass(tx, context.who(), reason, minutes, context.now));
      return to_json(glass, context.who(), TRY(user_names(tx, context.who().company)), context.now);
    }));
    return Response::json(json::object{{"break_glass", std::move(begun)}}, 201);
  }

  Result<Response> list_glass(const Context& context) {
    json::array list = TRY(services_.database.read([&](db::Tx& tx) -> Result<json::array> {
      const auto names = TRY(user_names(tx, context.who().company));
      json::array rows;
      for (const auto& glass : TRY(session::list_break_glass(tx, context.who())))
        rows.push_back(to_json(glass, context.who(), names, context.now));
      return rows;
    }));
    return Response::json(json::object{{"break_glass", std::move(list)}});
  }

  Result<Response> end_glass(const Context& context) {
    const std::string& id = context.request.parameter("glass");
    TRY(services_.database.write(
        [&](db::WriteTx& tx) { return session::end_break_glass(tx, context.who(), id, context.now); }));
    return Response::no_content();
  }

 private:
  Services services_;
};

Schema role_list() {
  std::vector<std::string> names;
  for (const Role role : all_roles()) names.emplace_back(sonae::name_of(role));
  return Schema::array(Schema::enumeration(std::move(names)), 10);
}

Schema person_schema() { return Schema::object({field("id", Schema::uuid()), field("name", Schema::string())}); }

Schema confirmation_schema() {
  return Schema::object(
      {field("id", Schema::uuid()), field("deed", Schema::enumeration({"password", "factor", "side"})),
       field("user", person_schema()), field("roles", role_list()), field("reason", Schema::string()),
       field("asked_by", person_schema()), field("asked_at", Schema::integer(0)), field("ends_at", Schema::integer(0)),
       field("confirmers", role_list()), field("mine", Schema::boolean()), field("may_confirm", Schema::boolean()),
       field("may_withdraw", Schema::boolean())});
}

Schema glass_schema() {
  return Schema::object({field("id", Schema::uuid()), field("user", person_schema()), field("reason", Schema::string()),
                         field("began_at", Schema::integer(0)), field("ends_at", Schema::integer(0)),
                         field("ended_by", person_schema().nullable()), field("active", Schema::boolean()),
                         field("mine", Schema::boolean())});
}

}  // namespace

void add_second_person_routes(http::Router& router, Services services) {
  const auto api = std::make_shared<Api>(std::move(services));
  using Action = Result<Response> (Api::*)(const Context&);
  using enum http::Method;
  using enum Permission;
  const auto add = [&](http::Method method, std::string pattern, Permission permission, std::string summary,
                       Action action, std::optional<Schema> request, std::optional<Schema> response) {
    router.add(http::with_forms(http::make_route(api, method, "/api/v1" + std::move(pattern),
                                                 {permission, RowScope::Company}, std::move(summary), action),
                                std::move(request), std::move(response)));
  };
  // Longer than a reason may be, so that its own rule can say so.
  const Schema reason = Schema::string(4000);
  add(Post, "/users/{user}/confirmations", UsersManage,
      "Asks for what needs a second person: a password, a second factor, a change of side.", &Api::ask,
      Schema::object({field("deed", Schema::enumeration({"password", "factor", "side"})), field("reason", reason),
                      optional("roles", role_list())}),
      Schema::object({field("confirmation", confirmation_schema())}));
  add(Get, "/confirmations", Confirm, "What waits for a second person.", &Api::list, {},
      Schema::object({field("confirmations", Schema::array(confirmation_schema()))}));
  add(Post, "/confirmations/{confirmation}", Confirm, "Confirms as the second person, which does it.", &Api::confirm,
      Schema::object({}),
      Schema::object({field("login", Schema::string()),
                      field("password", Schema::string().nullable().described("a new initial one, shown once"))}));
  add(Delete, "/confirmations/{confirmation}", Confirm, "Takes a request back, or refuses it.", &Api::withdraw, {}, {});
  add(Post, "/break-glass", SettingsManage, "Begins access in an emergency: reading the sheet, for at most an hour.",
      &Api::begin_glass,
      Schema::object(
          {field("reason", reason), field("minutes", Schema::integer(1, session::longest_break_glass_minutes))}),
      Schema::object({field("break_glass", glass_schema())}));
  add(Get, "/break-glass", BreakGlassRead, "Who had access in an emergency, when and why; latest first.",
      &Api::list_glass, {}, Schema::object({field("break_glass", Schema::array(glass_schema()))}));
  add(Delete, "/break-glass/{glass}", BreakGlassRead, "Ends access in an emergency now.", &Api::end_glass, {}, {});
}

}  // namespace sonae::directory
